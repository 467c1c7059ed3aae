import type { Flow } from '../graph/graph.ts';
import { type Groups, groupBy } from '../graph/paths.ts';
import { type Cycles, isTokenBack } from './back-edges.ts';
import type { Bindings } from './loops.ts';

/*
 * What tokens move on, and the ways out of each node: semantics.md 2.4, in numbers. Drawn edges keep their
 * numbers; after them come the entry edges, one for each start, and then the edges that loops assume.
 */

export interface Tracks {
  readonly nodeCount: number;
  /** Drawn edges, and where the entries end and the implicit edges begin. */
  readonly drawnCount: number;
  readonly entryEnd: number;
  /** -1 for entry edges. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 for drawn and implicit edges that can carry a token. */
  readonly carries: Uint8Array;
  /** 1 for edges that lead back. */
  readonly back: Uint8Array;
  /** The loop an edge is bound to, or -1. */
  readonly loopOf: Int32Array;
  /** Edges that carry tokens, by source and by target; entry edges are in neither. */
  readonly out: Groups;
  readonly into: Groups;
}

/** One way out of a node. A token takes all its edges at once; without any it ends. */
export interface Way {
  /** As drawn, or `again` and `go on`. */
  readonly label: string | undefined;
  readonly edges: readonly number[];
  /** The loop that this way goes round again, where the question is no drawn one. */
  readonly again: number | undefined;
}

export function layTracks(cycles: Cycles, starts: readonly number[], { loops, loopOf }: Bindings): Tracks {
  const { graph } = cycles;
  const implicit = loops.flatMap((binding, loop) => (binding.kind === 'implicit' ? [{ ...binding, loop }] : []));
  const [drawnCount, entryEnd] = [graph.from.length, graph.from.length + starts.length];
  const join = (drawn: Int32Array, entries: readonly number[], assumed: readonly number[]): Int32Array => {
    const all = new Int32Array(entryEnd + implicit.length);
    all.set(drawn);
    all.set(entries, drawnCount);
    all.set(assumed, entryEnd);
    return all;
  };
  const noNode = starts.map(() => -1);
  const from = join(
    graph.from,
    noNode,
    implicit.map((each) => each.from),
  );
  const to = join(
    graph.to,
    starts,
    implicit.map((each) => each.to),
  );
  const carries = Uint8Array.from(from, (source, edge) => Number(carriesToken(cycles, source, edge)));
  const back = Uint8Array.from(from.keys(), (edge) => Number(edge >= entryEnd || isTokenBack(cycles, edge)));
  const boundLoops = join(
    loopOf,
    noNode,
    implicit.map((each) => each.loop),
  );
  const ends = { nodeCount: graph.nodeCount, from, to, carries };
  return { ...ends, drawnCount, entryEnd, back, loopOf: boundLoops, out: gather(ends, from), into: gather(ends, to) };
}

function carriesToken({ depth, reply }: Cycles, source: number, edge: number): boolean {
  return source !== -1 && depth[source] !== -1 && reply[edge] !== 1;
}

/** Like `groupBy`, for edges that carry tokens. */
function gather({ nodeCount, carries }: Pick<Tracks, 'nodeCount' | 'carries'>, ends: Int32Array): Groups {
  const { start, items } = groupBy(
    nodeCount + 1,
    ends.map((node, edge) => (carries[edge] === 1 ? node : nodeCount)),
  );
  return { start, items };
}

/** The ways out of every node, as the drawing and the bound loops have it. */
export function findWays(flow: Flow, tracks: Tracks): Way[][] {
  const nodes = [...flow.nodes.values()];
  const labelOf = (edge: number): string | undefined =>
    edge < tracks.drawnCount ? flow.edges[edge]?.label || undefined : 'again';
  return nodes.map((node, number) => {
    const edges = [...tracks.out.items.subarray(tracks.out.start[number], tracks.out.start[number + 1])];
    if (node.shape === 'diamond' && edges.length > 1) {
      return edges.map((edge) => ({ label: labelOf(edge), edges: [edge], again: undefined }));
    }
    const loops = new Set(edges.map((edge) => tracks.loopOf[edge] ?? -1));
    if (loops.size < 2) return [{ label: undefined, edges, again: undefined }];
    return againOrOn(edges, tracks.loopOf);
  });
}

/** The question that a node asks where no diamond decides: each of its loops again, or go on. */
export function againOrOn(edges: readonly number[], loopOf: Int32Array): Way[] {
  const loops = [...new Set(edges.map((edge) => loopOf[edge] ?? -1))].filter((loop) => loop !== -1);
  const again = loops
    .sort((a, b) => a - b)
    .map((loop): Way => ({ label: 'again', edges: edges.filter((edge) => loopOf[edge] === loop), again: loop }));
  return [...again, { label: 'go on', edges: edges.filter((edge) => loopOf[edge] === -1), again: undefined }];
}
