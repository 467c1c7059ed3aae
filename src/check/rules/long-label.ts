import type { Attribute } from '../../ast/ast.ts';
import { problem, type Report } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { writtenEdge, writtenNode } from '../written.ts';

const comfortable = 50;

/** A label that needs more room than a drawing likes to give. */
export const longLabel: Rule = {
  code: 'long-label',
  check(subject, report) {
    for (const node of subject.flow.nodes.values()) {
      if (node.label.length > comfortable) measure(writtenNode(subject, node)?.attributes, report);
    }
    for (const edge of subject.flow.edges) {
      if ((edge.label ?? '').length > comfortable) measure(writtenEdge(subject, edge)?.attributes, report);
    }
  },
};

function measure(attributes: readonly Attribute[] | undefined, report: Report): void {
  const label = attributes?.find(({ key }) => key.text === 'label')?.value;
  const count = [...(label?.text ?? '')].length;
  if (label === undefined || count <= comfortable) return;
  report(
    problem('long-label', label.span, `The label has ${count} characters; ${comfortable} fit well.`, {
      hint: 'Say it shorter; description:"…" of a node has room for the rest.',
    }),
  );
}
