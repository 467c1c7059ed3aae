/** Draws flows. All or nothing: with an error in any input no file is written, unless `--keep-going`. */

import { resolve } from 'node:path';
import {
  canDraw,
  counted,
  drawWithElk,
  type ElkDrawOptions,
  escapeTerminal,
  type Flow,
  hasErrors,
  type Layouts,
  nearest,
  severities,
  summarize,
  summaryLine,
  themes,
} from '../index.ts';
import { elkIn } from './elk-runner.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { type Format, formatOf, openFormat, sayBoxes, terminalRefusals } from './formats.ts';
import { type Drawn, findHighlights, type HighlightFlags, type Highlights } from './highlight.ts';
import { findInputs, flowName, type Input, type InputFlags } from './inputs.ts';
import { sayNext } from './next.ts';
import { isStale, type Outcome, type Output, planTargets, type Target, writeAll } from './output.ts';
import type { TakePicture } from './picture.ts';
import { startProgress } from './progress.ts';
import { openProject } from './project.ts';
import { type Reading, readAll } from './read.ts';
import { product, say, sayFailures, sayFindings, sayTiming, sayVerdict, type Terminal } from './terminal.ts';
import { type Turn, watch, watchRefusals } from './watch.ts';
import { sayInJob } from './workspace.ts';

export interface RenderFlags extends InputFlags, HighlightFlags {
  /** One flow of a Markdown file: its number or its title. */
  readonly flow?: string;
  readonly out?: string;
  readonly format?: Format;
  /** Pixels of a PNG for each unit of the drawing. */
  readonly scale?: number;
  readonly theme?: string;
  readonly direction?: 'right' | 'down';
  readonly effort?: 'fast' | 'normal' | 'best';
  readonly layout?: Layouts;
  readonly idPrefix?: string;
  readonly check?: boolean;
  readonly keepGoing?: boolean;
  readonly watch?: boolean;
}

/** A finished drawing and its place. */
interface Drawing {
  readonly target: Target;
  readonly flow: Flow;
  readonly content: string | Uint8Array;
  /** Characters that no font here could draw. */
  readonly boxes: readonly string[];
}

export async function render(words: readonly string[], flags: RenderFlags, terminal: Terminal): Promise<number> {
  const refusals = watchRefusals(words, flags.watch);
  if (refusals.length > 0) return refuse(refusals, terminal);
  const once = async (): Promise<Turn> => {
    const inputs = await findInputs(words, openProject(terminal), flags);
    const recorded = [flags.trace, flags.coverage].flatMap((name) => name ?? []);
    const paths = [
      ...inputs.value.flatMap(({ path }) => path ?? []),
      ...recorded.map((name) => resolve(terminal.folder, name)),
    ];
    return { exitCode: await renderInputs(inputs, flags, terminal), paths };
  };
  return flags.watch === true ? await watch(once, terminal) : (await once()).exitCode;
}

async function renderInputs(
  inputs: Attempt<readonly Input[]>,
  flags: RenderFlags,
  terminal: Terminal,
): Promise<number> {
  const isMissing = inputs.failures.length > 0;
  if (isMissing && flags.keepGoing !== true) return refuse(inputs.failures, terminal);
  const readings = await readAll(inputs.value, {}, terminal);
  const chosen = chooseFlow(readings.value, flags.flow);
  const flows = chosen.value.filter(
    ({ compiled, findings }) => compiled !== undefined || hasErrors(findings.diagnostics),
  );
  const format = formatOf(flags, terminal.folder);
  const plan = planTargets(
    flows.map(({ input }) => input),
    flags.out,
    `.${format.value}`,
    terminal.folder,
  );
  const refusals = [
    ...flagRefusals(flags, plan.value),
    ...chosen.failures,
    ...(format.failures.length > 0 ? format.failures : plan.failures),
    ...(plan.value.some(({ path }) => path === undefined) ? terminalRefusals(format.value) : []),
  ];
  const failures = [...inputs.failures, ...readings.failures];
  if (refusals.length > 0) return refuse([...failures, ...refusals], terminal);
  sayFailures(terminal, failures);
  if (flags.scale !== undefined && format.value !== 'png') {
    say(terminal, `--scale is for PNG, and this is ${format.value.toUpperCase()}.`);
  }
  const code = await renderReadings(chosen.value, plan.value, failures, { ...flags, format: format.value }, terminal);
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
  const highlights = await findHighlights(readings.flatMap(drawnOf), flags, terminal);
  if (highlights.failures.length > 0) return refuse(highlights.failures, terminal);
  const drawn = await drawAll(readings, targets, highlights.value, flags, terminal);
  sayFailures(terminal, drawn.failures);
  sayBoxes(
    drawn.value.flatMap(({ boxes }) => boxes),
    terminal,
  );
  if (drawn.failures.length > 0 && flags.keepGoing !== true) return exitCodes.refused;
  const code = flags.check === true ? compareAll(drawn.value, terminal) : deliver(drawn.value, terminal);
  return Math.max(worst, code, drawn.failures.length > 0 ? exitCodes.refused : exitCodes.fine);
}

function drawnOf({ input, compiled }: Reading): readonly Drawn[] {
  return compiled === undefined || !canDraw(compiled) ? [] : [{ input, compiled }];
}

async function drawAll(
  readings: readonly Reading[],
  targets: readonly Target[],
  highlights: Highlights,
  flags: RenderFlags,
  terminal: Terminal,
): Promise<Attempt<readonly Drawing[]>> {
  const { value: takePicture, failures } = await openFormat(flags.format ?? 'svg', flags.scale);
  if (takePicture === undefined) return { value: [], failures };
  const places = new Map(targets.map((target) => [target.input, target]));
  const progress = startProgress(readings.length, terminal);
  const drawings: Attempt<readonly Drawing[]>[] = [];
  for (const reading of readings) {
    const { input } = reading;
    progress.step(flowName(input));
    const target = places.get(input);
    if (target === undefined) continue;
    const highlight = highlights.get(input);
    const options = { ...drawOptions(input, flags, terminal), ...(highlight && { highlight }) };
    drawings.push(await drawOne(reading, target, takePicture, options, terminal));
  }
  progress.end();
  return { value: drawings.flatMap((one) => one.value), failures: drawings.flatMap((one) => one.failures) };
}

async function drawOne(
  { input, compiled }: Reading,
  target: Target,
  takePicture: TakePicture,
  options: ElkDrawOptions,
  terminal: Terminal,
): Promise<Attempt<readonly Drawing[]>> {
  if (compiled === undefined || !canDraw(compiled)) return { value: [], failures: [] };
  const begun = performance.now();
  const svg = await drawWithElk(compiled, options);
  const { value: picture, failures } = takePicture(svg, flowName(input));
  sayTiming(terminal, `${flowName(input)} drawn`, begun);
  return { value: picture === undefined ? [] : [{ target, flow: compiled.flow, ...picture }], failures };
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
    ...elkIn(terminal),
  };
}

function compareAll(drawings: readonly Drawing[], terminal: Terminal): number {
  const stale = drawings.filter((drawing) => outputOf(drawing).some(isStale));
  for (const { target } of stale) {
    sayVerdict(`${escapeTerminal(target.name)} is stale`);
    const text = `The drawing ${target.name} is stale; laneflow render draws it anew.`;
    sayInJob(target.input.name, 'laneflow render', text, terminal);
  }
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
