import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  compile,
  draw,
  format,
  readScenarioFile,
  simulate,
  sourceOf,
  summarizeTests,
  type TestedFile,
  testScenarios,
} from '../src/index.ts';

const folder = join(import.meta.dirname, '..', 'examples');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.flow'))) {
  describe(`examples/${file}`, () => {
    const source = sourceOf(file, readFileSync(join(folder, file), 'utf8'));
    const compiled = compile(source, { loudness: { profile: 'strict', rules: {} } });

    it('has nothing that a person should look at', () =>
      expect(compiled.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]));

    it('is formatted', () => expect(format(compiled.document, source)).toBe(source.text));

    it('runs to an end under every policy', () => {
      for (const policy of ['happy', 'first', 'random', 'worst', 'cover'] as const) {
        expect(simulate(compiled.machine, { policy }).status.kind).toBe('completed');
      }
    });

    it('has a fresh drawing beside it', () => {
      const drawing = readFileSync(join(folder, `${basename(file, '.flow')}.svg`), 'utf8');
      expect(draw(compiled) === drawing, `run: laneflow render examples/${file}`).toBe(true);
    });
  });
}

const scenarioFiles = [
  ...readdirSync(folder).map((name) => join(folder, name)),
  join(import.meta.dirname, 'flows', 'seed.scenario.yaml'),
].filter((file) => file.endsWith('.scenario.yaml'));

for (const file of scenarioFiles) {
  it(`${basename(file)} passes, and finds nothing to say`, async () => {
    const source = sourceOf(basename(file), readFileSync(file, 'utf8'));
    const read = await readScenarioFile(source);
    const flow = read.value?.flow.text ?? '';
    const tested = testScenarios(source, read, compile(sourceOf(flow, readFileSync(join(file, '..', flow), 'utf8'))));
    expect(tested.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const { notRun, uncovered, scenarios, properties } = summarizeTests([tested]);
    expect([notRun, uncovered, scenarios.failed, properties.fails, properties.vacuous, properties.unknown]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(scenarios.passed).toBeGreaterThanOrEqual(4);
    expect(properties.holds).toBeGreaterThanOrEqual(2);
    expect(untakenEdges(tested)).toEqual([]);
  });
}

function untakenEdges({ tested }: TestedFile): string[] {
  if (tested === undefined) return ['nothing was run'];
  const { edges, unreachable } = tested.coverage;
  return [...unreachable.edges, ...[...edges].filter(([, times]) => times === 0).map(([edge]) => edge)];
}
