import { defineConfig } from 'rolldown';

/**
 * The command line in a few files, so that it starts fast: each command loads only what it uses. Our own
 * modules do nothing when imported, except the entry.
 */
export default defineConfig({
  input: { main: 'src/cli/main.ts' },
  platform: 'node',
  external: [/^node:/, /^elkjs/],
  treeshake: {
    moduleSideEffects: [
      { test: /\/src\/cli\/main\.ts$/, sideEffects: true },
      { test: /\/src\//, sideEffects: false },
    ],
  },
  output: { dir: 'dist/cli', format: 'esm', minify: true, chunkFileNames: '[name]-[hash].js' },
});
