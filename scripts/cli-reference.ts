/**
 * Writes docs/cli.md from the command tree, so that the page says what the program does.
 *
 *     node scripts/run.mjs scripts/cli-reference.ts
 */
import { writeFileSync } from 'node:fs';
import type { Argument, Command, Option } from 'commander';
import { createProgram } from '../src/cli/program.ts';

if (process.argv[1]?.endsWith('cli-reference.ts') === true) writeFileSync('docs/cli.md', cliReference());

export function cliReference(): string {
  const program = createProgram(() => {}, '');
  const commands = program.commands.map((command) => sectionOf(command));
  return `${introOf(program)}\n${commands.join('\n')}`;
}

function introOf(program: Command): string {
  return `# Command line

<!-- Made by scripts/cli-reference.ts from src/cli/program.ts; do not edit. -->

${program.description()}

\`\`\`text
laneflow ${program.usage()}
\`\`\`

| command | what it does |
| --- | --- |
${program.commands.map((command) => `| [${command.name()}](#laneflow-${command.name()}) | ${command.description()} |`).join('\n')}

Flags of every command:

${tableOf(program.options)}

${helpBelow(program)}`;
}

function sectionOf(command: Command): string {
  const { registeredArguments, options } = command;
  const defaults = registeredArguments.filter((argument) => argument.defaultValue !== undefined).map(defaultOf);
  const parts = [
    `## laneflow ${command.name()}`,
    `${sentence(command.description())}${defaults.join('')}`,
    `\`\`\`text\nlaneflow ${command.name()} ${command.usage()}\n\`\`\``,
    ...(options.length === 0 ? [] : [tableOf(options)]),
    helpBelow(command),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function defaultOf(argument: Argument): string {
  return ` \`${argument.name()}\` is \`${String(argument.defaultValue)}\` by default.`;
}

function tableOf(options: readonly Option[]): string {
  const rows = options.map((option) => `| \`${cell(option.flags)}\` | ${cell(meaningOf(option))} |`);
  return ['| flag | meaning |', '| --- | --- |', ...rows].join('\n');
}

/** Angle brackets would be read as HTML outside of code. */
function meaningOf({ description, argChoices, defaultValue }: Option): string {
  const isListed = argChoices?.every((choice) => description.includes(choice)) ?? true;
  const values = isListed ? '' : `: ${argChoices?.join(', ')}`;
  const usual = defaultValue === undefined || defaultValue === true ? '' : `; ${String(defaultValue)} by default`;
  return `${description}${values}${usual}`.replace(/--[a-z][a-z-]*(?: [A-Z]{2,})?|\*\.[a-z]+/g, '`$&`');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** What the help says below the flags: sentences stay sentences, examples become a block. */
function helpBelow(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (part) => parts.push(part) }).outputHelp();
  const text = parts.slice(1).join('');
  const [said = '', examples] = text.trim().split(/^Examples?:\n/m);
  const block = examples === undefined ? '' : `\`\`\`sh\n${examples.replaceAll(/^ {2}/gm, '').trimEnd()}\n\`\`\`\n`;
  return [said.trim(), block].filter((part) => part !== '').join('\n\n');
}
