import type * as ast from '../../ast/ast.ts';
import { type Fix, fix, problem } from '../../diagnostics/diagnostic.ts';
import type { Loop, NodeId } from '../../graph/graph.ts';
import { knownLoops } from '../loops.ts';
import type { Rule, Subject } from '../rule.ts';
import { writtenLoop } from '../written.ts';

/** A loop lists a node that its cycle does not run through. */
export const loopExtraMember: Rule = {
  code: 'loop-extra-member',
  isAboutWhole: true,
  check(subject, report) {
    const { machine } = subject;
    const lost = new Set(machine.facts.unreachable); // they are reported as that
    for (const { loop, fact } of knownLoops(subject)) {
      const { binding } = fact;
      if (binding.kind !== 'bound') continue;
      for (const extra of binding.extra) {
        if (lost.has(extra)) continue;
        const written = membersOf(subject, loop);
        const place = written.find(({ node }) => node.text === extra);
        const fixes = loop.members.length - binding.extra.length > 1 ? removeMember(subject, written, extra) : [];
        report(
          problem('loop-extra-member', place?.span ?? loop.span, `${extra} is listed and not repeated.`, {
            hint: 'Remove it, or draw the edges that lead through it and back.',
            fixes,
          }),
        );
      }
    }
  },
};

function membersOf(subject: Subject, loop: Loop): readonly ast.Reference[] {
  return writtenLoop(subject, loop)?.statement.members ?? [];
}

/** With what stands between it and the member before it, or behind it for the first. */
function removeMember({ source }: Subject, members: readonly ast.Reference[], id: NodeId): Fix[] {
  const edits = members.flatMap(({ node, span }, index) => {
    if (node.text !== id) return [];
    const [before, next] = [members[index - 1]?.span.end, members[index + 1]?.span.start];
    if (before !== undefined) return [{ span: { start: before, end: span.end }, text: '' }];
    return next === undefined ? [] : [{ span: { start: span.start, end: next }, text: '' }];
  });
  const isPlain = edits.every(({ span }) => !/[\r\n]/.test(source.text.slice(span.start, span.end)));
  return edits.length === 0 || !isPlain ? [] : [fix(`Remove ${id}`, false, ...edits)];
}
