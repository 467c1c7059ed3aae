import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A node that no edge touches, in a flow that has other nodes. */
export const isolatedNode: Rule = {
  code: 'isolated-node',
  isAboutWhole: true,
  check({ flow }, report) {
    if (flow.nodes.size < 2) return;
    const touched = new Set(flow.edges.flatMap((edge) => [edge.from.node, edge.to.node]));
    for (const node of flow.nodes.values()) {
      if (touched.has(node.id)) continue;
      const message = `'${node.label}' (${node.id}) has no edges.`;
      report(problem('isolated-node', node.span, message, { hint: 'Connect it, or remove it.' }));
    }
  },
};
