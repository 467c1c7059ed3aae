import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EdgeId, Flow, NodeId } from '../../src/graph/graph.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { eventsOf, marksOf, stateAt } from '../../src/interpreter/step.ts';
import { rounds } from '../long.ts';
import { makeFlow } from './make-flow.ts';
import { flows, randomFlow, singleTokenFlow } from './random-flow.ts';
import { referenceBoard } from './reference.ts';
import { referenceWaits, tokenEdgesOf } from './reference-waiting.ts';
import { answersOf, show } from './show.ts';

/** What a node waits for: semantics.md 4.1. */

/** The run, checked against the definition step by step. */
function runOf(text: string, answers = '', strictTokens = false): string {
  const machine = buildMachine(makeFlow(text), { strictTokens });
  const run = simulate(machine, { answers: answersOf(answers), maxSteps: 60 });
  const board = referenceBoard(machine, machine.starts[0] ?? '');
  expect([...eventsOf(run)].map(board.fire).filter(Boolean)).toEqual([]);
  return show(run);
}

const repair = `
  A: (s) [f] [a] [j] (z)
  B: [w] <c> [x]
  s -> f
  f -> a -> j
  f -> w -> c
  c -> j : ok
  c -> x : bad
  x -> w
  j -> z`;

describe('a join beside a repair loop', () => {
  it('waits as long as the repair goes on', () => {
    expect(runOf(repair)).toBe('s f a w c j z completed');
    expect(runOf(repair, 'c=bad,ok')).toBe('s f a w c x w c j z completed');
    expect(runOf(repair, 'c=bad,bad,ok')).toBe('s f a w c x w c x w c j z completed');
  });

  it('fires and marks as the table of the worked example says', () => {
    const run = simulate(buildMachine(makeFlow(repair)), { answers: answersOf('c=bad,ok') });
    const ends = new Map(run.machine.flow.edges.map(({ id, from, to }) => [id, `${from.node}→${to.node}`]));
    const rows = [...eventsOf(run)].map(({ node, step }) => {
      return `${node}: ${marksOf(run, stateAt(run, step))
        .map((id) => ends.get(id))
        .join(', ')}`;
    });
    expect(rows).toEqual([
      's: s→f',
      'f: f→a, f→w',
      'a: a→j, f→w',
      'w: a→j, w→c',
      'c: a→j, c→x',
      'x: a→j, x→w',
      'w: a→j, w→c',
      'c: a→j, c→j',
      'j: j→z',
      'z: ',
    ]);
  });

  it('goes on when the repair is given up', () => {
    const text = `A: (s) [f] [a] [j] (z) [w] <c> <x> (g)
      s -> f\nf -> a -> j -> z\nf -> w -> c\nc -> j : ok\nc -> x : bad\nx -> w : again\nx -> g : lost`;
    expect(runOf(text, 'c=bad;x=again,lost')).toBe('s f a w c x w c x j g z completed');
  });

  it('waits while the repair repairs itself', () => {
    const text = `A: (s) [f] [a] [j] (z) [w] <c> [x] <d> [y]
      s -> f\nf -> a -> j -> z\nf -> w -> c\nc -> j : ok\nc -> x : bad
      x -> d\nd -> w : ok\nd -> y : bad\ny -> x`;
    expect(runOf(text, 'c=bad,ok;d=bad,bad,ok')).toBe('s f a w c x d y x d y x d w c j z completed');
  });

  it('waits for two repair loops that overlap', () => {
    const text = `A: (s) [f] [a] [j] (z) [u] [v] <c> <d>
      s -> f\nf -> a -> j -> z\nf -> u -> v -> c\nc -> u : bad\nc -> d : ok\nd -> v : bad\nd -> j : ok`;
    expect(runOf(text, 'c=bad,ok;d=bad,ok')).toBe('s f a u v c u v c d v c d j z completed');
  });

  it('waits for a cycle with two ways in', () => {
    const text = `A: (s) [f] [a] [j] (z) <p> [x] <y>
      s -> f\nf -> a -> j -> z\nf -> p\np -> x : x\np -> y : y\nx -> y\ny -> x : bad\ny -> j : ok`;
    expect(runOf(text, 'p=x;y=bad,ok')).toBe('s f a p x y x y j z completed');
    expect(runOf(text, 'p=y;y=bad,bad,ok')).toBe('s f a p y x y x y j z completed');
  });

  it('waits for a step that repeats itself', () => {
    const text = 'A: (s) [f] [a] [j] (z) <w>\ns -> f\nf -> a -> j -> z\nf -> w\nw -> w : again\nw -> j : done';
    expect(runOf(text, 'w=again,again,done')).toBe('s f a w w w j z completed');
  });

  it('waits for an assumed edge as for one that is drawn', () => {
    const text = `A: (s) [f] [a] [j] (z) [w] <c> [x]
      s -> f\nf -> a -> j -> z\nf -> w -> c\nc -> j : ok\nc -> x : bad\nloop [until ok] w c x`;
    expect(runOf(text, 'c=bad,ok;x=again')).toBe('s f a w c x w c j z completed');
    expect(runOf(`${text}\nx -> w`, 'c=bad,ok')).toBe('s f a w c x w c j z completed');
  });

  it('waits for a reply only where it carries tokens', () => {
    const text = `A: (s) [f] [a] [j] (z) <q> (t)
      B: [r]
      s -> f\nf -> a -> j -> z\nf -> q\nq -> r : ask\nq -> j : know\nr -> q\nr -> t`;
    expect(runOf(text, 'q=ask,know')).toBe('s f a q j r z t completed');
    expect(runOf(text, 'q=ask,know', true)).toBe('s f a q r q t j z completed');
  });
});

describe('a join in a loop', () => {
  it('does not wait for what comes round the loop', () => {
    const text = `A: (s) [f] [a] [b] [j] <d> (z)
      s -> f\nf -> a -> j\nf -> b -> j\nj -> d\nd -> f : again\nd -> z : done`;
    expect(runOf(text, 'd=again,done')).toBe('s f a b j d f a b j d z completed');
  });

  it('takes the only token of a later round', () => {
    const text = `A: (s) [f] [a] [b] [j] <d> (z)
      s -> f\nf -> a -> j\nf -> b -> j\nj -> d\nd -> a : again\nd -> z : done`;
    expect(runOf(text, 'd=again,done')).toBe('s f a b j d a j d z completed');
  });

  it('takes what comes back to it, as the head of the loop, while another branch waits for the loop', () => {
    const text = `A: (s) [f] [a] [j] (z) [g] [p] [q] [h] <c>
      s -> f\nf -> a -> j -> z\nf -> g\ng -> p -> h\ng -> q -> h\nh -> c\nc -> h : again\nc -> j : done`;
    expect(runOf(text, 'c=again,again,done')).toBe('s f a g p q h c h c h c j z completed');
  });

  it('waits for an inner loop, in a loop of its own, in every round', () => {
    const text = `A: (s) [f] [a] [w] <c> [j] <d> (z)
      s -> f\nf -> a -> j\nf -> w -> c\nc -> w : bad\nc -> j : ok\nj -> d\nd -> f : again\nd -> z : done`;
    expect(runOf(text, 'c=bad,ok,bad,bad,ok;d=again,done')).toBe('s f a w c w c j d f a w c w c w c j d z completed');
  });

  it('waits for a token that comes into the loop from outside', () => {
    const text = `A: (s) [f] [h] [a] [b] [j] <d> (z) [o] <p>
      s -> f\nf -> h -> a -> j -> d\nd -> h : again\nd -> z : done\nf -> o -> p\np -> j : in\np -> o : round`;
    expect(runOf(text, 'p=round,round,in;d=again,done')).toBe('s f h o a p o p o p j d h a j d z completed');
  });
});

// ---- any flow

/** By node and edge: whether the node waits, with all its ways in marked but this one, for a token in front of another. */
function comings(machine: Machine): string[] {
  const { tables } = machine;
  const name = (node: number): NodeId => tables.nodes[node] ?? '';
  const found: string[] = [];
  for (const at of machine.exits.keys()) {
    for (let node = 0; node < tables.nodeCount; node++) {
      const open = tables.openIn.items.subarray(tables.openIn.start[node], tables.openIn.start[node + 1]);
      for (const edge of open) {
        if (name(node) === at) continue;
        if (tables.nests.canCome(tables.numberOf.get(at) ?? 0, edge)) found.push(`${at} by ${tables.edges[edge]}`);
      }
    }
  }
  return found.sort();
}

function referenceComings(machine: Machine): string[] {
  const tokens = tokenEdgesOf(machine);
  const found: string[] = [];
  for (const at of machine.exits.keys()) {
    const waits = referenceWaits(machine, [{ id: 'token', to: at }]);
    for (const { id, to } of tokens) {
      const others = tokens.filter((e) => e.to === to && e.id !== id).map((e) => e.id);
      if (to !== at && waits(to, new Set<EdgeId>([...others, 'token']))) found.push(`${at} by ${id}`);
    }
  }
  return found.sort();
}

describe('what can still come in any flow', () => {
  it('is what the definition says, with cycles of every kind', () => {
    fc.assert(
      fc.property(flows(9), fc.boolean(), (flow, strictTokens) => {
        for (const same of [flow, amongMany(flow)]) {
          const machine = buildMachine(same, { strictTokens });
          expect(comings(machine)).toEqual(referenceComings(machine));
        }
      }),
      { numRuns: rounds(400, 20_000), seed: 5 },
    );
  });

  it('is what the definition says, deep in nests', () => {
    for (let seed = 1; seed <= rounds(12, 300); seed++) {
      for (const flow of [nested(seed), randomFlow(seed, 24, 1.6, 1 / 8), singleTokenFlow(seed, 20)]) {
        for (const same of [flow, amongMany(flow)]) {
          const machine = buildMachine(same);
          expect(comings(machine)).toEqual(referenceComings(machine));
        }
      }
    }
  });

  it('is known in a very deep nest, from outside and from within', () => {
    const count = 3_000;
    const names = Array.from({ length: count }, (_, index) => `n${index}`);
    const back = names.slice(1).map((name, index) => `${name} -> n${index}`);
    const text = `A: ${names.map((name) => `<${name}>`).join(' ')} [j] (z)\n${names.join(' -> ')}\n${back.join('\n')}`;
    const machine = buildMachine(makeFlow(`${text}\nn0 -> j\nn${count - 1} -> j\nj -> z`));
    const { tables } = machine;
    const [last, into] = [tables.numberOf.get(`n${count - 1}`) ?? 0, tables.openIn];
    const ways = into.items.subarray(into.start[count], into.start[count + 1]);
    expect(Array.from(ways, (edge) => tables.nests.canCome(last, edge))).toEqual([true, true]);
    const middle = into.items[into.start[count / 2] ?? 0] ?? 0;
    expect([0, count / 2 - 1, count / 2 + 1, last].map((at) => tables.nests.canCome(at, middle))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

/** Where there are many nodes, questions are answered in another way. */
function amongMany(flow: Flow): Flow {
  const nodes = new Map(flow.nodes);
  const [first] = flow.nodes.values();
  if (first === undefined) return flow;
  for (let number = 0; number < 300; number++) nodes.set(`far${number}`, { ...first, id: `far${number}` });
  return { ...flow, nodes };
}

/** Rows in rows, each of which may lead back to its first step from its last, and some into another's middle. */
function nested(seed: number): Flow {
  const count = 22;
  const flow = randomFlow(seed, count, 1);
  const at = (turn: number): number => 1 + ((Math.imul(seed * 31 + turn, 2654435761) >>> 8) % count);
  const more = Array.from({ length: 9 }, (_, turn) => [at(turn * 2), at(turn * 2 + 1)]).flatMap(
    ([one = 1, other = 1], turn) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      return turn % 3 === 2 ? [[low, high]] : [[high, low]];
    },
  );
  const edges = more.map(([from, to], index) => ({
    id: `m${index}`,
    from: { node: `n${from}`, side: undefined },
    to: { node: `n${to}`, side: undefined },
    label: undefined,
    span: { start: 0, end: 0 },
  }));
  return { ...flow, edges: [...flow.edges, ...edges] };
}
