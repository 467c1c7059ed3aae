import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../src/graph/resolve.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import { missesOf } from '../../src/interpreter/facts.ts';
import { joinsOf } from '../../src/interpreter/joins.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { begin, eventAt, eventsOf, marksOf, stateAt, step } from '../../src/interpreter/step.ts';
import { eventLine, traceLines } from '../../src/interpreter/trace.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceOf } from '../../src/source/source.ts';
import { machineOf, show } from './show.ts';

/** The examples of semantics.md, section 7. */

describe('the seed document', () => {
  const text = readFileSync(join(import.meta.dirname, '../flows/seed.txt'), 'utf8');
  const source = sourceOf('seed.flow', text);
  const machine = buildMachine(resolve(parse(source).value, source).value);
  const answers = new Map([['n13', ['No', 'Yes']]]);

  it('goes round once when the first code is wrong', () => {
    const run = simulate(machine, { answers });
    expect(show(run)).toBe('n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15 n4 n13 n14 n16 n17 n18 n5 n6 n7 completed');
    expect(run.length).toBe(20);
    expect(run.status).toEqual({ kind: 'completed', ends: ['n7'] });
  });

  it('binds its loop to the edge back, which is no reply', () => {
    const [back] = machine.flow.edges.filter((edge) => edge.from.node === 'n15');
    expect([...machine.back]).toEqual([back?.id]);
    expect(machine.replies.size).toBe(0);
    expect(machine.loops).toEqual([
      {
        loop: 'loop1',
        edges: [back?.id],
        condition: { kind: 'open', until: 'valid', while: undefined, guessed: false },
        implicit: undefined,
        asksAt: ['n13'],
      },
    ]);
  });

  it('knows what the loop does not say', () => {
    const [no] = machine.flow.edges.filter((edge) => edge.label === 'No');
    expect(missesOf(machine, 'loop1')).toEqual(['n4']);
    expect(machine.facts.loops[0]?.deciding).toEqual([no?.id]);
    expect(machine.facts.loopDecisions).toEqual([]);
    expect(machine.facts.undeclared).toEqual([]);
  });

  it('writes the trace that section 8 shows', () => {
    const run = simulate(machine, { answers });
    const lines = [...traceLines(run, { flow: 'two-factor.flow', hash: 'sha256:…', policy: 'happy', seed: 1 })];
    expect(lines[0]).toBe(
      '{"trace":1,"semantics":1,"flow":"two-factor.flow","hash":"sha256:…","start":"n1","policy":"happy","seed":1}',
    );
    expect(lines[10]).toBe(
      '{"step":10,"node":"n13","lane":"AuthService","visit":1,"in":["e4"],"out":["e13"],"answer":"No","by":"scenario"}',
    );
    expect(lines[21]).toBe('{"end":"completed","steps":20,"ends":["n7"]}');
  });
});

describe('one table, one round', () => {
  const machine = machineOf(`
    Kitchen: (n1) [n2] [n3] [n5] <n6> (n7)
    Bar: [n4]
    n1 -> n2
    n2 -> n3
    n2 -> n4
    n3 -> n5
    n5 -> n6
    n6 -> n7 : Yes
    n6 -> n3 : No
    n4 -> n5`);

  it('fires and marks as the table says', () => {
    let run = begin(machine);
    const rows: string[] = [];
    for (const answer of [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'No',
      undefined,
      undefined,
      'Yes',
      undefined,
    ]) {
      run = step(run, answer);
      rows.push(`${eventAt(run, run.length)?.node}: ${marksOf(run, stateAt(run)).map(drawn).join(', ')}`);
    }
    expect(rows).toEqual([
      'n1: n1→n2',
      'n2: n2→n3, n2→n4',
      'n3: n2→n4, n3→n5',
      'n4: n3→n5, n4→n5',
      'n5: n5→n6',
      'n6: n6→n3',
      'n3: n3→n5',
      'n5: n5→n6',
      'n6: n6→n7',
      'n7: ',
    ]);
    expect(run.status).toEqual({ kind: 'completed', ends: ['n7'] });
  });

  it('joins both tokens the first time and one the second', () => {
    const run = simulate(machine, { answers: new Map([['n6', ['No', 'Yes']]]) });
    const joined = [...eventsOf(run)].filter((event) => event.node === 'n5').map(eventLine);
    expect(joined).toEqual([
      '{"step":5,"node":"n5","lane":"Kitchen","visit":1,"in":["e4","e8"],"out":["e5"]}',
      '{"step":8,"node":"n5","lane":"Kitchen","visit":2,"in":["e4"],"out":["e5"]}',
    ]);
  });

  it('is known to join differently in different runs', () => {
    expect(joinsOf(machine)).toEqual([{ node: 'n5', waysIn: ['e4', 'e8'], waysBack: [], kind: 'mixed' }]);
  });

  function drawn(id: string): string {
    const edge = machine.flow.edges.find((each) => each.id === id);
    return `${edge?.from.node}→${edge?.to.node}`;
  }
});
