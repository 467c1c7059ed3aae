// Builds `dist`: the library file by file with tsc, and the command line as a few small files, so that it starts
// fast and each command loads only what it uses.

import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

process.chdir(join(import.meta.dirname, '..'));
rmSync('dist', { recursive: true, force: true });

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });

const bundle = await rolldown({
  input: {
    main: 'src/cli/main.ts',
    'check-worker': 'src/cli/check-worker.ts',
    'elk-worker': 'src/cli/elk-worker.ts',
  },
  platform: 'node',
  external: [/^node:/, /^elkjs/, /^@napi-rs\/canvas/],
  treeshake: {
    // Our own modules do nothing when imported, except the entries.
    moduleSideEffects: [
      { test: /\/src\/cli\/(?:main|check-worker|elk-worker)\.ts$/, sideEffects: true },
      { test: /\/src\//, sideEffects: false },
    ],
  },
});
await bundle.write({ dir: 'dist/cli', format: 'esm', minify: true });
await bundle.close();
chmodSync('dist/cli/main.js', 0o755);
