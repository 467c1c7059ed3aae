import type { Flow } from '../../src/graph/graph.ts';

const span = { start: 0, end: 0 };

/** A decision with a way out for each label, and a loop over items. */
export function flowFrom(labels: readonly string[]): Flow {
  const ids = ['n1', 'n2', ...labels.map((_, index) => `n${index + 3}`)];
  const edge = (from: string, to: string, label: string | undefined, number: number): Flow['edges'][number] => ({
    id: `e${number}`,
    from: { node: from, side: undefined },
    to: { node: to, side: undefined },
    label,
    span,
  });
  const shape = (id: string): 'circle' | 'diamond' | 'rectangle' =>
    id === 'n1' ? 'circle' : id === 'n2' ? 'diamond' : 'rectangle';
  return {
    title: '',
    description: undefined,
    lanes: [{ id: 'A', label: 'A', nodes: ids, span }],
    nodes: new Map(ids.map((id) => [id, { id, lane: 'A', shape: shape(id), label: id, attributes: new Map(), span }])),
    edges: [
      edge('n1', 'n2', undefined, 1),
      ...labels.map((label, index) => edge('n2', `n${index + 3}`, label, index + 2)),
      edge('n3', 'n1', undefined, labels.length + 2),
    ],
    loops: [{ id: 'loop1', condition: 'for each x', members: ['n1', 'n2', 'n3'], span }],
  };
}
