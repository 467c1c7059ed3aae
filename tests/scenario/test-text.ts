import {
  canDraw,
  compile,
  plainStyle,
  readScenarioFile,
  reportPretty,
  reportResults,
  sourceOf,
  summarizeTests,
  type TestedFile,
  testScenarios,
  testSummaryLine,
} from '../../src/index.ts';

/** A scenario file tested against a flow. */
export async function testedText(flow: string, yaml: string): Promise<TestedFile> {
  const source = sourceOf('case.scenario.yaml', yaml);
  const compiled = compile(sourceOf('case.flow', flow));
  const read = await readScenarioFile(source);
  return testScenarios(source, read, canDraw(compiled) ? compiled : undefined);
}

/** Everything that is said of it. */
export async function testText(flow: string, yaml: string): Promise<string> {
  const tested = await testedText(flow, yaml);
  const findings = reportPretty([tested], plainStyle);
  const summary = testSummaryLine(summarizeTests([tested]));
  return `${findings === '' ? '' : `${findings}\n`}${reportResults([tested], plainStyle)}${summary}\n`;
}
