/** What a key does to a session: a command, or a character of the line that is being typed. */

import { cellsOf } from '../index.ts';
import { breakpointForms } from './breakpoints.ts';
import { choicesOf, type Entry, type Session, told } from './session.ts';
import { type Command, obey, withArgument } from './session-commands.ts';

/** As Node's readline reads it. */
export interface Key {
  /** `left`, `return`, `space`; a letter's is the small letter. Undefined for most other characters. */
  readonly name?: string | undefined;
  /** The character, where the key is one. */
  readonly text?: string | undefined;
  readonly isCtrl: boolean;
}

/** Undefined: the key means nothing here. */
export function press(session: Session, key: Key): Session | undefined {
  if (session.entry !== undefined) return type(session, session.entry, key);
  const begun = entryFor(session, key);
  if (begun !== undefined) return { ...hinted(session, begun), isHelpOpen: false, wish: undefined, entry: begun };
  const command = commandOfKey(session, key);
  return command === undefined ? undefined : obey(session, command);
}

// ---- commands

const commandsByName: Readonly<Record<string, Command>> = {
  return: { kind: 'step' },
  enter: { kind: 'step' },
  space: { kind: 'step' },
  left: { kind: 'back' },
  right: { kind: 'forward' },
  up: { kind: 'mark', by: -1 },
  down: { kind: 'mark', by: 1 },
  tab: { kind: 'switch', run: undefined },
  escape: { kind: 'cancel' },
};

const commandsByText: Readonly<Record<string, Command>> = {
  n: { kind: 'decision' },
  l: { kind: 'lane' },
  c: { kind: 'continue' },
  b: { kind: 'back' },
  f: { kind: 'fork' },
  r: { kind: 'record', name: undefined },
  s: { kind: 'draw' },
  '=': { kind: 'compare', run: undefined },
  '?': { kind: 'help' },
  q: { kind: 'leave' },
};

function commandOfKey(session: Session, { name, text, isCtrl }: Key): Command | undefined {
  if (isCtrl) return name === 'd' ? { kind: 'leave' } : undefined;
  if (text !== undefined && /^[1-9]$/.test(text)) return { kind: 'choose', number: Number(text) };
  const byText = text === undefined ? undefined : commandsByText[text];
  const command = byText ?? commandsByName[name ?? ''];
  const isThird = command?.kind === 'compare' && session.runs.length > 2;
  return isThird ? undefined : command;
}

// ---- typing

/** Keys that ask for more than themselves. */
function entryFor(session: Session, { text, isCtrl }: Key): Entry | undefined {
  if (isCtrl || text === undefined) return undefined;
  if (text === 'g') return { what: 'go', text: '' };
  if (text === 'B') return { what: 'break', text: '' };
  if (text === 'r' && session.recordsTo === undefined) return { what: 'record', text: '' };
  if (text === '=' && session.runs.length > 2) return { what: 'compare', text: '' };
  // One digit says too little where there are ten choices.
  if (/^[1-9]$/.test(text) && choicesOf(session).length > 9) return { what: 'choose', text };
  return undefined;
}

function hinted(session: Session, { what }: Entry): Session {
  return what === 'break' ? told(session, `A breakpoint is ${breakpointForms}.`) : told(session);
}

function type(session: Session, entry: Entry, { name, text, isCtrl }: Key): Session {
  const typed = (line: string): Session => ({ ...session, entry: { ...entry, text: line } });
  const isAway = name === 'escape' || (isCtrl && name === 'd' && entry.text === '');
  if (isAway) return { ...session, entry: undefined };
  if (name === 'return' || name === 'enter') return finish(session, entry);
  if (name === 'backspace') return typed(withoutLast(entry.text));
  if (isCtrl) return name === 'u' ? typed('') : session;
  return text === undefined || /\p{Cc}/u.test(text) ? session : typed(entry.text + text);
}

function withoutLast(text: string): string {
  return cellsOf(text)
    .slice(0, -1)
    .map((cell) => cell.text)
    .join('');
}

function finish(session: Session, { what, text }: Entry): Session {
  const line = text.trim();
  const isNothing = line === '' && what !== 'break' && what !== 'compare';
  if (isNothing) return { ...session, entry: undefined };
  return obey(session, what === 'choose' ? { kind: 'choose', number: Number(line) || 0 } : withArgument(what, line));
}
