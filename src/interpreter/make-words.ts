import type { LoopId } from '../graph/graph.ts';
import { type AnswerBook, answerBook, properName, type Wording } from './answers.ts';
import type { Option, Status } from './machine.ts';
import type { Plan } from './plan.ts';
import type { Words } from './tables.ts';

/** Everything a run says at the border, made once, so that events and questions only point to it. */
export function makeWords(plan: Plan, edges: readonly string[], firstWay: Int32Array): Words {
  const { numbered, decisions } = plan;
  const wayEdges = decisions.ways.flatMap((own) => own.map((way) => way.edges.map((edge) => edges[edge] ?? '')));
  const wordings = decisions.ways.map((own, node) =>
    own.length > 1 ? wordingsOf(plan, node, wayEdges, firstWay) : [],
  );
  const books = wordings.map((own) => (own.length > 1 ? answerBook(own) : undefined));
  const options = books.map((book, node) => book && optionsOf(plan, node, book, wordings[node] ?? []));
  return {
    wayEdges,
    alone: edges.map((edge) => (edge === '' ? [] : [edge])),
    replies: repliesByNode(plan),
    options,
    books,
    questions: options.map((own, node) => own && { node: numbered.ids[node] ?? '', options: own, removed: [] }),
    next: numbered.ids.map((id): Status => ({ kind: 'running', enabled: [id] })),
  };
}

function wordingsOf(
  { numbered, tracks, decisions }: Plan,
  node: number,
  wayEdges: readonly (readonly string[])[],
  firstWay: Int32Array,
): Wording[] {
  return (decisions.ways[node] ?? []).map(({ label, edges }, index) => ({
    label,
    targets: edges.map((edge) => numbered.ids[tracks.to[edge] ?? -1] ?? ''),
    edges: wayEdges[(firstWay[node] ?? 0) + index] ?? [],
  }));
}

function optionsOf({ flow, decisions }: Plan, node: number, book: AnswerBook, wordings: readonly Wording[]): Option[] {
  const governs = decisions.governs.get(node);
  const idOf = (loop: number): LoopId => flow.loops[loop]?.id ?? '';
  return wordings.map((wording, index) => ({
    answer: properName(book, wording, index),
    edges: wording.edges,
    repeats: (governs?.[index] ?? []).map(idOf),
  }));
}

function repliesByNode({ flow, numbered, cycles }: Plan): string[][] {
  const none: string[] = [];
  const replies: string[][] = numbered.ids.map(() => none);
  flow.edges.forEach(({ id }, edge) => {
    const node = cycles.graph.from[edge] ?? -1;
    if (cycles.reply[edge] !== 1) return;
    if (replies[node] === none) replies[node] = [id];
    else replies[node]?.push(id);
  });
  return replies;
}
