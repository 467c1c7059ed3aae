import { describe, expect, it } from 'vitest';
import { type Compiled, type CompileOptions, compile } from '../../src/compile.ts';
import { type Code, infoOf } from '../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { explore } from '../../src/interpreter/explore.ts';
import { begin, step } from '../../src/interpreter/step.ts';
import { sourceOf } from '../../src/source/source.ts';
import { reportedFlows } from './flow-tier.ts';
import { defects, plantedFlow } from './planted-flow.ts';
import { soundFlow } from './sound-flow.ts';

/** What the first flow of each rule page is shown by. */
const shown: Readonly<Partial<Record<Code, string>>> = {
  'endless-run': 'n1 → n5=Yes → n2 → n3 → n2',
  'dead-edge': "n1 → n2 → n3=No → n2 → n3=No → n2 → n3=Yes → n4 without 'Yes', since 'repeat 3 times' is used up",
  'merged-tokens': 'n1 → n2 → n3=No → n2',
  'end-reached-twice': 'n1 → n2=No → n3 → n4 → n5 → n2=No → n3 → n5',
  'order-dependent': 'n1 → n3 → n4=again → n3 → n2 → n4=go on',
  'mixed-merge': 'n1 → n2 → n3 → n4 → n5 → n6=No → n3 → n5',
  'implicit-fork': 'n1 → n2',
  'early-end': 'n1 → n2 → n3 → n4',
  'reply-edge': 'n1 → n2 → n3',
  'exploration-incomplete': 'n1 → n2 → n3 → n4, and nobody looked further',
};

function compiled(text: string, options: CompileOptions = {}): Compiled {
  return compile(sourceOf('case.flow', text), options);
}

function flowTier({ diagnostics }: Compiled): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => infoOf(code).tier === 'flow');
}

function wordsOf({ steps }: Diagnostic): string {
  return steps.map(({ message }) => message).join(' → ');
}

/** The words of a step: `n3`, `n3=No`, or for one that is not made `n3 without 'No', …` and `n3, and …`. */
const stepWords = /^([^=, ]+)(?:=(.*)|( without '|, and ).*)?$/s;

/** Whether the run can be made, and after it a token stands at the node of a last step that is not made. */
function canBeMade({ machine, flow }: Compiled, { steps }: Diagnostic): boolean {
  let run = begin(machine, steps[0] && stepWords.exec(steps[0].message)?.[1]);
  for (const { message, span } of steps) {
    const [, node = '', answer, isLeftOut] = stepWords.exec(message) ?? [];
    if (flow.nodes.get(node)?.span.start !== span.start) return false;
    const next = step(run, answer, { by: 'scenario', pick: node });
    if (isLeftOut !== undefined) return next.length > run.length || next.status.kind === 'waiting';
    if (next.length === run.length) return false;
    run = next;
  }
  return true;
}

describe('a finding of the flow tier', () => {
  it('has a row here, whichever code it has', () => {
    expect(Object.keys(shown).toSorted()).toEqual(reportedFlows.map(({ code }) => code).toSorted());
  });

  it.each(reportedFlows)('carries a run that shows it: $code', ({ code, text, maxStates }) => {
    const subject = compiled(text, maxStates === undefined ? {} : { maxStates });
    const [found] = flowTier(subject).filter((each) => each.code === code);
    if (found === undefined) throw new Error('it is not found');
    expect(wordsOf(found)).toBe(shown[code]);
    for (const each of flowTier(subject))
      expect([wordsOf(each), canBeMade(subject, each)]).toEqual([wordsOf(each), true]);
  });

  it('carries one in sound flows and in planted ones, in many orders and nested branches too', () => {
    const counts = new Map<Code, number>();
    const planted = Object.keys(defects).flatMap((defect) =>
      Array.from({ length: defect === 'dead edge' ? 30 : 8 }, (_, seed) => plantedFlow(seed, defect)?.text),
    );
    const sound = Array.from({ length: 60 }, (_, seed) => soundFlow(seed + 1, 8 + (seed % 12)));
    for (const text of [...sound, ...planted.flatMap((each) => each ?? [])]) {
      const subject = compiled(text);
      for (const found of flowTier(subject)) {
        counts.set(found.code, (counts.get(found.code) ?? 0) + 1);
        expect(found.steps.length, `${found.message}\n${text}`).toBeGreaterThan(0);
        expect(canBeMade(subject, found), `${found.message} ${wordsOf(found)}\n${text}`).toBe(true);
      }
    }
    expect(counts.get('implicit-fork')).toBeGreaterThan(50);
    expect(counts.get('dead-edge')).toBeGreaterThan(3);
  });

  it('comes to a place without what other branches do, in as few steps as trying out all orders finds', () => {
    let [forks, longer] = [0, 0];
    for (let seed = 1; seed <= 80; seed++) {
      const subject = compiled(soundFlow(seed, 16));
      const all = explore(subject.machine, { reduce: false });
      for (const found of flowTier(subject).filter(({ code }) => code === 'implicit-fork')) {
        const least = stepsOfAllOrders(all, found.steps.at(-1)?.message ?? '');
        forks++;
        longer += Number(found.steps.length > least);
        expect(found.steps.length).toBeGreaterThanOrEqual(least);
      }
    }
    expect(forks).toBeGreaterThan(90);
    expect(longer).toBe(0);
  });
});

/** The length of a shortest run whose last step fires the node. */
function stepsOfAllOrders({ search, machine }: ReturnType<typeof explore>, node: string): number {
  const { space, position } = search;
  const depth: number[] = [];
  for (let state = 0; state < space.expandedCount; state++) {
    depth[state] = space.parent[state] === -1 ? 0 : (depth[space.parent[state] ?? 0] ?? 0) + 1;
    for (let move = space.firstMove[state] ?? 0; move < (space.firstMove[state + 1] ?? 0); move++) {
      if (machine.tables.nodes[position.nodeOf[space.moveWay[move] ?? 0] ?? 0] === node) return (depth[state] ?? 0) + 1;
    }
  }
  throw new Error(`${node} never fires`);
}

describe('a finding that nobody looked for runs of', () => {
  it('is told without one: how a flow is read is known without trying out its runs', () => {
    for (const code of ['implicit-fork', 'reply-edge'] as const) {
      const text = reportedFlows.find((each) => each.code === code)?.text ?? '';
      expect(flowTier(compiled(text, { explore: false })).map((each) => [each.code, wordsOf(each)])).toEqual([
        [code, ''],
      ]);
    }
  });

  it('is told without one where the budget ended before the place was seen', () => {
    const text = reportedFlows.find(({ code }) => code === 'reply-edge')?.text ?? '';
    const found = flowTier(compiled(text, { maxStates: 2 }));
    expect(found.map((each) => [each.code, wordsOf(each)])).toEqual([
      ['exploration-incomplete', 'n1 → n2, and nobody looked further'],
      ['reply-edge', ''],
    ]);
  });
});

describe('what happens where no run comes', () => {
  /** The limit keeps every run from n6, which would start two branches. */
  const behind = `Kiln { # Pottery
  n1: circle label:"Pot is formed"
  n2: rectangle label:"Fire it"
  n3: diamond label:"Fired three times?"
  n4: diamond label:"Any cracks?"
  n5: circle label:"Pot is ready"
  n6: rectangle label:"Mend it"
  n7: rectangle label:"Note it"
  n1 -> n2
  n2 -> n3
  n3 -> n2 [label="No"]
  n3 -> n4 [label="Yes"]
  n4 -> n6 [label="Yes"]
  n4 -> n5 [label="No"]
  n6 -> n2
  n6 -> n7
  n7 -> n2
  loop [repeat 3 times] n2 n3
}
`;

  it('is not told: what keeps the runs away is', () => {
    const found = flowTier(compiled(behind));
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual(['dead-edge: No run takes n4 → n6.']);
    expect(found[0]?.related.map(({ message }) => message)).toEqual([
      'the loop that keeps runs from it',
      'No run takes n6 → n2',
      'No run takes n6 → n7',
      'No run takes n7 → n2',
    ]);
  });
});
