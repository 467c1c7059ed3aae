import type { Compiled } from './compile.ts';
import type { EdgeId, LoopId } from './graph/graph.ts';
import type { Machine } from './interpreter/machine.ts';
import type { Layout } from './layout/layout.ts';
import { type Cycles, type PlaceOptions, place } from './layout/place.ts';
import { type ElkOptions, placeWithElk } from './layout/place-with-elk.ts';
import { type RenderOptions, render } from './render/render.ts';

type PlaceCompiledOptions = Omit<PlaceOptions, 'cycles'>;
type ElkCompiledOptions = Omit<ElkOptions, 'cycles'>;

export interface DrawOptions extends PlaceCompiledOptions, RenderOptions {}
export interface ElkDrawOptions extends ElkCompiledOptions, RenderOptions {}

/** The other half of the pipeline: a compiled flow to SVG. The same bytes for the same input. */
export function draw(compiled: Compiled, options: DrawOptions = {}): string {
  return render(placeCompiled(compiled, options), options);
}

/** With ELK in the competition for larger flows, so it takes its time. */
export async function drawWithElk(compiled: Compiled, options: ElkDrawOptions = {}): Promise<string> {
  return render(await placeCompiledWithElk(compiled, options), options);
}

/** The layout alone, for those who export or measure it. */
export function placeCompiled({ flow, machine }: Compiled, options: PlaceCompiledOptions = {}): Layout {
  return place(flow, { ...options, cycles: cyclesOf(machine) });
}

export function placeCompiledWithElk({ flow, machine }: Compiled, options: ElkCompiledOptions = {}): Promise<Layout> {
  return placeWithElk(flow, { ...options, cycles: cyclesOf(machine) });
}

/** What the drawing shows of how the flow runs. */
function cyclesOf({ back, replies, loops }: Machine): Cycles {
  const loopOf = new Map<EdgeId, LoopId>(loops.flatMap((plan) => plan.edges.map((edge) => [edge, plan.loop] as const)));
  const implicit = loops.flatMap((plan) =>
    plan.implicit === undefined ? [] : [{ loop: plan.loop, ...plan.implicit }],
  );
  return { back, replies, loopOf, implicit };
}
