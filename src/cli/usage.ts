/** What commander says about a command line, in our words. */

import type { CommanderError } from 'commander';
import { escapeTerminal, nearest } from '../index.ts';

/** Says on stderr what is wrong with a command line; nothing when all is said already, as after help. */
export function sayUsage(error: CommanderError): void {
  const message = usageMessage(error);
  if (message !== undefined) process.stderr.write(`error: ${escapeTerminal(message)}\n`);
}

export function unknownCommand(word: string, commands: readonly string[]): string {
  const command = nearest(word, commands);
  const guess = command === undefined ? 'laneflow --help lists the commands.' : `Did you mean ${command}?`;
  return `There is no command '${word}'. ${guess}`;
}

/** One or two sentences. */
function usageMessage({ code, message }: CommanderError): string | undefined {
  if (code === 'commander.help') return undefined;
  const words = Object.hasOwn(wordings, code) ? wordings[code] : undefined;
  return words === undefined ? message.replace(/^error: /, '') : words(message);
}

const wordings: Readonly<Record<string, (message: string) => string>> = {
  'commander.unknownOption': (message) => `There is no flag '${quoted(message)}'.${suggestionIn(message)}`,
  'commander.optionMissingArgument': (message) => `The flag ${longFlag(message)} needs a value.`,
  'commander.missingArgument': () => "A file, a folder or '-' is missing.",
  'commander.missingMandatoryOptionValue': (message) => `The flag ${longFlag(message)} is needed.`,
  'commander.excessArguments': () => 'There are more words than this command takes.',
  'commander.invalidArgument': (message) => `${valueProblem(message)} ${explanation(message)}`,
};

/** Commander quotes the word it speaks of: `error: unknown option '--formt'`. */
function quoted(message: string): string {
  return /'(.*)'/s.exec(message)?.[1] ?? '';
}

/** `(Did you mean one of --out, --theme?)` loses its brackets. */
function suggestionIn(message: string): string {
  const found = /\(Did you mean (?:one of )?(.+)\?\)$/.exec(message)?.[1];
  return found === undefined ? '' : ` Did you mean ${found.replaceAll(', ', ' or ')}?`;
}

/** `-o, --out <path>` is called `--out`. */
function longFlag(message: string): string {
  return /--[a-z-]+/.exec(message)?.[0] ?? quoted(message);
}

/** `error: option '--seed <n>' argument 'x' is invalid. …`, or `value 'x' from env 'LANEFLOW_SEED' is invalid. …` */
function valueProblem(message: string): string {
  const [, value = '', , variable] = /(?:argument|value) '(.*?)'( from env '(\w+)')? is invalid\./s.exec(message) ?? [];
  return `'${value}' is no value for ${variable ?? longFlag(message)}.`;
}

/** Our own sentence at the end, or commander's list of choices. */
function explanation(message: string): string {
  const last = message.slice(message.lastIndexOf('is invalid. ') + 'is invalid. '.length);
  return last.replace(/^Allowed choices are (.+)\.$/, (_, choices) => `It is one of ${choices}.`);
}
