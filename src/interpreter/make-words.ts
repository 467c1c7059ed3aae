import type { EdgeId, LoopId } from '../graph/graph.ts';
import { groupOf } from '../graph/paths.ts';
import { type AnswerBook, answerBook, properName, type Wording } from './answers.ts';
import type { Option, Question, Status } from './machine.ts';
import type { Plan } from './plan.ts';
import type { Words } from './tables.ts';

/** Everything a run says at the border, so that events and questions only point to it. */
export function makeWords(plan: Plan, edges: readonly EdgeId[]): Words {
  const { numbered, tracks, decisions } = plan;
  const { firstWay, edges: waysOut, again } = decisions.ways;
  const id = (node: number): string => numbered.ids[node] ?? '';
  const edgesOf = remembered(again.length, (way): EdgeId[] =>
    Array.from(groupOf(waysOut, way), (edge) => edges[edge] ?? ''),
  );
  const wordings = (node: number): Wording[] =>
    waysOf(firstWay, node).map((way) => wordingOf(plan, node, way, edgesOf(way)));
  const book = remembered(tracks.nodeCount, (node): AnswerBook => answerBook(wordings(node)));
  const options = remembered(tracks.nodeCount, (node): Option[] => {
    const first = firstWay[node] ?? 0;
    return wordings(node).map((wording, index) => optionOf(plan, book(node), wording, first + index, index));
  });
  return {
    edgesOf,
    alone: remembered(edges.length, (edge): EdgeId[] => (edges[edge] === '' ? [] : [edges[edge] ?? ''])),
    replies: remembered(tracks.nodeCount, (node) => repliesFrom(plan, node)),
    options,
    book,
    question: remembered(
      tracks.nodeCount,
      (node): Question => ({ node: id(node), options: options(node), removed: [] }),
    ),
    next: remembered(tracks.nodeCount, (node): Status => ({ kind: 'running', enabled: [id(node)] })),
  };
}

/** Makes each value once. */
function remembered<T>(count: number, make: (index: number) => T): (index: number) => T {
  const known = new Array<T | undefined>(count);
  return (index) => {
    const found = known[index];
    if (found !== undefined) return found;
    const made = make(index);
    known[index] = made;
    return made;
  };
}

function waysOf(firstWay: Int32Array, node: number): number[] {
  const first = firstWay[node] ?? 0;
  return Array.from({ length: (firstWay[node + 1] ?? 0) - first }, (_, index) => first + index);
}

function wordingOf(plan: Plan, node: number, way: number, names: readonly EdgeId[]): Wording {
  const { numbered, tracks, decisions } = plan;
  const targets = Array.from(groupOf(decisions.ways.edges, way), (edge) => numbered.ids[tracks.to[edge] ?? -1] ?? '');
  return { label: labelOf(plan, node, way), targets, edges: names };
}

/** As drawn; an assumed edge is called `again`, and so is a question of a loop. */
function labelOf({ flow, tracks, decisions }: Plan, node: number, way: number): string | undefined {
  const { firstWay, edges, again } = decisions.ways;
  if (again[way] !== -1) return 'again';
  if (again[firstWay[node] ?? 0] !== -1) return 'go on';
  const edge = groupOf(edges, way)[0] ?? -1;
  return edge < tracks.drawnCount ? flow.edges[edge]?.label || undefined : 'again';
}

function optionOf({ flow, decisions }: Plan, book: AnswerBook, wording: Wording, way: number, index: number): Option {
  const idOf = (loop: number): LoopId => flow.loops[loop]?.id ?? '';
  const repeats = (decisions.governs.get(way) ?? []).map(idOf);
  return { answer: properName(book, wording, index), edges: wording.edges, repeats };
}

const noReplies: readonly EdgeId[] = [];

function repliesFrom({ flow, cycles }: Plan, node: number): readonly EdgeId[] {
  const replies = groupOf(cycles.graph.outgoing, node).filter((edge) => cycles.reply[edge] === 1);
  return replies.length === 0 ? noReplies : Array.from(replies, (edge) => flow.edges[edge]?.id ?? '');
}
