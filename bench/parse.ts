import { parse } from '../src/parser/parse.ts';
import { sourceOf } from '../src/source/source.ts';

/* CPU time of parsing a document of about 10 MB, as a ratio to JSON.parse of its own tree in the same run. */

const lines = Array.from({ length: 81_000 }, (_, i) => [
  `  n${i}: rectangle label:"Take the parcel to the counter"`,
  `  n${i}.handle(right) -> n${i + 1}.handle(left) [label="and then"]`,
]).flat();
const text = `A { # Lane\n${lines.join('\n')}\n}\n`;
const source = sourceOf('bench.flow', text);

parse(sourceOf('warm.flow', `A {\n${lines.slice(0, 2_000).join('\n')}\n}\n`));
const parsing = cpu(() => parse(source));
const json = JSON.stringify(parse(source).value);
const reading = cpu(() => JSON.parse(json));
console.log(
  `${(text.length / 1e6).toFixed(1)} MB of text ${parsing.toFixed(0)} ms, ${(json.length / 1e6).toFixed(1)} MB of JSON ${reading.toFixed(0)} ms   × ${(parsing / reading).toFixed(2)}`,
);

/** CPU time in ms, the best of three. */
function cpu(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
