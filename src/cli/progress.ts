import { escapeTerminal } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** One line on a terminal that tells how far a long command has come; nothing in the first 300 ms. */
export interface Progress {
  readonly step: (name: string) => void;
  /** So many are done. */
  readonly reach: (count: number, name: string) => void;
  readonly end: () => void;
}

const silentMilliseconds = 300;
const eraseToEnd = '\u001b[K';

export function startProgress(total: number, terminal: Terminal): Progress {
  const begun = performance.now();
  let done = 0;
  let isShown = false;
  const reach = (count: number, name: string): void => {
    done = count;
    if (!terminal.canRedraw || terminal.isQuiet || performance.now() - begun < silentMilliseconds) return;
    isShown = true;
    process.stderr.write(`\r${done}/${total} ${escapeTerminal(name).slice(0, terminal.style.width - 20)}${eraseToEnd}`);
  };
  const step = (name: string): void => reach(done + 1, name);
  const end = (): void => {
    if (isShown) process.stderr.write(`\r${eraseToEnd}`);
  };
  return { step, reach, end };
}
