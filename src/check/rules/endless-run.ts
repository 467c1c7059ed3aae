import type { Related } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../interpreter/exploration.ts';
import type { RunRule, Subject, Telling } from '../rule.ts';
import { labelOf, roundOf, spanOfNode, stepsOf } from '../steps.ts';

/** A trap: runs get in, and none gets out to an end. Told where runs get in. */
export const endlessRun: RunRule<'endless-run' | 'no-way-left'> = {
  code: 'endless-run',
  tell: (subject, finding) => (finding.kind === 'endless-run' ? round(subject, finding) : standstill(subject, finding)),
};

type FindingOf<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;

function round({ flow }: Subject, { nodes, from, witness }: FindingOf<'endless-run'>): Telling {
  const { steps, cycle } = witness;
  const entered = steps.find(({ node }) => cycle.some((each) => each.node === node)) ?? cycle[0];
  const head = entered?.node ?? '';
  const turn = Math.max(
    0,
    cycle.findIndex(({ node }) => node === head),
  );
  const lost = from.filter((id) => !nodes.includes(id));
  return {
    span: spanOfNode(flow, head),
    message: `From '${head}' no end can be reached: ${roundOf([...cycle.slice(turn), ...cycle.slice(0, turn)])}.`,
    hint: 'Draw a way from there to an end; what chooses between two ways is a diamond.',
    related: lost.map(
      (id): Related => ({
        message: `from '${labelOf(flow, id)}' (${id}) on, no way leads elsewhere`,
        span: spanOfNode(flow, id),
        file: undefined,
      }),
    ),
    steps: stepsOf(flow, witness),
  };
}

/** Nothing goes round for ever here: a limit has taken all ways away. */
function standstill({ flow }: Subject, { at, loop, witness }: FindingOf<'no-way-left'>): Telling {
  const limit = flow.loops.find(({ id }) => id === loop);
  const because = limit === undefined ? 'no way is left' : `'${limit.condition}' leaves no way`;
  return {
    span: spanOfNode(flow, at),
    message: `From '${at}' no end can be reached: ${because}.`,
    hint: 'Draw a way out that does not lead round again.',
    related: limit === undefined ? [] : [{ message: 'the loop that is limited', span: limit.span, file: undefined }],
    steps: stepsOf(flow, witness),
  };
}
