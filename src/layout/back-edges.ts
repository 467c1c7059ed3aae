import { at } from './at.ts';

export type BackEdges = ReadonlySet<number>;

interface Ends {
  readonly from: number;
  readonly to: number;
}

/**
 * Edges whose removal leaves no cycle: the known ones, and those that a depth-first search in source
 * order, from the nodes without ways in first, finds leading back to an open node. Indices into `edges`.
 */
export function findBackEdges<T extends Ends>(
  nodes: number,
  edges: readonly T[],
  isKnown: (edge: T) => boolean,
): BackEdges {
  const back = new Set<number>();
  const out: number[][] = Array.from({ length: nodes }, () => []);
  const waysIn = new Int32Array(nodes);
  edges.forEach((edge, index) => {
    if (isKnown(edge) || edge.from === edge.to) back.add(index);
    else {
      at(out, edge.from).push(index);
      waysIn[edge.to] = at(waysIn, edge.to) + 1;
    }
  });
  const all = Array.from({ length: nodes }, (_, node) => node);
  const starts = [...all.filter((node) => waysIn[node] === 0), ...all];
  const state = new Uint8Array(nodes);
  for (const start of starts) searchFrom(start, { edges, out, state, back });
  return back;
}

const open = 1;
const closed = 2;

interface Search {
  readonly edges: readonly Ends[];
  readonly out: readonly (readonly number[])[];
  readonly state: Uint8Array;
  readonly back: Set<number>;
}

function searchFrom(start: number, { edges, out, state, back }: Search): void {
  if (state[start] !== 0) return;
  const stack = [{ node: start, next: 0 }];
  state[start] = open;
  while (stack.length > 0) {
    const top = at(stack, stack.length - 1);
    const edge = at(out, top.node)[top.next++];
    if (edge === undefined) {
      state[top.node] = closed;
      stack.pop();
      continue;
    }
    const target = at(edges, edge).to;
    if (state[target] === open) back.add(edge);
    else if (state[target] === 0) {
      state[target] = open;
      stack.push({ node: target, next: 0 });
    }
  }
}
