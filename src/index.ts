/** laneflow as a library: text to AST to Flow, and from there to opinions, runs and drawings. */
export type * as ast from './ast/ast.ts';
export { check } from './check/check.ts';
export type { Told } from './check/check-runs.ts';
export { type Comparison, compare, compiledUnion } from './compare.ts';
export { type Compiled, type CompileOptions, canDraw, compile } from './compile.ts';
export type { Config } from './config/config.ts';
export { readConfig, ruleRefusal } from './config/read-config.ts';
export { applyFixes, type FixedSource, type FixedText, type FixOptions, fixAll } from './diagnostics/apply-fixes.ts';
export { allCodes, type Code, type CodeInfo, infoOf, isCode, type Tier, tiers } from './diagnostics/codes.ts';
export {
  type Diagnosed,
  type Diagnostic,
  type Edit,
  type Fix,
  hasErrors,
  isReadingError,
  type Related,
  type Severity,
  severities,
} from './diagnostics/diagnostic.ts';
export { decodingProblem } from './diagnostics/input.ts';
export { defaultLoudness, type Loudness, type Profile, profiles } from './diagnostics/settle.ts';
export { nearest } from './diagnostics/suggest.ts';
export { type Behavior, type BehaviorChange, type BehaviorOptions, compareBehavior } from './diff/behavior.ts';
export type * from './diff/changes.ts';
export { diffFlows } from './diff/diff.ts';
export { type Union, unionOf } from './diff/union.ts';
export {
  type DrawOptions,
  draw,
  drawWithElk,
  type ElkDrawOptions,
  placeCompiled,
  placeCompiledWithElk,
} from './draw.ts';
export { format } from './format/format.ts';
export { formatPart } from './format/format-part.ts';
export { called } from './graph/called.ts';
export type * from './graph/graph.ts';
export { resolve } from './graph/resolve.ts';
export { highlightOfChanges, highlightOfCoverage, highlightOfRun, highlightOfTrace } from './highlight.ts';
export { buildMachine, type MachineOptions } from './interpreter/build-machine.ts';
export {
  type Amount,
  type Chance,
  type ChanceOptions,
  type Duration,
  type DurationChance,
  defaultRuns,
  type EndSet,
  type Portion,
  percentiles,
  runEndings,
} from './interpreter/chance.ts';
export { type ChanceTitle, chanceJson } from './interpreter/chance-json.ts';
export { advance, beginSample, type Sample } from './interpreter/chance-runs.ts';
export { chanceOf, runByChance } from './interpreter/chance-summary.ts';
export { checkProperties } from './interpreter/check-properties.ts';
export { type Counterexample, counterexample } from './interpreter/counterexample.ts';
export {
  addRun,
  type Coverage,
  coverageOf,
  emptyCoverage,
  type LoopRounds,
  type Missing,
  mergeCoverage,
  missingFrom,
  percentOf,
  type RoundName,
  roundNames,
  type Share,
  sharesOf,
} from './interpreter/coverage.ts';
export {
  type CoverageRead,
  type CoveredFlow,
  type CoveredSource,
  coverageJson,
  coverageLcov,
  readCoverage,
} from './interpreter/coverage-file.ts';
export type * from './interpreter/exploration.ts';
export { defaultMaxStates, explore } from './interpreter/explore.ts';
export type * from './interpreter/machine.ts';
export { type Ahead, type Outlook, outlookOf } from './interpreter/outlook.ts';
export { type Policy, policies } from './interpreter/policy.ts';
export type * from './interpreter/property.ts';
export { type Mismatch, type Replay, replay } from './interpreter/replay.ts';
export { type DriveOptions, drive, type SimulateOptions, simulate } from './interpreter/simulate.ts';
export {
  type BeginOptions,
  back,
  begin,
  compareRuns,
  type Difference,
  enabled,
  eventAt,
  eventsOf,
  goTo,
  type How,
  marksOf,
  pathOf,
  questionAt,
  stateAt,
  step,
} from './interpreter/step.ts';
export {
  readTrace,
  type Trace,
  type TraceEnd,
  type TraceHeader,
  type TraceRead,
  type TraceTitle,
  traceLines,
  type Unreadable,
} from './interpreter/trace.ts';
export { witnessRun } from './interpreter/witness.ts';
export type { ElkGraph, ElkPlaces, ElkRunner } from './layout/elk.ts';
export { elkHere } from './layout/elk-here.ts';
export {
  type Direction,
  directions,
  type Effort,
  efforts,
  type Layout,
  type Layouts,
  layouts,
} from './layout/layout.ts';
export { type LayoutJson, layoutJson } from './layout/layout-json.ts';
export { type PlaceOptions, place } from './layout/place.ts';
export { type ElkOptions, placeWithElk } from './layout/place-with-elk.ts';
export { parse } from './parser/parse.ts';
export type { Changed, Compared, Highlight, Visited, Visits } from './render/highlight.ts';
export { type RenderOptions, render } from './render/render.ts';
export { type Theme, themes } from './render/theme.ts';
export {
  type Baseline,
  baselineJson,
  compareWithKnown,
  type KnownFinding,
  knownOf,
  readBaseline,
} from './report/baseline.ts';
export { changesLine, reportChanges } from './report/changes.ts';
export { reportChangesJson } from './report/changes-json.ts';
export { reportChangesMarkdown } from './report/changes-markdown.ts';
export { reportCompact } from './report/compact.ts';
export { cellsOf, displayWidth } from './report/display-width.ts';
export { escapeJson, escapeTerminal } from './report/escape.ts';
export { explainFlow, type FlowTopic, reportFlowTopics } from './report/explain-flow.ts';
export { counted, type Findings, mostImportant, type Summary, summarize, summaryLine } from './report/findings.ts';
export { annotationsLeft, githubFileError, reportGithub } from './report/github.ts';
export { reportGithubResults } from './report/github-results.ts';
export { checkSummary, testSummary } from './report/job-summary.ts';
export { reportJson } from './report/json.ts';
export { reportJsonResults } from './report/json-results.ts';
export { reportJunit } from './report/junit.ts';
export { reportJunitResults } from './report/junit-results.ts';
export { markdownTarget } from './report/markdown.ts';
export { reportPretty } from './report/pretty.ts';
export { reportCoverage } from './report/pretty-coverage.ts';
export { reportResults } from './report/pretty-results.ts';
export { packedFile } from './report/rule-page.ts';
export { reportSarif } from './report/sarif.ts';
export { asciiSymbols, type Paint, plainStyle, type Style, type Symbols, unicodeSymbols } from './report/style.ts';
export { summarizeTests, type TestSummary, testSummaryLine } from './report/test-summary.ts';
export { bindScenarios } from './scenario/bind.ts';
export { counterexampleText, findingText } from './scenario/counterexample.ts';
export { expectationsFrom, type Generated, generateScenarios } from './scenario/generate.ts';
export { type DraftRead, readScenarioFile, scenarioProblem } from './scenario/read.ts';
export type * from './scenario/result.ts';
export { type RunOptions, runOfScenario, runScenarios } from './scenario/run-scenarios.ts';
export type * from './scenario/scenario.ts';
export { noSettings } from './scenario/scenario.ts';
export { type Subject, type TestedFile, type TestOptions, testScenarios } from './scenario/test-scenarios.ts';
export { type ScenarioText, writeScenarios } from './scenario/write.ts';
export { type Decoded, decode, defaultSourceBytes, type Encoding } from './source/decode.ts';
export { fencedSources, isMarkdown } from './source/fences.ts';
export { oneLine } from './source/one-line.ts';
export { baseName, type Position, positionAt, type Source, type Span, sourceOf } from './source/source.ts';
