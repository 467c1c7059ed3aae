import { plantedRows, type Row, soundRow } from '../tests/check/confusion.ts';

/* What is said of 5,000 sound flows and of 5,000 with one mistake each, by kind. `--misses` shows some of the rest. */

const count = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 5_000);
const rows = [soundRow(count), ...plantedRows(count)];
console.log(`${'planted'.padEnd(26)}${'flows'.padStart(7)}${'right'.padStart(9)}${'alone'.padStart(9)}  said`);
for (const row of rows) console.log(lineOf(row));
const planted = rows.slice(1);
const sum = (key: 'flows' | 'found'): number => planted.reduce((total, row) => total + row[key], 0);
console.log(`found ${sum('found')} of ${sum('flows')} planted mistakes: ${percent(sum('found'), sum('flows'))}`);
if (process.argv.includes('--misses')) for (const { missed } of rows) console.log(missed.join('\n'));

function lineOf({ name, flows, found, alone, codes }: Row): string {
  const said = [...codes].sort((a, b) => b[1] - a[1]).map(([code, number]) => `${code} ${number}`);
  const shares = [percent(found, flows), percent(alone, flows)].map((text) => text.padStart(9));
  return `${name.padEnd(26)}${String(flows).padStart(7)}${shares.join('')}  ${said.join(', ')}`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
