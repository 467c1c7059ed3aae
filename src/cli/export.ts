import {
  type Compiled,
  type Direction,
  type Effort,
  escapeJson,
  type Layouts,
  layoutJson,
  placeCompiledWithElk,
} from '../index.ts';
import { elkIn } from './elk-runner.ts';
import { exitCodes } from './failure.ts';
import { openFlow } from './one-flow.ts';
import { planTargets, writeAll } from './output.ts';
import { openProject } from './project.ts';
import { product, sayFailures, type Terminal } from './terminal.ts';

export interface ExportFlags {
  readonly to: 'layout';
  readonly out?: string;
  readonly direction?: Direction;
  readonly effort?: Effort;
  readonly layout?: Layouts;
}

/** Writes a flow in another format, to standard output unless told otherwise. */
export async function exportFlow(word: string, flags: ExportFlags, terminal: Terminal): Promise<number> {
  const opened = await openFlow(word, {}, openProject(terminal));
  if (opened.kind === 'stopped') return opened.exitCode;
  const plan = planTargets([opened.input], flags.out ?? '-', '.layout.json', terminal.folder);
  const [target] = plan.value;
  sayFailures(terminal, plan.failures);
  if (plan.failures.length > 0 || target === undefined) return exitCodes.refused;
  const content = await layoutText(opened.compiled, { ...opened.input.settings.config.render, ...flags }, terminal);
  if (target.path === undefined) {
    product(content);
    return exitCodes.fine;
  }
  const { failures } = writeAll([{ name: target.name, path: target.path, content }]);
  sayFailures(terminal, failures);
  return failures.length > 0 ? exitCodes.refused : exitCodes.fine;
}

async function layoutText(
  compiled: Compiled,
  { direction, effort, layout }: Pick<ExportFlags, 'direction' | 'effort' | 'layout'>,
  terminal: Terminal,
): Promise<string> {
  const placed = await placeCompiledWithElk(compiled, {
    ...(direction !== undefined && { direction }),
    ...(effort !== undefined && { effort }),
    ...(layout !== undefined && { layout }),
    ...elkIn(terminal),
  });
  return `${escapeJson(JSON.stringify(layoutJson(compiled.flow, placed), null, 2))}\n`;
}
