/** Draws flows. All or nothing: with an error in any input no file is written, unless `--keep-going`. */

import {
  canDraw,
  counted,
  drawWithElk,
  type ElkDrawOptions,
  escapeTerminal,
  type Flow,
  hasErrors,
  nearest,
  severities,
  summarize,
  summaryLine,
  themes,
} from '../index.ts';
import { elkRunner } from './elk-runner.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { findInputs, flowName, type Input, type InputFlags } from './inputs.ts';
import { sayNext } from './next.ts';
import { isStale, type Outcome, type Output, planTargets, type Target, writeAll } from './output.ts';
import { startProgress } from './progress.ts';
import { openProject } from './project.ts';
import { type Reading, readAll } from './read.ts';
import { product, say, sayFailures, sayFindings, sayTiming, type Terminal } from './terminal.ts';

export interface RenderFlags extends InputFlags {
  /** One flow of a Markdown file: its number or its title. */
  readonly flow?: string;
  readonly out?: string;
  readonly theme?: string;
  readonly direction?: 'right' | 'down';
  readonly effort?: 'fast' | 'normal' | 'best';
  readonly layout?: 'auto' | 'lanes';
  readonly idPrefix?: string;
  readonly check?: boolean;
  readonly keepGoing?: boolean;
}

/** A finished drawing and its place. */
interface Drawing {
  readonly target: Target;
  readonly flow: Flow;
  readonly content: string;
}

export async function render(words: readonly string[], flags: RenderFlags, terminal: Terminal): Promise<number> {
  const inputs = await findInputs(words, openProject(terminal), flags);
  const isMissing = inputs.failures.length > 0;
  if (isMissing && flags.keepGoing !== true) return refuse(inputs.failures, terminal);
  const readings = await readAll(inputs.value, {}, terminal);
  const chosen = chooseFlow(readings.value, flags.flow);
  const flows = chosen.value.filter(
    ({ compiled, findings }) => compiled !== undefined || hasErrors(findings.diagnostics),
  );
  const plan = planTargets(
    flows.map(({ input }) => input),
    flags.out,
    '.svg',
    terminal.folder,
  );
  const refusals = [...flagRefusals(flags, plan.value), ...chosen.failures, ...plan.failures];
  if (refusals.length > 0) return refuse([...inputs.failures, ...readings.failures, ...refusals], terminal);
  const failures = [...inputs.failures, ...readings.failures];
  sayFailures(terminal, failures);
  const code = await renderReadings(chosen.value, plan.value, failures, flags, terminal);
  return failures.length > 0 ? exitCodes.refused : code;
}

function refuse(failures: readonly Failure[], terminal: Terminal): number {
  sayFailures(terminal, failures);
  return exitCodes.refused;
}

/** `--flow`: a number or a title. */
function chooseFlow(readings: readonly Reading[], flow: string | undefined): Attempt<readonly Reading[]> {
  if (flow === undefined) return { value: readings, failures: [] };
  const names = readings.map(({ input }) => String(input.flow ?? 1));
  const byNumber = readings.filter((_, index) => names[index] === flow);
  const value = byNumber.length > 0 ? byNumber : readings.filter(({ compiled }) => compiled?.flow.title === flow);
  if (value.length > 0) return { value, failures: [] };
  const titles = readings.flatMap(({ compiled }) => compiled?.flow.title ?? []);
  const near = nearest(flow, titles);
  const hint = near === undefined ? `There are ${names.join(', ')}.` : `Did you mean '${near}'?`;
  return { value, failures: [failure(`There is no flow '${flow}'.`, readings.length === 0 ? undefined : hint)] };
}

function flagRefusals({ theme, check }: RenderFlags, targets: readonly Target[]): readonly Failure[] {
  const refusals: Failure[] = [];
  if (theme !== undefined && !isTheme(theme)) {
    refusals.push(failure(`There is no theme '${theme}'.`, `There are ${themes.join(', ')}.`));
  }
  if (check === true && targets.some(({ path }) => path === undefined)) {
    refusals.push(failure('--check compares files, and standard output is none.'));
  }
  return refusals;
}

type Theme = (typeof themes)[number];

function isTheme(name: string | undefined): name is Theme {
  return themes.some((theme) => theme === name);
}

async function renderReadings(
  readings: readonly Reading[],
  targets: readonly Target[],
  failures: readonly Failure[],
  flags: RenderFlags,
  terminal: Terminal,
): Promise<number> {
  const findings = readings.map((reading) => reading.findings);
  sayFindings(terminal, findings, terminal.isVerbose ? severities : ['error', 'warning']);
  const hasBad = readings.some(({ compiled, findings: { diagnostics } }) =>
    compiled === undefined ? hasErrors(diagnostics) : !canDraw(compiled),
  );
  const worst = hasBad ? exitCodes.findings : exitCodes.fine;
  if ((hasBad || failures.length > 0) && flags.keepGoing !== true) {
    say(terminal, `${summaryLine(summarize(findings))}; nothing was written`);
    return worst;
  }
  if (targets.length === 0 && readings.length > 0) say(terminal, 'There is no flow to draw.');
  const drawings = await drawAll(readings, targets, flags, terminal);
  const code = flags.check === true ? compareAll(drawings, terminal) : deliver(drawings, terminal);
  return Math.max(worst, code);
}

async function drawAll(
  readings: readonly Reading[],
  targets: readonly Target[],
  flags: RenderFlags,
  terminal: Terminal,
): Promise<readonly Drawing[]> {
  const places = new Map(targets.map((target) => [target.input, target]));
  const progress = startProgress(readings.length, terminal);
  const drawings: Drawing[] = [];
  for (const { input, compiled } of readings) {
    progress.step(flowName(input));
    const target = places.get(input);
    if (target === undefined || compiled === undefined || !canDraw(compiled)) continue;
    const begun = performance.now();
    drawings.push({
      target,
      flow: compiled.flow,
      content: await drawWithElk(compiled, drawOptions(input, flags, terminal)),
    });
    sayTiming(terminal, `${flowName(input)} drawn`, begun);
  }
  progress.end();
  return drawings;
}

function drawOptions(
  { settings }: Input,
  { theme, direction, effort, layout, idPrefix }: RenderFlags,
  terminal: Terminal,
): ElkDrawOptions {
  const { render } = settings.config;
  return {
    ...render,
    ...(isTheme(theme) && { theme }),
    ...(direction !== undefined && { direction }),
    ...(effort !== undefined && { effort }),
    ...(layout !== undefined && { layout }),
    ...(idPrefix !== undefined && { idPrefix }),
    runElk: elkRunner({ note: (text) => say(terminal, text) }),
  };
}

function compareAll(drawings: readonly Drawing[], terminal: Terminal): number {
  const stale = drawings.flatMap(outputOf).filter(isStale);
  for (const { name } of stale) say(terminal, `${escapeTerminal(name)} is stale`);
  say(terminal, `${counted(drawings.length, 'drawing')}, ${stale.length} stale`);
  return stale.length > 0 ? exitCodes.findings : exitCodes.fine;
}

function outputOf({ target: { name, path }, content }: Drawing): readonly Output[] {
  return path === undefined ? [] : [{ name, path, content }];
}

function deliver(drawings: readonly Drawing[], terminal: Terminal): number {
  const written = writeAll(drawings.flatMap(outputOf));
  sayFailures(terminal, written.failures);
  if (written.failures.length > 0) return exitCodes.refused;
  for (const { target, content } of drawings) if (target.path === undefined) product(content);
  for (const [index, drawing] of drawings.entries()) say(terminal, drawnLine(drawing, written.value[index], terminal));
  sayEnd(drawings, written.value, terminal);
  return exitCodes.fine;
}

/** `✓ two-factor.flow  3 lanes, 18 nodes, 18 edges, 1 loop → two-factor.svg` */
function drawnLine({ target, flow }: Drawing, outcome: Outcome | undefined, { style }: Terminal): string {
  const { check, arrow } = style.symbols;
  const place = target.path === undefined ? 'standard output' : escapeTerminal(target.name);
  const note = outcome === 'unchanged' ? style.paint.quiet(' (unchanged)') : '';
  return `${style.paint.good(check)} ${escapeTerminal(flowName(target.input))}  ${sizeOf(flow)} ${arrow} ${place}${note}`;
}

function sizeOf({ lanes, nodes, edges, loops }: Flow): string {
  const counts = [counted(lanes.length, 'lane'), counted(nodes.size, 'node'), counted(edges.length, 'edge')];
  if (loops.length > 0) counts.push(counted(loops.length, 'loop'));
  return counts.join(', ');
}

/** One summary for several drawings; for a first one, what to do next. */
function sayEnd(drawings: readonly Drawing[], outcomes: readonly Outcome[], terminal: Terminal): void {
  const [first] = drawings;
  if (drawings.length === 1 && first !== undefined && outcomes[0] === 'created') sayNext(first.target.input, terminal);
  if (drawings.length <= 1) return;
  const unchanged = outcomes.filter((outcome) => outcome === 'unchanged').length;
  say(terminal, `${counted(drawings.length, 'drawing')}, ${unchanged} unchanged`);
}
