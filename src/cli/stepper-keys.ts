/** Keys as they are typed, one after the other. Node's readline knows what the bytes of a terminal mean. */

import { emitKeypressEvents } from 'node:readline';
import type { Key } from './session-keys.ts';

export interface Keyboard {
  /** The next key, in the order of typing; undefined when nobody can type any more. */
  readonly next: () => Promise<Key | undefined>;
  readonly close: () => void;
}

/** What readline tells of a key. */
interface KeyPress {
  readonly name?: string;
  readonly ctrl?: boolean;
}

const endings = ['end', 'close', 'error'] as const;

export function openKeyboard(): Keyboard {
  const { stdin } = process;
  const waiting: (Key | undefined)[] = [];
  let wake = (): void => {};
  const put = (key: Key | undefined): void => {
    waiting.push(key);
    wake();
  };
  const onKey = (text: string | undefined, { name, ctrl }: KeyPress): void => {
    put({ name, text: isCharacter(text) ? text : undefined, isCtrl: ctrl === true });
  };
  const onEnd = (): void => put(undefined);
  const next = async (): Promise<Key | undefined> => {
    if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return waiting.shift();
  };
  const close = (): void => {
    stdin.off('keypress', onKey).pause();
    for (const ending of endings) stdin.off(ending, onEnd);
  };
  emitKeypressEvents(stdin);
  stdin.on('keypress', onKey).resume();
  for (const ending of endings) stdin.on(ending, onEnd);
  return { next, close };
}

function isCharacter(text: string | undefined): text is string {
  return text !== undefined && !/^\p{Cc}/u.test(text);
}
