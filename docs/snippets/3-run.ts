// Run it
import { compile, pathOf, runByChance, simulate, sourceOf } from 'laneflow';

const text = `# Lending a book
Reader { # Reader
  n1: circle label:"Wants a book"
  n2: diamond label:"Copy free?"
  n3: rectangle label:"Wait a week"
  n4: circle label:"Home with the book"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n4.handle(left) [label="Yes"]
  n2.handle(bottom) -> n3.handle(top) [label="No"]
  n3.handle(left) -> n2.handle(bottom)
  loop [until a copy is free] n2 n3
}
`;
const { machine } = compile(sourceOf('library.flow', text));

const run = simulate(machine, { answers: new Map([['n2', ['No', 'Yes']]]) });
console.log(run.status.kind, pathOf(run).join(' ')); // → completed n1 n2 n3 n2 n4

const many = runByChance(machine, { runs: 1000, seed: 1 });
console.log(many.runs, many.statuses.completed.runs); // → 1000 1000
