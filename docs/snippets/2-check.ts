// Find and mend mistakes
import { compile, fixAll, positionAt, sourceOf } from 'laneflow';

const source = sourceOf(
  'desk.flow',
  'Desk { # Desk\n  n1: circle label:"Asks"\n  n2: circle label:"Gone"\n  n1 --> n2\n}\n',
);

for (const { code, severity, message, span } of compile(source).diagnostics) {
  const { line, column } = positionAt(source, span.start);
  console.log(`${line}:${column} ${severity} ${code}: ${message}`); // → 4:6 warning arrow-variant: An edge is written with '->'.
}

const mended = fixAll(source, (text) => compile(text).diagnostics, { unsafe: false });
console.log(mended.text.split('\n')[3]); // →   n1 -> n2
