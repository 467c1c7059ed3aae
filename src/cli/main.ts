#!/usr/bin/env node
/** The command `laneflow`: hands the arguments on and ends with the exit code. */

import { codeOf, exitCodes, reasonOf } from './failure.ts';
import { run } from './program.ts';

/** A reader that has seen enough, as `head` does, ends the program; a full disk does so with a word. */
process.stdout.on('error', (error) => {
  if (isClosedPipe(error)) process.exit();
  process.stderr.write(`error: Standard output cannot be written: ${reasonOf(error)}.\n`);
  process.exit(exitCodes.refused);
});

/** The work goes on when nobody can hear the notes. */
process.stderr.on('error', () => {});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodes.bug;
  confess(error);
}

function isClosedPipe(error: Error): boolean {
  return ['EPIPE', 'EOF'].includes(codeOf(error) ?? '');
}

/** One line; the stack only for those who ask for it. Knows nothing of the library, which may be what is broken. */
function confess(error: unknown): void {
  const isVerbose = process.argv.some((word) => word === '-v' || word === '--verbose');
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`laneflow has a bug: ${printable(message)}. Please report it with the input that shows it.\n`);
  if (isVerbose && error instanceof Error)
    process.stderr.write(`${(error.stack ?? '').split('\n').map(printable).join('\n')}\n`);
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?');
}
