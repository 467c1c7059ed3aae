/** The conversation at a terminal: a question at each decision, until the run ends or the person leaves. */

import { type DriveOptions, drive, pathOf, type Question, type Run, step } from '../index.ts';
import { openPrompt, type Prompt } from './prompt.ts';
import { answerFrom, promptText, questionText, refusalText } from './question.ts';
import type { Terminal } from './terminal.ts';

export interface Talk {
  readonly run: Run;
  readonly ending: 'ran' | 'left' | 'interrupted';
}

export async function askThrough(begun: Run, options: DriveOptions, terminal: Terminal): Promise<Talk> {
  const prompt = openPrompt();
  try {
    let run = begun;
    while (run.status.kind === 'waiting' && run.status.refused === undefined) {
      const next = await askOnce(run, run.status.question, prompt, terminal);
      if (next.ending !== 'ran') return next;
      run = drive(next.run, options);
    }
    return { run, ending: 'ran' };
  } finally {
    prompt.close();
  }
}

/** Asks until the answer is one of those on offer. */
async function askOnce(run: Run, question: Question, prompt: Prompt, terminal: Terminal): Promise<Talk> {
  process.stderr.write(`${questionText(question, pathOf(run), run.machine.flow, terminal)}\n`);
  for (;;) {
    const line = await prompt.ask(promptText(question));
    if (line.kind === 'interrupted') return { run, ending: 'interrupted' };
    if (line.kind === 'end' || isGoodbye(line.text, question)) return { run, ending: 'left' };
    const next = step(run, answerFrom(line.text, question));
    if (next.length > run.length) return { run: next, ending: 'ran' };
    process.stderr.write(`${refusalText(line.text, question)}\n`);
  }
}

function isGoodbye(text: string, { options }: Question): boolean {
  const word = text.trim().toLowerCase();
  return ['q', 'quit', 'exit'].includes(word) && !options.some(({ answer }) => answer.toLowerCase() === word);
}
