#!/usr/bin/env node
/** The command `laneflow`: hands the arguments on and ends with the exit code. */

import { exitCodes } from './failure.ts';
import { run } from './program.ts';

/** A reader that has seen enough, as `head` does, ends the program. */
process.stdout.on('error', (error) => {
  if (!isClosedPipe(error)) throw error;
  process.exit();
});

/** The work goes on when nobody listens to the notes. */
process.stderr.on('error', (error) => {
  if (!isClosedPipe(error)) throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodes.bug;
  confess(error);
}

function isClosedPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'EOF');
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
