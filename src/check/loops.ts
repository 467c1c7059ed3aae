import type { Loop } from '../graph/graph.ts';
import type { LoopFact } from '../interpreter/machine.ts';
import type { Subject } from './rule.ts';

/** A loop as it is declared, with what became of it. */
interface KnownLoop {
  readonly loop: Loop;
  readonly fact: LoopFact;
}

/** In source order. */
export function knownLoops({ flow, machine }: Subject): readonly KnownLoop[] {
  const facts = new Map(machine.facts.loops.map((fact) => [fact.loop, fact]));
  return flow.loops.flatMap((loop) => {
    const fact = facts.get(loop.id);
    return fact === undefined ? [] : [{ loop, fact }];
  });
}
