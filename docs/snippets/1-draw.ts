// Draw a flow
import { canDraw, compile, draw, sourceOf } from 'laneflow';

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
const compiled = compile(sourceOf('library.flow', text));
if (canDraw(compiled)) {
  const svg = draw(compiled, { theme: 'auto', idPrefix: 'library-' });
  console.log(svg.startsWith('<svg'), compiled.flow.nodes.size, compiled.flow.edges.length); // → true 4 4
}
