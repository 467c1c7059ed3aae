import { join } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  // The snippets of the documentation import the package by its name.
  resolve: { alias: { laneflow: join(import.meta.dirname, 'src/index.ts') } },
  // All cores: many tests wait for programs that they have started.
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, maxWorkers: '100%' },
});
export default config;
