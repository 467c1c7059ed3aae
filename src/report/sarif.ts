import { type Code, type CodeInfo, infoOf } from '../diagnostics/codes.ts';
import type { Diagnostic, Fix, Related, Severity } from '../diagnostics/diagnostic.ts';
import type { Source } from '../source/source.ts';
import { escapeJson } from './escape.ts';
import type { Findings } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import { rulePage } from './rule-page.ts';
import {
  artifactLocation,
  artifactsOf,
  type Files,
  filesOf,
  physicalLocation,
  regionOf,
  sourceRoot,
} from './sarif-places.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';
const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const mostSteps = 1_000;

/** What every result needs of its run. */
interface Run {
  readonly files: Files;
  readonly ruleIndexes: ReadonlyMap<Code, number>;
  /** How often a fingerprint has been given out in a file. */
  readonly fingerprints: Map<string, number>;
}

/**
 * A log for code scanning, in SARIF 2.1.0 (OASIS). `tool` is `laneflow` and its version; `failures` tell what could
 * not be read, one sentence each.
 */
export function reportSarif(findings: readonly Findings[], tool: string, failures: readonly string[] = []): string {
  const log = { $schema: schema, version: '2.1.0', runs: [runOf(findings, tool, failures)] };
  return `${escapeJson(JSON.stringify(log, null, 2))}\n`;
}

function runOf(findings: readonly Findings[], tool: string, failures: readonly string[]): object {
  const codes = [...new Set(findings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))];
  const ruleIndexes = new Map(codes.map((code, index) => [code, index]));
  const run: Run = { files: filesOf(findings), ruleIndexes, fingerprints: new Map() };
  return {
    tool: { driver: driverOf(tool, codes) },
    invocations: [invocationOf(failures)],
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder in which laneflow was started.' } } },
    artifacts: artifactsOf(run.files),
    columnKind: 'utf16CodeUnits',
    results: findings.flatMap(({ source, diagnostics }) => diagnostics.map((found) => resultOf(source, found, run))),
  };
}

function driverOf(tool: string, codes: readonly Code[]): object {
  const [name, version] = tool.split(' ');
  return { name, semanticVersion: version, rules: codes.map((code) => ruleOf(code, tool)) };
}

function ruleOf(code: Code, tool: string): object {
  const info = infoOf(code);
  return {
    id: code,
    shortDescription: { text: sentenceOf(code) },
    helpUri: rulePage(code, tool),
    help: { text: `Run "laneflow explain ${code}" for the meaning and examples.` },
    defaultConfiguration: configurationOf(info),
    properties: { tier: info.tier },
  };
}

/** `unknown-node` is `Unknown node`. */
function sentenceOf(code: Code): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
}

function configurationOf({ severity }: CodeInfo): object {
  return severity === 'off' ? { enabled: false, level: 'note' } : { level: levels[severity] };
}

function invocationOf(failures: readonly string[]): object {
  const notifications = failures.map((failure) => ({ level: 'error', message: messageOf(failure) }));
  if (failures.length === 0) return { executionSuccessful: true };
  return { executionSuccessful: false, toolExecutionNotifications: notifications };
}

function resultOf(source: Source, found: Diagnostic, run: Run): object {
  const { code, severity, message, hint, span, related, fixes, steps } = found;
  return {
    ruleId: code,
    ruleIndex: run.ruleIndexes.get(code),
    level: levels[severity],
    message: messageOf(hint === undefined ? message : `${message} ${hint}`),
    locations: [{ physicalLocation: physicalLocation(source.name, source, span, run.files) }],
    partialFingerprints: { 'laneflowFinding/v1': nextFingerprint(source, found, run) },
    relatedLocations: filled(related.map((place, id) => ({ id, ...locationOf(source, place, run) }))),
    codeFlows: filled(steps.length === 0 ? [] : [codeFlowOf(source, steps, run)]),
    fixes: filled(fixes.filter(({ edits }) => edits.length > 0).map((fix) => fixOf(source, fix, run))),
    properties: source.flow === undefined ? undefined : { flow: source.flow },
  };
}

/** Equal mistakes of a file are counted, so that each keeps its own. */
function nextFingerprint(source: Source, found: Diagnostic, { fingerprints }: Run): string {
  const print = fingerprint(source, found);
  const key = `${print} ${source.name}`;
  const count = (fingerprints.get(key) ?? 0) + 1;
  fingerprints.set(key, count);
  return `${print}:${count}`;
}

function codeFlowOf(source: Source, steps: readonly Related[], run: Run): object {
  const locations = steps.slice(0, mostSteps).map((step) => ({ location: locationOf(source, step, run) }));
  return { threadFlows: [{ locations }] };
}

function locationOf(source: Source, { message, span, file }: Related, { files }: Run): object {
  const target = file === undefined ? source : files.sources.get(file);
  return { message: messageOf(message), physicalLocation: physicalLocation(file ?? source.name, target, span, files) };
}

function fixOf(source: Source, { title, safe, edits }: Fix, { files }: Run): object {
  const replacements = edits.map(({ span, text }) => ({
    deletedRegion: regionOf(source, span),
    insertedContent: { text },
  }));
  const change = { artifactLocation: artifactLocation(source.name, files), replacements };
  return { description: messageOf(title), artifactChanges: [change], properties: { safe } };
}

/**
 * Braces are doubled (SARIF 3.11.5). The bracket in `[text](address)` is escaped (3.11.6), so that no author's text
 * becomes a link.
 */
function messageOf(text: string): object {
  const plain = text.replace(/[{}]/g, '$&$&').replace(/(?<!\\)(\\*)\](?=\()/g, '$1$1\\]');
  return { text: plain };
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
