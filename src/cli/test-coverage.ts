/** Coverage of the flows that scenario files are about; files about one flow add up. */

import { basename, relative, resolve } from 'node:path';
import {
  type Compiled,
  type Coverage,
  coverageJson,
  coverageLcov,
  mergeCoverage,
  percentOf,
  sharesOf,
} from '../index.ts';
import { flowName } from './inputs.ts';
import type { Output } from './output.ts';
import type { FileRun } from './test-run.ts';
import { hashOf } from './trace.ts';

export interface FlowCoverage {
  /** `guide.md#2`, as people know it. */
  readonly name: string;
  readonly path: string;
  readonly compiled: Compiled;
  readonly coverage: Coverage;
  /** Percent of edges that the configuration demands. */
  readonly demanded: number | undefined;
}

/** In the order in which the flows were first met. */
export function flowCoverages(files: readonly FileRun[]): FlowCoverage[] {
  const found = new Map<Compiled, FlowCoverage>();
  for (const { input, result, subject } of files) {
    if (result.tested === undefined || subject?.input.path === undefined) continue;
    const { compiled } = subject;
    const { coverage } = result.tested;
    const known = found.get(compiled);
    found.set(compiled, {
      name: flowName(subject.input),
      path: subject.input.path,
      compiled,
      coverage: known === undefined ? coverage : mergeCoverage(known.coverage, coverage),
      demanded: input.settings.config.test?.coverage?.edges ?? known?.demanded,
    });
  }
  return [...found.values()];
}

/** Over all flows. */
export function edgesPercent(flows: readonly FlowCoverage[]): number {
  const shares = flows.map(({ coverage }) => sharesOf(coverage).edges);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return percentOf({
    covered: sum(shares.map(({ covered }) => covered)),
    total: sum(shares.map(({ total }) => total)),
  });
}

/** The flag's bar is for all flows together, a configuration's for each of its own. */
export function coverageShortfalls(flows: readonly FlowCoverage[], bar: true | number | undefined): string[] {
  if (typeof bar === 'number') {
    const percent = edgesPercent(flows);
    return percent < bar ? [`edges ${percent} %, and --coverage demands ${bar} %`] : [];
  }
  return flows.flatMap(({ name, coverage, demanded }) => {
    const percent = percentOf(sharesOf(coverage).edges);
    if (demanded === undefined || percent >= demanded) return [];
    return [`${name}: edges ${percent} %, and the configuration demands ${demanded} %`];
  });
}

/** LCOV where the name ends in `.info`, else JSON. */
export function coverageOutput(flows: readonly FlowCoverage[], name: string | undefined, folder: string): Output[] {
  if (name === undefined) return [];
  const path = resolve(folder, name);
  if (!name.endsWith('.info')) {
    const covered = flows.map(({ compiled, coverage }) => {
      return { flow: basename(compiled.source.name), hash: hashOf(compiled), coverage };
    });
    return [{ name, path, content: coverageJson(covered) }];
  }
  const sources = flows.map(({ path: flow, compiled: { source, machine }, coverage }) => {
    return { path: relative(folder, flow).replaceAll('\\', '/'), source, machine, coverage };
  });
  return [{ name, path, content: coverageLcov(sources) }];
}
