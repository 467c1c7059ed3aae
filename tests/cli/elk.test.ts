import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { elkRunner } from '../../src/cli/elk-runner.ts';
import {
  compile,
  type ElkGraph,
  type ElkPlaces,
  placeCompiled,
  placeCompiledWithElk,
  sourceOf,
} from '../../src/index.ts';
import { folderWith, laneflow, main, parcel, removeFolders } from './harness.ts';

removeFolders();

/** Eighty steps in a row with jumps ahead: large enough for ELK to be asked. */
const long = [
  'Line { # Line',
  ...Array.from({ length: 80 }, (_, index) => `  n${index}: rectangle label:"Step ${index}"`),
  ...Array.from({ length: 79 }, (_, index) => `  n${index} -> n${index + 1}`),
  ...Array.from({ length: 9 }, (_, index) => `  n${index * 8} -> n${index * 8 + 11} [label="jump ${index}"]`),
  '}',
].join('\n');

describe('render --layout', () => {
  it('lets ELK compete in a worker for a large flow, with the same bytes every time', () => {
    const folder = folderWith({ 'long.flow': long });
    const drawn = ['auto', 'auto', 'lanes'].map((layout) =>
      laneflow(['render', 'long.flow', '--layout', layout, '--effort', 'fast', '-o', '-'], { cwd: folder }),
    );
    expect(drawn.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(drawn[0]?.stdout).toBe(drawn[1]?.stdout);
    expect(drawn[0]?.stderr).not.toMatch(/ELK/);
    expect(drawn[2]?.stdout).toMatch(/^<svg /);
  });

  it('draws lanes by ELK alone, in a worker, as render and as export', () => {
    const folder = folderWith({
      'parcel.flow': parcel,
      'laneflow.config.json': JSON.stringify({ render: { layout: 'elk' } }),
    });
    const drawn = ['elk', 'elk', 'lanes'].map((layout) =>
      laneflow(['render', 'parcel.flow', '--layout', layout, '-o', '-'], { cwd: folder }),
    );
    expect(drawn.map(({ code }) => code)).toEqual([0, 0, 0]);
    for (const { stderr } of drawn) expect(stderr).not.toMatch(/ELK/);
    expect(drawn[0]?.stdout).toMatch(/^<svg /);
    expect(drawn[1]).toEqual(drawn[0]);
    expect(drawn[2]?.stdout).not.toBe(drawn[0]?.stdout);
    expect(laneflow(['parcel.flow', '-o', '-'], { cwd: folder }).stdout).toBe(drawn[0]?.stdout);
    const exported = ['elk', 'lanes'].map((layout) =>
      laneflow(['export', 'parcel.flow', '--to', 'layout', '--layout', layout], { cwd: folder }),
    );
    expect(exported.map(({ code }) => code)).toEqual([0, 0]);
    expect(exported[0]?.stdout).not.toBe(exported[1]?.stdout);
  });

  it('knows its choices', () => {
    const { code, stderr } = laneflow(['render', 'x.flow', '--layout', 'elk2']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/auto, lanes, elk/);
  });
});

describe('a worker that runs over its budget', () => {
  it('leaves our own drawing and one note', async () => {
    const compiled = compile(sourceOf('parcel.flow', parcel));
    const note = vi.fn();
    const worker = pathToFileURL(join(main, '..', 'elk-worker.js'));
    const options = { effort: 'fast', layout: 'elk', note } as const;
    const place = (budget: number): ReturnType<typeof placeCompiledWithElk> =>
      placeCompiledWithElk(compiled, { ...options, runElk: elkRunner<ElkGraph, ElkPlaces>({ budget, note, worker }) });
    const own = placeCompiled(compiled, { effort: 'fast' });
    expect(await place(1)).toEqual(own);
    expect(note.mock.calls).toEqual([['ELK ran over its 0.001 s; the drawing does without it.']]);
    expect(await place(60_000)).not.toEqual(own);
    expect(note).toHaveBeenCalledOnce();
  });
});
