/** Drawings of the states of a run. The flow is laid out once; what a state adds moves nothing. */

import { basename, extname, join, resolve } from 'node:path';
import {
  type Compiled,
  highlightOfRun,
  type Layout,
  placeCompiledWithElk,
  type RenderOptions,
  type Run,
  render,
} from '../index.ts';
import { elkIn } from './elk-runner.ts';
import type { Input } from './inputs.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';

/** Draws where a run stands. `number` tells apart the runs of a session, from 1. */
export type TakePicture = (run: Run, number: number) => Promise<Output>;

/** Nothing is laid out before the first picture is asked for. */
export function openPictures(compiled: Compiled, input: Input, folder: string, terminal: Terminal): TakePicture {
  const { render: options } = input.settings.config;
  let layout: Promise<Layout> | undefined;
  return async (run, number) => {
    layout ??= placeCompiledWithElk(compiled, { ...options, ...elkIn(terminal) });
    const content = renderState(await layout, run, options);
    const name = join(folder, nameOf(input, run, number));
    return { name, path: resolve(terminal.folder, name), content };
  };
}

function renderState(layout: Layout, run: Run, options: RenderOptions | undefined): string {
  return render(layout, { ...options, highlight: highlightOfRun(run) });
}

/** `two-factor-after-0009.svg`: the same state has the same name, and names sort in the order of steps. */
function nameOf({ name, flow }: Input, { length }: Run, number: number): string {
  const stem = basename(name, extname(name));
  const flowNumber = flow === undefined ? '' : `-${flow}`;
  const runNumber = number === 1 ? '' : `-run-${number}`;
  return `${stem}${flowNumber}${runNumber}-after-${String(length).padStart(4, '0')}.svg`;
}
