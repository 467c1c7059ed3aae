/**
 * The command tree: every command, flag and example. Only commander is loaded here; what a command does is imported
 * when it runs.
 */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Argument, Command, CommanderError, type HelpConfiguration, InvalidArgumentError, Option } from 'commander';
import type { ChanceFlags } from './chance.ts';
import type { CheckFlags } from './check.ts';
import type { CompleteFlags } from './complete-words.ts';
import type { Shell } from './completion.ts';
import type { DiffFlags } from './diff.ts';
import type { ExportFlags } from './export.ts';
import { exitCodes } from './failure.ts';
import type { FmtFlags } from './fmt.ts';
import type { InitFlags } from './init.ts';
import type { RenderFlags } from './render.ts';
import type { SimulateFlags } from './simulate.ts';
import type { GlobalFlags, Terminal } from './terminal.ts';
import type { TestFlags } from './test.ts';

/** Runs one command line and answers with the exit code. */
export async function run(words: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const program = createProgram((code) => {
    exitCode = code;
  }, versionOfPackage());
  try {
    await program.parseAsync(spelledOut(words, program), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.fine;
    const { sayUsage } = await import('./usage.ts');
    sayUsage(error);
    return exitCodes.refused;
  }
  return exitCode;
}

/** The bar of `test --coverage` stands behind a `=`, so that a file can follow the bare flag. */
function spelledOut(words: readonly string[], { commands }: Command): readonly string[] {
  const command = words.find((word) => commands.some((each) => each.name() === word));
  return command === 'test' ? words.map((word) => (word === '--coverage' ? '--coverage=yes' : word)) : words;
}

type Finish = (exitCode: number) => void;

/** The tree alone, with nothing run: also what docs/cli.md is made from. */
export function createProgram(finish: Finish, version: string): Command {
  const program = new Command('laneflow')
    .description('Swimlane workflows as text: draw them, run them, check them.')
    .usage('[COMMAND] IN...\n\nIN is a file, a folder, a pattern such as "flows/*.flow", or - for standard input.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .configureHelp(help)
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addOption(flag('--config <FILE>', 'settings; the nearest laneflow.config.json of each file by default'))
    .addOption(flag('--no-config', 'no settings but flags'))
    .addOption(flag('--cwd <DIR>', 'resolve paths from here'))
    .addOption(flag('--color <WHEN>', 'auto, always or never').choices(['auto', 'always', 'never']).default('auto'))
    .addOption(flag('-q, --quiet', 'only errors and the product'))
    .addOption(flag('-v, --verbose', 'timings, settings in force, stacks of internal errors'))
    .addHelpText('after', wholeHelp)
    .hook('preSubcommand', greetOrGuide);
  addRender(program, finish);
  addCheck(program, finish);
  addFmt(program, finish);
  addSimulate(program, finish);
  addTest(program, finish);
  addExport(program, finish);
  addDiff(program, finish);
  addInit(program, finish);
  addExplain(program, finish);
  addCompletion(program, finish);
  addHelp(program);
  shareVariables(program);
  return program;
}

/** Commands share names of flags but not what these take: LANEFLOW_FORMAT=json is for `check`, and `render` passes it by. */
function shareVariables(program: Command): void {
  const options = program.commands.flatMap((command) => command.options);
  for (const option of options) {
    const value = process.env[option.envVar ?? ''] ?? '';
    const takers = options.filter((other) => other.envVar === option.envVar && other.argChoices?.includes(value));
    if (option.argChoices !== undefined && takers.length > 0 && !takers.includes(option)) delete option.envVar;
    // `test --coverage` takes a number, and `render --coverage` a file.
    if (option.attributeName() === 'coverage' && isPercent(value) !== option.optional) delete option.envVar;
  }
}

const help: HelpConfiguration = {
  helpWidth: Math.min(100, process.stdout.columns ?? 80),
  showGlobalOptions: true,
  optionDescription: (option) => option.description,
  subcommandTerm: (command) => `${command.name()} ${command.usage().replace(' [flags]', '')}`,
};

/** A flag that can come from the environment: `--max-steps` is LANEFLOW_MAX_STEPS. A word for no leaves it unset. */
function flag(flags: string, description: string): Option {
  const option = new Option(flags, description);
  const variable = `LANEFLOW_${option.name().toUpperCase().replaceAll('-', '_')}`;
  const value = process.env[variable] ?? '';
  const isOff = !option.required && ['0', 'false', 'no', 'off'].includes(value.toLowerCase());
  return value === '' || isOff ? option : option.env(variable);
}

/** Two folders up from `src/cli` as from `dist/cli`. */
function versionOfPackage(): string {
  const about: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof about === 'object' && about !== null && 'version' in about;
  return hasVersion ? String(about.version) : 'unknown';
}

const wholeHelp = `
Every long flag can come from the environment: --id-prefix is LANEFLOW_ID_PREFIX.

Examples:
  laneflow library.flow                 the same as: laneflow render library.flow
  laneflow check flows/                 all .flow and .fz files of a folder
  laneflow simulate library.flow        asks at each decision
  laneflow test                         runs all scenario files from here on`;

const shortHelp = `laneflow draws, runs and checks swimlane workflows written as text.

  laneflow library.flow             draw it as library.svg
  laneflow check library.flow       find problems
  laneflow simulate library.flow    run it, decision by decision

laneflow --help lists every command and flag.
`;

function markdownFlag(): Option {
  return flag('--markdown', 'folders stand for their Markdown files too');
}

function allowEmptyFlag(): Option {
  return flag('--allow-empty', 'a folder or pattern without a flow is fine');
}

function summaryFlag(): Option {
  return flag('--summary <FILE>', 'write a summary in Markdown; on GitHub the page of the job by default');
}

function addRender(program: Command, finish: Finish): void {
  program
    .command('render', { isDefault: true })
    .description('draw flows as SVG, PNG, PDF or HTML')
    .usage('IN... [flags]')
    .argument('<IN...>')
    .addOption(flag('-o, --out <FILE|DIR|->', 'where to; beside the input by default, - is standard output'))
    .addOption(
      flag('-f, --format <FORMAT>', 'svg, png, pdf or html; by default what --out ends with, else svg').choices([
        'svg',
        'png',
        'pdf',
        'html',
      ]),
    )
    .addOption(flag('--scale <N>', 'pixels of a PNG for each unit of the drawing; 2 by default').argParser(scale))
    .addOption(flag('--theme <NAME>', 'auto (follows the viewer), light or dark'))
    .addOption(flag('--direction <WHERE>', 'lanes as rows (right) or columns (down)').choices(['right', 'down']))
    .addOption(
      flag('--effort <HOW>', 'how long the layout searches: fast, normal or best').choices(['fast', 'normal', 'best']),
    )
    .addOption(
      flag('--layout <WHICH>', 'auto: ELK competes in larger flows; lanes: our own only; elk: ELK alone').choices([
        'auto',
        'lanes',
        'elk',
      ]),
    )
    .addOption(flag('--id-prefix <TEXT>', 'prefix of ids in the SVG, for two drawings on one page').argParser(idPrefix))
    .addOption(flag('--trace <FILE>', 'mark the path of a run that simulate wrote'))
    .addOption(flag('--coverage <FILE>', 'paint what runs went through, and how often'))
    .addOption(flag('--flow <N|TITLE>', 'one flow of a Markdown file'))
    .addOption(markdownFlag())
    .addOption(allowEmptyFlag())
    .addOption(flag('--check', 'write nothing; exit 1 when a drawing on disk is stale'))
    .addOption(flag('--keep-going', 'write what has no errors; exit 1 all the same'))
    .addOption(flag('-w, --watch', 'draw again when a file changes; an error keeps the last drawing'))
    .addHelpText('after', '\nExample:\n  laneflow render library.flow -o drawings/')
    .action(async (words: string[], flags: RenderFlags) => {
      const { render } = await import('./render.ts');
      finish(await render(words, flags, await open(program)));
    });
}

function addCheck(program: Command, finish: Finish): void {
  program
    .command('check')
    .description('find problems in flows')
    .usage('IN... [flags]')
    .argument('<IN...>')
    .addOption(flag('--fix', 'apply fixes that leave the meaning as it is'))
    .addOption(flag('--unsafe', 'with --fix: also the first fix that is only offered'))
    .addOption(
      flag(
        '--format <FORMAT>',
        'pretty (to standard error), compact, json, github, sarif or junit; github by default in its Actions',
      ).choices(['pretty', 'compact', 'json', 'github', 'sarif', 'junit']),
    )
    .addOption(
      flag('--rule <CODE=LEVEL>', 'off, info, warning or error for one rule; can be repeated').argParser(ruleLevel),
    )
    .addOption(
      flag('--profile <NAME>', 'default, strict (warnings are errors) or flowzap').choices([
        'default',
        'strict',
        'flowzap',
      ]),
    )
    .addOption(flag('--max-warnings <N>', 'exit 1 when there are more warnings').argParser(wholeNumber))
    .addOption(
      flag('--max-states <N>', 'budget for trying out all runs of a flow; 200000 by default').argParser(positiveNumber),
    )
    .addOption(flag('--no-explore', 'do not try out the runs'))
    .addOption(flag('--strict-tokens', 'reply edges carry tokens'))
    .addOption(flag('--save-counterexample <DIR>', 'write a scenario for each finding that a run shows'))
    .addOption(flag('--since <REF>', 'only files that changed since this branch or commit, as git sees it'))
    .addOption(flag('--baseline <FILE>', 'keep the findings quiet that this file knows'))
    .addOption(flag('--update-baseline', 'with --baseline: learn all findings of today'))
    .addOption(summaryFlag())
    .addOption(
      flag('--jobs <N>', 'threads that share the files; 1 for no others, by default as many as pay').argParser(
        jobCount,
      ),
    )
    .addOption(flag('-w, --watch', 'check again when a file changes'))
    .addOption(flag('--stdin-filename <NAME>', 'name, type and settings of what is read for -'))
    .addOption(markdownFlag())
    .addOption(allowEmptyFlag())
    .addHelpText(
      'after',
      '\nExample:\n  laneflow check flows/ --fix --max-warnings 0\n  laneflow check . --since origin/main --baseline laneflow.baseline.json',
    )
    .action(async (words: string[], flags: CheckFlags) => {
      const { check } = await import('./check.ts');
      finish(await check(words, flags, `laneflow ${program.version()}`, await open(program)));
    });
}

function addFmt(program: Command, finish: Finish): void {
  program
    .command('fmt')
    .description('write flows in their canonical form')
    .usage('IN... [flags]')
    .argument('<IN...>')
    .addOption(flag('--check', 'write nothing; list what is not formatted and exit 1'))
    .addOption(flag('--diff', 'write nothing; show what would change'))
    .addOption(flag('--stdin-filename <NAME>', 'name and type of what is read for -'))
    .addOption(markdownFlag())
    .addOption(allowEmptyFlag())
    .addHelpText('after', '\nExample:\n  laneflow fmt flows/ --check')
    .action(async (words: string[], flags: FmtFlags) => {
      const { fmt } = await import('./fmt.ts');
      finish(await fmt(words, flags, await open(program)));
    });
}

function addSimulate(program: Command, finish: Finish): void {
  program
    .command('simulate')
    .description('run a flow step by step')
    .usage('IN [flags]')
    .argument('<IN>')
    .addOption(flag('--start <NODE>', 'one of several starts'))
    .addOption(flag('--answers <TEXT>', 'answers in advance: "n13=No,Yes; n20=again"'))
    .addOption(
      flag(
        '--policy <NAME>',
        'who decides: happy, first, random, worst or cover; by default you, without a terminal happy',
      ).choices(['happy', 'first', 'random', 'worst', 'cover']),
    )
    .addOption(flag('--seed <N>', 'for the policy random, and for --runs; 1 by default').argParser(wholeNumber))
    .addOption(flag('--max-steps <N>', 'give up after this many steps; 1000 by default').argParser(positiveNumber))
    .addOption(
      flag(
        '--break <WHERE>',
        'stop at node:n13, lane:Bar, edge:e4, visit:n4=3, limit:loop1, merged or end; can be repeated',
      ).argParser(severalWords),
    )
    .addOption(flag('--replay <FILE|->', 'run a trace again; exit 1 at the first step that no longer fits'))
    .addOption(flag('--record <FILE>', 'write the run as a scenario, in place of an older file'))
    .addOption(flag('--trace <FILE|->', 'write every step as a line of JSON'))
    .addOption(flag('--svg <DIR>', 'a drawing for each stop; stops are decisions and the end, or what --break says'))
    .addOption(flag('--strict-tokens', 'reply edges carry tokens'))
    .addOption(flag('--runs <N>', 'many runs by chance: how they end, how often, how long').argParser(runCount))
    .addOption(
      flag('--scenario <FILE>', 'with --runs: weights and durations; NAME.scenario.yaml beside the flow by default'),
    )
    .addOption(flag('--format <FORMAT>', 'with --runs: text or json').choices(['text', 'json']))
    .addHelpText('after', simulateHelp)
    .action(async (word: string, flags: SimulateFlags & ChanceFlags, command: Command) => {
      refuseMixture(command, flags.runs !== undefined);
      if (flags.runs !== undefined) {
        const { simulateMany } = await import('./chance.ts');
        return finish(await simulateMany(word, flags, await open(program)));
      }
      const { simulate } = await import('./simulate.ts');
      finish(await simulate(word, flags, await open(program)));
    });
}

const onlyMany = ['scenario', 'format'];
const forMany = [...onlyMany, 'runs', 'start', 'seed', 'maxSteps', 'strictTokens'];

/** One run and many take different flags; what the environment says is for whichever it fits. */
function refuseMixture(command: Command, isMany: boolean): void {
  const isMisfit = (name: string): boolean => (isMany ? !forMany.includes(name) : onlyMany.includes(name));
  const names = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  const misfit = names.find((option) => isMisfit(option.attributeName()))?.long;
  if (misfit === undefined) return;
  const why = isMany ? `${misfit} is for one run, and --runs makes many.` : `${misfit} goes with --runs N.`;
  throw new CommanderError(exitCodes.refused, 'laneflow.runs', why);
}

const simulateHelp = `
On a terminal you step through the run; ? lists the keys. Elsewhere, and with --policy, the path is printed.

Example:
  laneflow simulate two-factor.flow --answers "n13=No,Yes"
  laneflow simulate two-factor.flow --policy worst --break node:n15
  laneflow simulate two-factor.flow --runs 100000`;

function addTest(program: Command, finish: Finish): void {
  program
    .command('test')
    .description('run scenario files: what a run of a flow should do')
    .usage('[IN...] [flags]')
    .argument('[IN...]')
    .addOption(flag('--filter <REGEX>', 'only scenarios whose names match').argParser(pattern))
    .addOption(
      flag('--coverage [MIN]', 'print coverage; exit 1 when less than MIN percent of edges are taken').argParser(
        percent,
      ),
    )
    .addOption(flag('--coverage-out <FILE>', 'write coverage as JSON, for render --coverage; as LCOV to *.info'))
    .addOption(
      flag(
        '--format <FORMAT>',
        'pretty (to standard error), json, github or junit; github by default in its Actions',
      ).choices(['pretty', 'json', 'github', 'junit']),
    )
    .addOption(flag('--max-states <N>', 'budget for properties; 200000 by default').argParser(positiveNumber))
    .addOption(flag('--save-counterexample <DIR>', 'write a scenario for each property that fails'))
    .addOption(
      flag('--generate <FILE>', 'IN is a flow: write a few scenarios that take every edge; - is standard output'),
    )
    .addOption(flag('--since <REF>', 'only scenario files that changed since this branch or commit, or whose flow did'))
    .addOption(summaryFlag())
    .addOption(flag('-w, --watch', 'test again when a file changes'))
    .addOption(flag('--allow-empty', 'no scenario file is fine'))
    .addHelpText(
      'after',
      '\nIN is a scenario file, a folder or a pattern; by default every *.scenario.yaml from here on.\n\nExample:\n  laneflow test flows/ --filter "card|cash"',
    )
    .action(async (words: string[], flags: TestFlags) => {
      const { test } = await import('./test.ts');
      finish(await test(words, flags, `laneflow ${program.version()}`, await open(program)));
    });
}

function addExport(program: Command, finish: Finish): void {
  program
    .command('export')
    .description('write a flow in another format')
    .usage('IN --to FORMAT [flags]')
    .argument('<IN>')
    .addOption(
      flag('--to <FORMAT>', 'layout: sizes, places and routes as JSON').choices(['layout']).makeOptionMandatory(),
    )
    .addOption(flag('-o, --out <FILE|->', 'where to; standard output by default'))
    .addOption(flag('--direction <WHERE>', 'right or down').choices(['right', 'down']))
    .addOption(flag('--effort <HOW>', 'fast, normal or best').choices(['fast', 'normal', 'best']))
    .addOption(flag('--layout <WHICH>', 'auto, lanes or elk').choices(['auto', 'lanes', 'elk']))
    .addHelpText('after', '\nExample:\n  laneflow export library.flow --to layout -o library.layout.json')
    .action(async (word: string, flags: ExportFlags) => {
      const { exportFlow } = await import('./export.ts');
      finish(await exportFlow(word, flags, await open(program)));
    });
}

function addDiff(program: Command, finish: Finish): void {
  program
    .command('diff')
    .description('what changed between two flows, in meaning and in what their runs do')
    .usage('OLD NEW [flags]')
    .argument('<IN...>')
    .addOption(
      flag(
        '--format <FORMAT>',
        'text, json, md, svg, png, pdf or html; by default what --out ends with, else text',
      ).choices(['text', 'json', 'md', 'svg', 'png', 'pdf', 'html']),
    )
    .addOption(flag('-o, --out <FILE|->', 'where to; standard output by default'))
    .addOption(flag('--exit-code', 'exit 1 when there are differences'))
    .addOption(flag('--max-states <N>', 'budget for what runs do; 200000 by default').argParser(positiveNumber))
    .addOption(flag('--textconv', 'for git: write the canonical text of one file'))
    .addHelpText('after', diffHelp)
    .action(async (words: string[], flags: DiffFlags) => {
      const { diff } = await import('./diff.ts');
      finish(await diff(words, flags, `laneflow ${program.version()}`, await open(program)));
    });
}

const diffHelp = `
OLD and NEW are files, one flow of a Markdown file such as guide.md#2, a file of a commit such as
main:flows/pay.flow or HEAD~1:./pay.flow, or - for one of them.
Exits 2 when one of them has errors. docs/git.md tells how git diff and git difftool use it.

Example:
  laneflow diff old.flow new.flow
  laneflow diff old.flow new.flow -o changes.svg
  laneflow diff HEAD:./pay.flow pay.flow --format md`;

function addInit(program: Command, finish: Finish): void {
  program
    .command('init')
    .description('begin: a first flow, a scenario, settings and hooks; overwrites nothing')
    .usage('[DIR] [flags]')
    .argument('[DIR]')
    .addOption(flag('--github', 'also a workflow for GitHub Actions; by default where there is a .github folder'))
    .addHelpText('after', '\nExample:\n  laneflow init flows --github')
    .action(async (word: string | undefined, flags: InitFlags) => {
      const { init } = await import('./init.ts');
      finish(init(word ?? '.', flags, `laneflow ${program.version()}`, await open(program)));
    });
}

function addExplain(program: Command, finish: Finish): void {
  program
    .command('explain')
    .description('what a finding means; without CODE, all of them')
    .usage('[CODE] [flags]')
    .argument('[CODE]')
    // Without a variable: LANEFLOW_FLOW chooses a flow of a Markdown file.
    .addOption(new Option('--flow <FILE>', 'how a flow was understood: starts, edges back, replies, loops, joins'))
    .addHelpText('after', '\nExample:\n  laneflow explain unknown-node\n  laneflow explain --flow library.flow')
    .action(async (code: string | undefined, { flow }: { readonly flow?: string }) => {
      const { explain, explainOne } = await import('./explain.ts');
      if (flow === undefined) return finish(explain(code, await open(program)));
      if (code !== undefined) throw new CommanderError(exitCodes.refused, 'laneflow.explain', oneMatter);
      finish(await explainOne(flow, await open(program)));
    });
}

const oneMatter = 'explain takes a rule or --flow FILE, not both.';

function addCompletion(program: Command, finish: Finish): void {
  program
    .command('completion')
    .description('a script that completes commands, flags, files and names in your shell')
    .usage('SHELL')
    .addArgument(new Argument('<SHELL>').choices(['bash', 'zsh', 'fish', 'pwsh']))
    .addHelpText(
      'after',
      '\nExample:\n  laneflow completion bash > ~/.local/share/bash-completion/completions/laneflow',
    )
    .action(async (shell: Shell) => {
      const { completion } = await import('./completion.ts');
      finish(completion(shell));
    });
  program
    .command('complete-words', { hidden: true })
    .argument('[WORDS...]')
    .addOption(new Option('--line <TEXT>'))
    .addOption(new Option('--word <TEXT>'))
    .action(async (words: string[], flags: CompleteFlags) => {
      const { completeWords } = await import('./complete-words.ts');
      finish(await completeWords(words, flags, program));
    });
}

function addHelp(program: Command): void {
  program
    .command('help')
    .description('show the help of a command')
    .usage('[COMMAND]')
    .argument('[COMMAND]')
    .action(async (name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (command !== undefined) command.help();
      await refuseCommand(String(name), program);
    });
}

async function open(program: Command): Promise<Terminal> {
  const { openTerminal } = await import('./terminal.ts');
  const flags = program.opts<GlobalFlags>();
  return openTerminal(flags, folderOf(flags));
}

function folderOf({ cwd }: GlobalFlags): string {
  const folder = resolve(currentFolder(), cwd ?? '.');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new CommanderError(exitCodes.refused, 'laneflow.cwd', `There is no folder '${cwd}' for --cwd.`);
}

/** The system cannot name a folder that was removed while a shell stood in it. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new CommanderError(exitCodes.refused, 'laneflow.cwd', 'The current folder does not exist any more.');
  }
}

/** Before the command that is meant when none is named: a word that is no path was perhaps meant as a command. */
async function greetOrGuide(program: Command): Promise<void> {
  const [word] = program.args;
  if (word === undefined) return greet();
  if (!/^[a-z][a-z-]*$/i.test(word) || program.commands.some((command) => command.name() === word)) return;
  if (!existsSync(resolve(folderOf(program.opts()), word))) await refuseCommand(word, program);
}

function greet(): never {
  const isSeen = process.stdout.isTTY === true;
  (isSeen ? process.stdout : process.stderr).write(shortHelp);
  throw new CommanderError(isSeen ? exitCodes.fine : exitCodes.refused, 'commander.help', '');
}

async function refuseCommand(word: string, program: Command): Promise<never> {
  const { unknownCommand } = await import('./usage.ts');
  const commands = program.commands.map((command) => command.name());
  throw new CommanderError(exitCodes.refused, 'laneflow.command', unknownCommand(word, commands));
}

/** Several stand between commas or blanks, so that the environment can name them too. */
function severalWords(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...text.split(/[,\s]+/).filter((word) => word !== '')];
}

type Level = 'off' | 'info' | 'warning' | 'error';
type RuleLevel = readonly [code: string, level: Level];

function ruleLevel(text: string, previous: readonly RuleLevel[] = []): readonly RuleLevel[] {
  return [...previous, ...severalWords(text).map(readRule)];
}

function readRule(text: string): RuleLevel {
  const [, code = '', level = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (level === 'off' || level === 'info' || level === 'warning' || level === 'error') return [code, level];
  throw new InvalidArgumentError('It is a rule and off, info, warning or error, such as implicit-end=off.');
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch {
    throw new InvalidArgumentError('It is a regular expression, such as "card|cash".');
  }
}

/** A number of percent, or a word for yes where coverage has no bar. */
function isPercent(text: string): boolean {
  return /^(?:true|yes|on)$/i.test(text) || (/^\d{1,3}(?:\.\d{1,6})?$/.test(text) && Number(text) <= 100);
}

function percent(text: string): number | true {
  if (isPercent(text)) return /^\d/.test(text) ? Number(text) : true;
  throw new InvalidArgumentError('It is a number from 0 to 100.');
}

function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError('It is at least 1.');
  return number;
}

const mostRuns = 10_000_000;

function runCount(text: string): number {
  const number = positiveNumber(text);
  if (number > mostRuns) throw new InvalidArgumentError(`It is at most ${mostRuns}.`);
  return number;
}

const mostJobs = 64;

function jobCount(text: string): number {
  const number = positiveNumber(text);
  if (number > mostJobs) throw new InvalidArgumentError(`It is at most ${mostJobs}.`);
  return number;
}

function scale(text: string): number {
  const number = /^\d*\.?\d+$/.test(text) ? Number(text) : 0;
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It is a number above 0, such as 3 or 0.5.');
}

function idPrefix(text: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(text)) return text;
  throw new InvalidArgumentError('It begins with a letter and has letters, digits, - and _ only.');
}
