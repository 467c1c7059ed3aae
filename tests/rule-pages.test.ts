import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.ts';
import { readConfig } from '../src/config/read-config.ts';
import { fixAll } from '../src/diagnostics/apply-fixes.ts';
import { allCodes, type Code, infoOf } from '../src/diagnostics/codes.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { decodingProblem } from '../src/diagnostics/input.ts';
import type { Machine } from '../src/interpreter/machine.ts';
import { parse } from '../src/parser/parse.ts';
import { type DraftRead, readScenarioFile } from '../src/scenario/read.ts';
import { testScenarios } from '../src/scenario/test-scenarios.ts';
import { decode } from '../src/source/decode.ts';
import { type Source, sourceOf } from '../src/source/source.ts';

/*
 * A page of docs/rules says what a finding means and shows it. What it shows is run here.
 *
 *   # unknown-node                                              the code, the name of the file
 *   Tier reference · error · repaired by `--fix --unsafe`       as `codes.ts` says; see `repairs`
 *   ## Reported      every flow gives this code, and no other error or warning
 *   ## Fine          no flow gives it, or any error or warning
 *   ## What to do    when it is not obvious
 *
 * A `text` fence holds what the flow above it is told under this code: every message, one per line. A
 * rule that is off is switched on for its own page, and the page says how a reader does that.
 *
 * Words behind `flow` in the first line of a fence set the flow up:
 *
 *   escaped          `\u{202E}` stands for that character and `\xE9` for that one byte
 *   bytes=6100000    blanks follow until the source has that many bytes
 *   limits.nodes=3   a setting of laneflow.config.json; also limits.sourceBytes and limits.states
 *
 * A flow that has fences itself stands in a longer fence. A `json` fence is a laneflow.config.json and stands where
 * a flow could. A `yaml` fence is a scenario file for the last flow above it, which is then no example of its own; it is
 * tested as `laneflow test` does.
 */

interface Page {
  readonly name: string;
  readonly text: string;
  readonly reported: readonly Example[];
  readonly fine: readonly Example[];
}

interface Example {
  /** Line of the page on which the flow begins. */
  readonly line: number;
  readonly kind: 'flow' | 'json' | 'yaml';
  /** What a scenario file says, and the machine it is for. */
  readonly scenario: { readonly read: DraftRead; readonly machine: Machine } | undefined;
  readonly bytes: Uint8Array;
  readonly sourceBytes: number | undefined;
  readonly nodes: number | undefined;
  readonly states: number | undefined;
  /** What the page says it is told; undefined when the page does not say. */
  readonly told: string | undefined;
}

const folder = join(import.meta.dirname, '../docs/rules');
const names = readdirSync(folder).map((file) => file.replace(/\.md$/, ''));
const pages = await Promise.all(names.sort().map(readPage));

/** How a page says who repairs the finding, and which kinds of fixes its flows get, that of the first flow first. */
const repairs: ReadonlyMap<string, readonly FixKind[]> = new Map([
  ['repaired by `--fix`', ['safe']],
  ['repaired by `--fix --unsafe`', ['offered']],
  ['repaired by `--fix`, in doubt only with `--unsafe`', ['safe', 'offered']],
  ['repaired by `--fix`, in other cases by hand', ['safe', 'none']],
  ['repaired by hand', ['none']],
] as const);

describe('rule pages', () => {
  it('are one for each code', () => expect(pages.map((page) => page.name)).toEqual([...allCodes()].sort()));
});

describe.each(pages)('the page of $name', (page) => {
  const code = page.name as Code; // the test above says so
  it('begins with the code, its tier, its severity and who repairs it', () => {
    const [title, blank, header = ''] = page.text.split('\n');
    expect([title, blank]).toEqual([`# ${code}`, '']);
    expect(header.split(' · ').slice(0, -1).join(' · ')).toBe(headerOf(code));
    expect([...repairs.keys()]).toContain(repairOf(page));
  });

  it('shows a flow that is reported, then one that is fine', () => {
    const sections = [...page.text.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(sections).toEqual(['Reported', 'Fine', 'What to do'].slice(0, Math.max(2, sections.length)));
    expect(page.reported.length * page.fine.length).toBeGreaterThan(0);
  });

  it('says how to switch it on when it is off', () => {
    const { severity, flowzap } = infoOf(code);
    if (severity === 'off') expect(page.text).toContain(`\`--rule ${code}=warning\``);
    if (severity === 'off' && flowzap !== undefined) expect(page.text).toContain('`--profile flowzap`');
  });

  it.each(page.reported)('reports the flow at line $line, and only this code', (example) => {
    const found = diagnose(example, code);
    expect(found.filter((diagnostic) => diagnostic.code !== code && isLoud(diagnostic)).map(tell)).toEqual([]);
    const messages = found.filter((diagnostic) => diagnostic.code === code).map(({ message }) => message);
    expect(messages).not.toEqual([]);
    if (example.told !== undefined) expect(messages.join('\n')).toBe(example.told);
  });

  it.each(page.fine)('finds nothing in the flow at line $line', (example) => {
    const found = diagnose(example, code);
    expect(found.filter((diagnostic) => diagnostic.code === code || isLoud(diagnostic)).map(tell)).toEqual([]);
  });

  it('is right about who repairs it', () => {
    const kinds = page.reported.map((example) => fixKind(diagnose(example, code), code));
    const promised = repairs.get(repairOf(page)) ?? [];
    expect(kinds[0]).toBe(promised[0]);
    expect([...new Set(kinds)]).toEqual(promised);
  });

  it('calls no fix safe that changes the flow', () => {
    const changing = page.reported.filter((example) => !areSafe(example, code));
    expect(changing.map(({ line }) => line)).toEqual([]);
  });

  it('shows flows in which the repair leaves nothing of the kind', () => {
    const repairable = page.reported.filter((example) => fixKind(diagnose(example, code), code) !== 'none');
    expect(repairable.filter((example) => !isRepaired(example, code)).map(({ line }) => line)).toEqual([]);
  });
});

// ---- what is found

/** As `check --rule CODE=warning` finds it, when the rule is off. */
function diagnose(example: Example, code: Code): readonly Diagnostic[] {
  const decoded = decode(example.bytes, `${code}.flow`, example.sourceBytes);
  const unreadable = decodingProblem(decoded);
  return unreadable === undefined ? diagnoseSource(decoded.source, example, code) : [unreadable];
}

function diagnoseSource(source: Source, { nodes, states, kind, scenario }: Example, code: Code): readonly Diagnostic[] {
  if (kind === 'json') return readConfig(source).diagnostics;
  if (scenario !== undefined) return testScenarios(source, scenario.read, { source, ...scenario }).diagnostics;
  if (nodes !== undefined) return parse(source, { maxNodes: nodes }).diagnostics;
  const rules = infoOf(code).severity === 'off' ? { [code]: 'warning' as const } : {};
  const loudness = { profile: 'default' as const, rules };
  return compile(source, { loudness, ...(states !== undefined && { maxStates: states }) }).diagnostics;
}

function isLoud(diagnostic: Diagnostic): boolean {
  return diagnostic.severity !== 'info';
}

function tell({ code, message }: Diagnostic): string {
  return `${code}: ${message}`;
}

// ---- what repairs it

type FixKind = 'safe' | 'offered' | 'none';

/** What all findings of the code can be repaired with. */
function fixKind(found: readonly Diagnostic[], code: Code): FixKind {
  const own = found.filter((diagnostic) => diagnostic.code === code);
  if (own.every(({ fixes }) => fixes.some((fix) => fix.safe))) return 'safe';
  return own.every(({ fixes }) => fixes.length > 0) ? 'offered' : 'none';
}

function isRepaired(example: Example, code: Code): boolean {
  const { source } = decode(example.bytes, `${code}.flow`, example.sourceBytes);
  const unsafe = fixKind(diagnose(example, code), code) === 'offered';
  const find = (text: Source): readonly Diagnostic[] => diagnoseSource(text, example, code);
  const fixed = fixAll(source, find, { unsafe });
  const left = diagnose({ ...example, bytes: new TextEncoder().encode(fixed.text) }, code);
  return !left.some((diagnostic) => diagnostic.code === code || isLoud(diagnostic));
}

/** The flow after all safe fixes is the flow recovered before them, positions aside. */
function areSafe(example: Example, code: Code): boolean {
  const { source } = decode(example.bytes, `${code}.flow`, example.sourceBytes);
  const fixed = fixAll(source, (text) => diagnoseSource(text, example, code), { unsafe: false });
  return meaningOf(source) === meaningOf(sourceOf(source.name, fixed.text));
}

function meaningOf(source: Source): string {
  return JSON.stringify(compile(source).flow, (key, value: unknown) => {
    if (key === 'span') return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

// ---- reading a page

function headerOf(code: Code): string {
  const { tier, severity, flowzap } = infoOf(code);
  return `Tier ${tier} · ${severity}${flowzap === undefined ? '' : `, ${flowzap} under profile \`flowzap\``}`;
}

function repairOf({ text }: Page): string {
  return text.split('\n')[2]?.split(' · ').at(-1) ?? '';
}

async function readPage(name: string): Promise<Page> {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  return { name, text, reported: await examplesIn(text, 'Reported'), fine: await examplesIn(text, 'Fine') };
}

/** The flows between a heading and the next. No flow on these pages has a line that begins with `## `. */
async function examplesIn(page: string, heading: string): Promise<Example[]> {
  const start = page.indexOf(`\n## ${heading}\n`);
  const end = page.indexOf('\n## ', start + 1);
  if (start < 0) return [];
  const examples: Example[] = [];
  const section = page.slice(start, end < 0 ? page.length : end);
  let flow = '';
  for (const { 2: info = '', 3: body = '', index } of section.matchAll(/^(`{3,})(.*)\n([\s\S]*?)^\1$/gm)) {
    const line = page.slice(0, start + index).split('\n').length + 1;
    const last = examples.at(-1);
    if (info === 'text' && last !== undefined) examples[examples.length - 1] = { ...last, told: body.trimEnd() };
    else {
      if (info === 'yaml' && last?.kind === 'flow') examples.pop();
      if (info.startsWith('flow')) flow = body;
      const scenario = info === 'yaml' ? await scenarioOf(body, flow) : undefined;
      examples.push({ ...exampleOf(body, info, line), scenario });
    }
  }
  return examples;
}

async function scenarioOf(text: string, flow: string): Promise<Example['scenario']> {
  const { machine } = compile(sourceOf('page.flow', flow));
  return { read: await readScenarioFile(sourceOf('page.scenario.yaml', text)), machine };
}

function exampleOf(body: string, info: string, line: number): Omit<Example, 'scenario'> {
  const [kind, ...words] = info.split(' ');
  const settings = new Map(words.map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? '']));
  const known = ['escaped', 'bytes', 'limits.nodes', 'limits.sourceBytes', 'limits.states'];
  const strange = [...settings.keys()].filter((word) => !known.includes(word));
  if ((kind !== 'flow' && kind !== 'json' && kind !== 'yaml') || strange.length > 0)
    throw new Error(`line ${line}: a fence cannot be '${info}'`);
  const bytes = settings.has('escaped') ? escapedBytes(body) : new TextEncoder().encode(body);
  return {
    line,
    kind,
    bytes: padded(bytes, numberIn(settings, 'bytes') ?? 0),
    sourceBytes: numberIn(settings, 'limits.sourceBytes'),
    nodes: numberIn(settings, 'limits.nodes'),
    states: numberIn(settings, 'limits.states'),
    told: undefined,
  };
}

function numberIn(settings: ReadonlyMap<string, string>, word: string): number | undefined {
  const text = settings.get(word);
  return text === undefined ? undefined : Number(text);
}

function escapedBytes(text: string): Uint8Array {
  const pieces = text.split(/(\\x[0-9A-F]{2}|\\u\{[0-9A-F]{1,6}\})/);
  return Uint8Array.from(pieces.flatMap((piece) => [...bytesOfPiece(piece)]));
}

function bytesOfPiece(piece: string): Iterable<number> {
  const code = /^\\(x|u)\{?([0-9A-F]+)\}?$/.exec(piece);
  if (code === null) return new TextEncoder().encode(piece);
  const [, kind, digits = ''] = code;
  const value = Number.parseInt(digits, 16);
  return kind === 'x' ? [value] : new TextEncoder().encode(String.fromCodePoint(value));
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length >= length) return bytes;
  const all = new Uint8Array(length).fill(0x20);
  all.set(bytes);
  return all;
}
