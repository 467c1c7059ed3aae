import type { TestedFile } from '../scenario/test-scenarios.ts';
import { counted } from './findings.ts';

export interface TestSummary {
  readonly files: number;
  /** Files with errors, or about a flow with errors. */
  readonly notRun: number;
  readonly scenarios: { readonly passed: number; readonly failed: number };
  /** Files whose demands of coverage are not met. */
  readonly uncovered: number;
  readonly properties: Readonly<Record<'holds' | 'fails' | 'vacuous' | 'unknown', number>>;
}

export function summarizeTests(files: readonly TestedFile[]): TestSummary {
  const results = files.flatMap(({ tested }) => tested?.results ?? []);
  const verdicts = files.flatMap(({ tested }) => tested?.properties ?? []).map(({ verdict }) => verdict.kind);
  const count = (kind: string): number => verdicts.filter((each) => each === kind).length;
  const failed = results.filter(({ mismatches }) => mismatches.length > 0).length;
  return {
    files: files.length,
    notRun: files.filter(({ tested }) => tested === undefined).length,
    uncovered: files.filter(({ tested }) => (tested?.demand?.unmet.length ?? 0) > 0).length,
    scenarios: { passed: results.length - failed, failed },
    properties: { holds: count('holds'), fails: count('fails'), vacuous: count('vacuous'), unknown: count('unknown') },
  };
}

/** `14 scenarios: 13 passed, 1 failed; 3 properties: 2 hold, 1 unknown; edges 92 %`; the percent only when given. */
export function testSummaryLine({ notRun, uncovered, scenarios, properties }: TestSummary, edges?: number): string {
  const { passed, failed } = scenarios;
  const { holds, fails, vacuous, unknown } = properties;
  const all = holds + fails + vacuous + unknown;
  const parts = [
    groupText(counted(passed + failed, 'scenario'), [
      passed > 0 && `${passed} passed`,
      failed > 0 && `${failed} failed`,
    ]),
  ];
  const verdicts = [
    holds > 0 && `${holds} ${holds === 1 ? 'holds' : 'hold'}`,
    fails > 0 && `${fails} ${fails === 1 ? 'fails' : 'fail'}`,
    vacuous > 0 && `${vacuous} vacuous`,
    unknown > 0 && `${unknown} unknown`,
  ];
  if (all > 0) parts.push(groupText(`${all} ${all === 1 ? 'property' : 'properties'}`, verdicts));
  if (edges !== undefined) parts.push(`edges ${edges} %`);
  if (uncovered > 0) parts.push(`${counted(uncovered, 'file')} not covered enough`);
  if (notRun > 0) parts.push(`${counted(notRun, 'file')} not run`);
  return parts.join('; ');
}

function groupText(title: string, parts: readonly (string | false)[]): string {
  const told = parts.filter((part) => part !== false);
  return told.length === 0 ? title : `${title}: ${told.join(', ')}`;
}
