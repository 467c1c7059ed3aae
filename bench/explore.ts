import { check } from '../src/check/check.ts';
import { compile } from '../src/compile.ts';
import { checkProperties } from '../src/interpreter/check-properties.ts';
import { explore } from '../src/interpreter/explore.ts';
import type { Machine } from '../src/interpreter/machine.ts';
import type { Property } from '../src/interpreter/property.ts';
import { sourceOf } from '../src/source/source.ts';

/* CPU time of exploring: states a second without reduction, wide forks with it, and a small flow from its text on. */

/** A fork into branches that join again; `around`: all of it may be done again. */
function branches(count: number, steps: number, around = ''): string {
  const each = Array.from({ length: count }, (_, branch) => {
    const nodes = Array.from({ length: steps }, (_, step) => `b${branch}_${step}`);
    return [...nodes.map((node) => `${node}: rectangle label:"Do"`), `fork -> ${nodes.join(' -> ')} -> join`];
  });
  const ends = [
    's: circle label:"Go"',
    'fork: rectangle label:"Split"',
    'join: diamond label:"All?"',
    'z: circle label:"Done"',
  ];
  return `A {\n${[...ends, 's -> fork', 'join -> z [label="Yes"]', ...each.flat()].join('\n')}\n${around}\n}\n`;
}

const again = 'join -> fork [label="No"]';

function machineOf(text: string): Machine {
  return compile(sourceOf('bench.flow', text)).machine;
}

const eight = machineOf(branches(8, 5));
explore(eight, { reduce: false, maxStates: 100_000 });
report('8 branches of 5 steps, no reduction', 1, () => explore(eight, { reduce: false, maxStates: 2_000_000 }));

const hundred = machineOf(branches(100, 10));
report('100 branches of 10 steps', 5, () => explore(hundred));
const looping = machineOf(branches(100, 10, again));
report('the same, in a loop', 5, () => explore(looping));

const property: Property = {
  claim: {
    kind: 'always',
    what: { kind: 'node', node: 'join' },
    scope: { kind: 'before', of: { kind: 'node', node: 'z' } },
  },
  fair: true,
};
const explored = explore(hundred);
report('a property of it', 5, () => {
  checkProperties(explored, [property]);
  return explored;
});

const small = `A { # Desk
n1: circle label:"Start"
${Array.from({ length: 17 }, (_, i) => `n${i + 2}: ${i % 6 === 3 ? 'diamond' : 'rectangle'} label:"Step ${i}"`).join('\n')}
n19: rectangle label:"Near the end"
n20: circle label:"End"
${Array.from({ length: 19 }, (_, i) => `n${i + 1} -> n${i + 2}${i % 6 === 4 ? ' [label="Yes"]' : ''}`).join('\n')}
n5 -> n3 [label="No"]
n11 -> n8 [label="No"]
n17 -> n14 [label="No"]
n6 -> n8
}
`;
report('a flow of 20 nodes, from text to states', 300, () => {
  const compiled = compile(sourceOf('bench.flow', small));
  check(compiled);
  return explore(compiled.machine);
});

function report(
  name: string,
  times: number,
  work: () => { readonly states: number; readonly isComplete: boolean },
): void {
  let best = Number.POSITIVE_INFINITY;
  let last = { states: 0, isComplete: false };
  for (let time = 0; time < times; time++) {
    const start = process.cpuUsage();
    last = work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  const rate = last.states / best / 1000;
  const states = `${last.states} states${last.isComplete ? '' : ' (incomplete)'}`;
  console.log(`${name.padEnd(42)} ${best.toFixed(2).padStart(9)} ms ${states.padStart(16)} ${rate.toFixed(2)} M/s`);
}
