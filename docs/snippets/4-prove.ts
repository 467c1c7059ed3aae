// Prove something about all runs
import { checkProperties, compile, explore, type Property, sourceOf } from 'laneflow';

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

/** Nobody gets home without having asked. */
const asked: Property = {
  claim: {
    kind: 'always',
    what: { kind: 'node', node: 'n2' },
    scope: { kind: 'before', of: { kind: 'node', node: 'n4' } },
  },
  fair: true,
};
const exploration = explore(machine);
const [verdict] = checkProperties(exploration, [asked]);
console.log(exploration.isComplete, verdict?.kind); // → true holds
