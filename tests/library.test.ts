import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { canDraw, compile, draw, pathOf, simulate, sourceOf } from '../src/index.ts';
import { bundleForBrowser } from './bundle.ts';

const root = join(import.meta.dirname, '..');
const seed = readFileSync(join(root, 'tests/flows/seed.txt'), 'utf8');
const seedPath = 'n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15 n4 n13 n14 n16 n17 n18 n5 n6 n7';

describe('the seed document, as it stands', () => {
  const compiled = compile(sourceOf('seed.txt', seed));

  it('has three lanes, eighteen nodes and edges, ten labels and a loop', () => {
    const { flow } = compiled;
    expect(flow.lanes.map((lane) => lane.label)).toEqual(['User', 'Auth Service', 'Backup Codes']);
    expect([flow.nodes.size, flow.edges.length, flow.loops.length]).toEqual([18, 18, 1]);
    expect(flow.edges.filter((edge) => edge.label !== undefined)).toHaveLength(10);
  });

  it('is named after its file and described by the line above the first lane', () => {
    expect(compiled.flow.title).toBe('seed');
    expect(compiled.flow.description).toMatch(/^Two-factor authentication setup workflow/);
  });

  it('has no errors and no warnings', () => {
    expect(compiled.diagnostics.filter((found) => found.severity !== 'info')).toEqual([]);
    expect(canDraw(compiled)).toBe(true);
  });

  it('runs as its handles say', () => {
    const run = simulate(compiled.machine, { answers: new Map([['n13', ['No', 'Yes']]]) });
    expect(run.status).toEqual({ kind: 'completed', ends: ['n7'] });
    expect(pathOf(run).join(' ')).toBe(seedPath);
  });

  it('paints no prose', () => {
    const painted = draw(compiled).replace(/<(title|desc)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(painted).not.toMatch(/workflow/i);
    expect(painted).toContain('retry until valid');
  });
});

describe('the library in a browser bundle', () => {
  it('needs nothing of Node and draws, checks and runs the same', async () => {
    const { code, warnings } = await bundleForBrowser(join(root, 'src/index.ts'));
    expect(warnings).toEqual([]);
    const page = createContext({ TextDecoder, TextEncoder, seed });
    runInContext(code, page);
    const found = runInContext(
      `(() => {
        const compiled = laneflow.compile(laneflow.sourceOf('seed.txt', seed));
        const run = laneflow.simulate(compiled.machine, { answers: new Map([['n13', ['No', 'Yes']]]) });
        return JSON.stringify([laneflow.draw(compiled), laneflow.pathOf(run).join(' '), compiled.diagnostics.length]);
      })()`,
      page,
    );
    const compiled = compile(sourceOf('seed.txt', seed));
    expect(JSON.parse(found)).toEqual([draw(compiled), seedPath, compiled.diagnostics.length]);
  });
});
