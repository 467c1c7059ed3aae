// Runs a TypeScript file of this repository on any Node we support: node scripts/run.mjs bench/growth.ts

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const [file = '', ...words] = process.argv.slice(2);
const out = join(import.meta.dirname, '..', 'node_modules', '.cache', 'laneflow', `run-${process.pid}.mjs`);
const bundle = await rolldown({
  input: resolve(file),
  platform: 'node',
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
});
await bundle.write({ file: out, format: 'esm', codeSplitting: false });
await bundle.close();
process.argv.splice(1, process.argv.length, resolve(file), ...words);
await import(pathToFileURL(out).href);
