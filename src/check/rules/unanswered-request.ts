import { problem } from '../../diagnostics/diagnostic.ts';
import { components, graphOf } from '../../graph/paths.ts';
import type { Rule } from '../rule.ts';

/** One lane hands something to another, and nothing ever comes back, not even by way of a third one. */
export const unansweredRequest: Rule = {
  code: 'unanswered-request',
  isAboutWhole: true,
  check({ flow }, report) {
    const numbers = new Map(flow.lanes.map(({ id }, index) => [id, index]));
    const laneOf = (node: string): number => numbers.get(flow.nodes.get(node)?.lane ?? '') ?? 0;
    const from = Int32Array.from(flow.edges, (edge) => laneOf(edge.from.node));
    const to = Int32Array.from(flow.edges, (edge) => laneOf(edge.to.node));
    const { of } = components(graphOf(flow.lanes.length, from, to));
    const told = new Set<string>();
    flow.edges.forEach((edge, index) => {
      const [asking, asked] = [from[index] ?? 0, to[index] ?? 0];
      const pair = `${asking} ${asked}`;
      if (of[asking] === of[asked] || told.has(pair)) return;
      told.add(pair);
      const message = `Lane ${flow.lanes[asked]?.id} never answers ${flow.lanes[asking]?.id}.`;
      report(
        problem('unanswered-request', edge.span, message, {
          hint: 'Draw an edge back when something is expected in return.',
        }),
      );
    });
  },
};
