/** Draws flows. All or nothing: with an error in any input no file is written, unless `--keep-going`. */

import {
  canDraw,
  counted,
  type DrawOptions,
  draw,
  escapeTerminal,
  type Flow,
  severities,
  summarize,
  summaryLine,
  themes,
} from '../index.ts';
import { exitCodes, type Failure, failure } from './failure.ts';
import { findInputs } from './inputs.ts';
import { sayNext } from './next.ts';
import { isStale, type Outcome, type Output, planTargets, type Target, writeAll } from './output.ts';
import { startProgress } from './progress.ts';
import { type Reading, readAll } from './read.ts';
import { product, say, sayFailures, sayFindings, sayTiming, type Terminal } from './terminal.ts';

export interface RenderFlags {
  readonly out?: string;
  readonly theme?: string;
  readonly direction?: 'right' | 'down';
  readonly effort?: 'fast' | 'normal' | 'best';
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
  const inputs = await findInputs(words, terminal.folder);
  const plan = planTargets(inputs.value, flags.out, '.svg', terminal.folder);
  const refusals = [...flagRefusals(flags, plan.value), ...plan.failures];
  sayFailures(terminal, [...inputs.failures, ...refusals]);
  const isMissing = inputs.failures.length > 0;
  if (refusals.length > 0 || (isMissing && flags.keepGoing !== true)) return exitCodes.refused;
  const code = await renderTargets(plan.value, flags, terminal);
  return isMissing ? exitCodes.refused : code;
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

async function renderTargets(targets: readonly Target[], flags: RenderFlags, terminal: Terminal): Promise<number> {
  const readings = await readAll(
    targets.map(({ input }) => input),
    {},
    terminal,
  );
  sayFailures(terminal, readings.failures);
  const findings = readings.value.map((reading) => reading.findings);
  sayFindings(terminal, findings, terminal.isVerbose ? severities : ['error', 'warning']);
  const bad = readings.value.filter(({ compiled }) => compiled === undefined || !canDraw(compiled));
  const worst = readings.failures.length > 0 ? exitCodes.refused : bad.length > 0 ? exitCodes.findings : exitCodes.fine;
  if (worst > 0 && flags.keepGoing !== true) {
    say(terminal, `${summaryLine(summarize(findings))}; nothing was written`);
    return worst;
  }
  const drawings = await drawAll(readings.value, targets, flags, terminal);
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
    progress.step(input.name);
    const target = places.get(input);
    if (target === undefined || compiled === undefined || !canDraw(compiled)) continue;
    const begun = performance.now();
    drawings.push({ target, flow: compiled.flow, content: await draw(compiled, drawOptions(flags)) });
    sayTiming(terminal, `${input.name} drawn`, begun);
  }
  progress.end();
  return drawings;
}

function drawOptions({ theme, direction, effort, idPrefix }: RenderFlags): DrawOptions {
  return {
    ...(isTheme(theme) && { theme }),
    ...(direction !== undefined && { direction }),
    ...(effort !== undefined && { effort }),
    ...(idPrefix !== undefined && { idPrefix }),
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
  return `${style.paint.good(check)} ${escapeTerminal(target.input.name)}  ${sizeOf(flow)} ${arrow} ${place}${note}`;
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
