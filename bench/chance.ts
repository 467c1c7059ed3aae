import { readFileSync } from 'node:fs';
import { compile } from '../src/compile.ts';
import type { ChanceOptions, Duration } from '../src/interpreter/chance.ts';
import { runByChance } from '../src/interpreter/chance-summary.ts';
import type { Machine } from '../src/interpreter/machine.ts';
import { sourceOf } from '../src/source/source.ts';

/* Runs by chance in a second of CPU time: one token, parallel branches, and with times. */

function machineAt(path: string): Machine {
  return compile(sourceOf(path, readFileSync(path, 'utf8'))).machine;
}

/** Eight branches of three steps between a fork and a join. */
function branches(): Machine {
  const each = Array.from({ length: 8 }, (_, branch) => {
    const nodes = Array.from({ length: 3 }, (_, step) => `b${branch}_${step}`);
    return [...nodes.map((node) => `${node}: rectangle label:"Do"`), `f -> ${nodes.join(' -> ')} -> j`];
  });
  const ends = ['s: circle label:"Go"', 'f: rectangle label:"Split"', 'j: rectangle label:"All"', 's -> f'];
  return compile(sourceOf('branches.flow', `A {\n${[...ends, ...each.flat()].join('\n')}\n}\n`)).machine;
}

function timed({ exits }: Machine): ReadonlyMap<string, Duration> {
  return new Map([...exits.keys()].map((node) => [node, { least: 60, most: 600 }]));
}

const example = machineAt('examples/01-two-factor.flow');
const wide = branches();
report('the document of the task, one token', machineAt('tests/flows/seed.txt'), {});
report('examples/01-two-factor.flow', example, {});
report('the same with times', example, { durations: timed(example) });
report('8 branches of 3 steps', wide, {});
report('the same with times', wide, { durations: timed(wide) });

function report(name: string, machine: Machine, options: ChanceOptions): void {
  const runs = 200_000;
  let best = Number.POSITIVE_INFINITY;
  let steps = 0;
  for (let time = 0; time < 3; time++) {
    const start = process.cpuUsage();
    steps = runByChance(machine, { ...options, runs }).steps.mean;
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  const rate = Math.round(runs / best).toLocaleString('en');
  console.log(
    `${name.padEnd(40)} ${rate.padStart(10)} runs/s ${((runs * steps) / best / 1e6).toFixed(1).padStart(6)} M firings/s`,
  );
}
