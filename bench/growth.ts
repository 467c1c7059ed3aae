import { parse } from '../src/parser/parse.ts';
import { sourceOf } from '../src/source/source.ts';

/* How the time of parsing grows with the text: for each family of input, CPU time of N and 2 N. Two is linear. */

const families: Readonly<Record<string, (size: number) => string>> = {
  'nodes and edges': (size) =>
    `A {\n${Array.from({ length: size }, (_, i) => `n${i}: rectangle label:"Step"\nn${i} -> n${i + 1}\n`).join('')}}`,
  'texts without end': (size) => `A {\n${'n1: circle label:"a "b "c\n'.repeat(size)}}`,
  'quotes on one line': (size) => `A {\nn1: circle label:${'"'.repeat(size * 8)}\n}`,
  errors: (size) => `A {\n${'n1 ? ? -> \n'.repeat(size)}}`,
  'one huge line': (size) => `A { ${'n1: circle label:"x" '.repeat(size)}}`,
  'a line of prose': (size) => 'word '.repeat(size * 8),
  'a word of prose': (size) => 'w'.repeat(size * 32),
  'signs and dashes': (size) => `A {\n${'=-'.repeat(size * 4)}\n}`,
  'opening braces': (size) => '{'.repeat(size * 8),
  'headers on one line': (size) => 'A { '.repeat(size),
  'closing braces': (size) => `A {${'}'.repeat(size * 4)}`,
  lanes: (size) => Array.from({ length: size }, (_, i) => `L${i} {\n}\n`).join(''),
  dots: (size) => `A {\n${'. '.repeat(size * 4)}\n}`,
  'colons in prose': (size) => 'a: '.repeat(size * 4),
};

for (const [name, make] of Object.entries(families)) {
  const size = 20_000;
  work(make(size));
  const [one, two] = [work(make(size)), work(make(size * 2))];
  console.log(
    `${name.padEnd(22)} ${one.toFixed(0).padStart(6)} ms ${two.toFixed(0).padStart(6)} ms   × ${(two / one).toFixed(2)}`,
  );
}

/** CPU time in ms, the best of three. */
function work(text: string): number {
  const source = sourceOf('bench.flow', text);
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    parse(source);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
