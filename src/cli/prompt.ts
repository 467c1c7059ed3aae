/** Asks a person at a terminal: questions on stderr, answers from the keyboard. */

import { createInterface } from 'node:readline';

export interface Prompt {
  readonly ask: (question: string) => Promise<Line>;
  readonly close: () => void;
}

type Line =
  | { readonly kind: 'text'; readonly text: string }
  /** Ctrl-D. */
  | { readonly kind: 'end' }
  /** Ctrl-C. */
  | { readonly kind: 'interrupted' };

/** Lines typed ahead wait for their question. */
export function openPrompt(): Prompt {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  const lines = terminal[Symbol.asyncIterator]();
  let isInterrupted = false;
  terminal.on('SIGINT', () => {
    isInterrupted = true;
    terminal.close();
  });
  const ask = async (question: string): Promise<Line> => {
    terminal.setPrompt(question);
    terminal.prompt();
    const next = await lines.next();
    if (next.done !== true) return { kind: 'text', text: next.value };
    process.stderr.write('\n');
    return { kind: isInterrupted ? 'interrupted' : 'end' };
  };
  return { ask, close: () => terminal.close() };
}
