/**
 * What a rule means: its page of docs/rules, made readable; without a rule, the list of all. Or how a flow was
 * understood.
 */

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  allCodes,
  type Code,
  explainFlow,
  infoOf,
  isCode,
  nearest,
  reportFlowTopics,
  type Style,
  type Tier,
  tiers,
} from '../index.ts';
import { exitCodes, failure } from './failure.ts';
import { quoted } from './next.ts';
import { openFlow } from './one-flow.ts';
import { openProject } from './project.ts';
import { product, sayFailures, type Terminal } from './terminal.ts';

export function explain(code: string | undefined, terminal: Terminal): number {
  if (code === undefined) {
    product(listOfRules(terminal.productStyle));
    return exitCodes.fine;
  }
  if (isCode(code)) {
    product(pageText(pageOf(code), terminal.productStyle));
    return exitCodes.fine;
  }
  sayFailures(terminal, [failure(`There is no rule '${code}'.`, hintFor(code, terminal))]);
  return exitCodes.refused;
}

function hintFor(word: string, { folder }: Terminal): string {
  if (existsSync(resolve(folder, word)))
    return `How a flow is understood tells: laneflow explain --flow ${quoted(word)}`;
  const near = nearest(word, allCodes());
  return near === undefined ? 'laneflow explain lists all rules.' : `Did you mean ${near}?`;
}

/** Starts, edges back, replies, loops and joins of one flow. */
export async function explainOne(word: string, terminal: Terminal): Promise<number> {
  const opened = await openFlow(word, {}, openProject(terminal));
  if (opened.kind === 'stopped') return opened.exitCode;
  product(reportFlowTopics(explainFlow(opened.compiled.machine), terminal.productStyle));
  return exitCodes.fine;
}

/** Two folders up from `src/cli` as from `dist/cli`. */
function pageOf(code: Code): string {
  return readFileSync(new URL(`../../docs/rules/${code}.md`, import.meta.url), 'utf8');
}

// ---- the list

function listOfRules(style: Style): string {
  const width = Math.max(...allCodes().map((code) => code.length));
  const used = tiers.filter((tier) => allCodes().some((code) => infoOf(code).tier === tier));
  return used.map((tier) => tierText(tier, width, style)).join('\n');
}

function tierText(tier: Tier, width: number, { paint }: Style): string {
  const codes = allCodes().filter((code) => infoOf(code).tier === tier);
  const lines = codes.map((code) => {
    const { severity } = infoOf(code);
    const level = severity === 'off' ? paint.quiet('off    ') : paint[severity](severity.padEnd(7));
    return `  ${code.padEnd(width)}  ${level}  ${firstSentence(pageOf(code))}\n`;
  });
  return `${paint.place(tier)}\n${lines.join('')}`;
}

/** Of the first paragraph below the title and the line about tier and severity. */
function firstSentence(page: string): string {
  const paragraph = (page.split('\n\n')[2] ?? '').replaceAll('\n', ' ');
  const sentence = /^.*?[.!?](?= [A-Z]| laneflow|$)/.exec(paragraph)?.[0] ?? paragraph;
  return sentence.replaceAll('`', '');
}

// ---- a page

/** Flows and outputs are indented; titles and words of code are marked by color, where there is color. */
function pageText(page: string, style: Style): string {
  let fence = '';
  const lines = page.split('\n').flatMap((line) => {
    const mark = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence === '' && mark !== '') {
      fence = mark;
      return [];
    }
    if (fence !== '' && line === fence) {
      fence = '';
      return [''];
    }
    return [fence === '' ? proseLine(line, style) : `    ${line}`.trimEnd()];
  });
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function proseLine(line: string, { paint }: Style): string {
  const title = /^#+ (.*)$/.exec(line)?.[1];
  if (title !== undefined) return paint.place(title);
  return line.replace(/`([^`]+)`/g, (quoted, code: string) => (paint.info(code) === code ? quoted : paint.info(code)));
}
