/** What can stand at the cursor of a command line, for the completion scripts. Says nothing rather than a mistake. */

import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import {
  allCodes,
  compile,
  decode,
  defaultSourceBytes,
  escapeTerminal,
  type Flow,
  fencedSources,
  isMarkdown,
  themes,
} from '../index.ts';
import { readBytes } from './bytes.ts';
import { shells } from './completion.ts';
import { exitCodes } from './failure.ts';
import { product } from './terminal.ts';

export interface CompleteFlags {
  /** The line up to the cursor, from bash. */
  readonly line?: string;
  /** The word at the cursor, when it is not the last one. */
  readonly word?: string;
}

interface Candidate {
  readonly value: string;
  readonly about?: string | undefined;
  readonly isFile?: boolean;
}

/** A command line as far as it is written. */
interface Line {
  /** Before the one at the cursor, without the name of the program. */
  readonly words: readonly string[];
  /** At the cursor; perhaps empty. */
  readonly word: string;
  readonly program: Command;
}

export async function completeWords(
  words: readonly string[],
  { line, word }: CompleteFlags,
  program: Command,
): Promise<number> {
  const all = line === undefined ? words : splitLine(line).slice(1);
  const read: Line =
    word === undefined ? { words: all.slice(0, -1), word: all.at(-1) ?? '', program } : { words: all, word, program };
  const fitting = (await candidates(read)).filter(({ value }) => value.startsWith(read.word) && isPrintable(value));
  product(fitting.map((each) => `${line === undefined ? shown(each) : typedInBash(each, read.word)}\n`).join(''));
  return exitCodes.fine;
}

function isPrintable(text: string): boolean {
  return escapeTerminal(text) === text;
}

function shown({ value, about }: Candidate): string {
  return about === undefined || about === '' ? value : `${value}\t${escapeTerminal(about)}`;
}

/** bash begins a new word behind `:` and `=`, and takes what it gets as it is. */
function typedInBash({ value, isFile }: Candidate, word: string): string {
  const start = Math.max(word.lastIndexOf(':'), word.lastIndexOf('=')) + 1;
  const rest = value.slice(start);
  return isFile === true ? rest.replace(/[^\p{L}\p{N}_@%+=:,./~-]/gu, '\\$&') : rest;
}

/** As a POSIX shell does, but for variables; the last word may be open. */
function splitLine(line: string): readonly string[] {
  const words = [''];
  for (const [piece, escaped, single, double] of line.matchAll(
    /\\(.)|'([^']*)'?|"((?:[^"\\]|\\.)*)"?|\s+|[^\s\\'"]+/gsu,
  )) {
    const text = escaped ?? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? piece;
    if (/^\s+$/.test(piece)) words.push('');
    else words[words.length - 1] += text;
  }
  return words[0] === '' ? words.slice(1) : words;
}

// ---- where the cursor is

async function candidates(line: Line): Promise<readonly Candidate[]> {
  const { words, word, program } = line;
  const named = namedCommand(line);
  const command = named ?? program.commands.find((each) => each.name() === 'render');
  const options = [...(command?.options ?? []), ...program.options];
  const [, flag = '', typed] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
  if (typed !== undefined) {
    const option = options.find((each) => each.long === flag);
    const values = option === undefined ? [] : await valuesOf(option, { ...line, word: typed });
    return values.map((each) => ({ ...each, value: `${flag}=${each.value}` }));
  }
  const before = options.find((each) => takesValueAfter(each, words.at(-1)));
  if (before !== undefined) return await valuesOf(before, line);
  if (word.startsWith('-')) return options.map((each) => ({ value: each.long ?? '', about: each.description }));
  return named === undefined ? [...commandsOf(program), ...flowFiles(word)] : operandsOf(named.name(), line);
}

function takesValueAfter({ required, long, short }: Option, word: string | undefined): boolean {
  return required && word !== undefined && (word === long || word === short);
}

function namedCommand({ words, program }: Line): Command | undefined {
  const isValue = (index: number): boolean => program.options.some((each) => takesValueAfter(each, words[index - 1]));
  const first = words.find((each, index) => !each.startsWith('-') && !isValue(index));
  return program.commands.find((each) => each.name() === first);
}

function commandsOf(program: Command): readonly Candidate[] {
  const commands = program.createHelp().visibleCommands(program);
  return commands.map((each) => ({ value: each.name(), about: each.description() }));
}

function operandsOf(command: string, { word, program }: Line): readonly Candidate[] {
  switch (command) {
    case 'help':
      return commandsOf(program);
    case 'explain':
      return allCodes().map((value) => ({ value }));
    case 'completion':
      return shells.map((value) => ({ value }));
    case 'init':
    case 'serve':
      return filesAt(word, () => false);
    case 'test':
      return filesAt(word, (name) => /\.scenario\.(?:ya?ml|json)$/i.test(name));
    default:
      return flowFiles(word);
  }
}

// ---- values of flags

const levels = ['off', 'info', 'warning', 'error'];
const stops = ['node:', 'lane:', 'edge:', 'visit:', 'limit:', 'merged', 'end'];

async function valuesOf(option: Option, line: Line): Promise<readonly Candidate[]> {
  if (option.argChoices !== undefined) return option.argChoices.map((value) => ({ value }));
  switch (option.long) {
    case '--theme':
      return themes.map((value) => ({ value }));
    case '--rule':
      return rulesAt(line.word);
    case '--start':
      return await nodesOf(line);
    case '--break':
      return await stopsAt(line);
  }
  if (/<DIR>/.test(option.flags)) return filesAt(line.word, () => false);
  return /<FILE/.test(option.flags) ? filesAt(line.word, () => true) : [];
}

function rulesAt(word: string): readonly Candidate[] {
  const code = /^(.*)=/.exec(word)?.[1];
  if (code !== undefined) return levels.map((level) => ({ value: `${code}=${level}` }));
  return allCodes().map((each) => ({ value: `${each}=` }));
}

async function stopsAt(line: Line): Promise<readonly Candidate[]> {
  const [, kind = ''] = /^(node:|visit:)/.exec(line.word) ?? [];
  if (kind === '') return stops.map((value) => ({ value }));
  const nodes = await nodesOf(line);
  return nodes.map(({ value, about }) => ({ value: kind + value + (kind === 'visit:' ? '=' : ''), about }));
}

/** Of the flow that is named on the line; no other file is read. */
async function nodesOf(line: Line): Promise<readonly Candidate[]> {
  const flow = await flowOn(line);
  return [...(flow?.nodes.values() ?? [])].map(({ id, label }) => ({ value: id, about: label }));
}

async function flowOn({ words }: Line): Promise<Flow | undefined> {
  const word = words.find((each) => /\.(?:flow|fz|md|markdown)(?:#\d+)?$/i.test(each));
  if (word === undefined) return undefined;
  const [, name = '', number = '1'] = /^(.*?)(?:#(\d+))?$/s.exec(word) ?? [];
  const bytes = await readBytes(resolve(withHome(name)), defaultSourceBytes);
  if (typeof bytes === 'string' || typeof bytes === 'number') return undefined;
  const { source } = decode(bytes, name);
  const sources = isMarkdown(name) ? fencedSources(name, source.text) : [source];
  const chosen = sources[Number(number) - 1];
  return chosen === undefined ? undefined : compile(chosen).flow;
}

// ---- files

function flowFiles(word: string): readonly Candidate[] {
  return filesAt(word, (name) => /\.(?:flow|fz)$/i.test(name));
}

/** Folders are always offered, since what is wanted may be in them. */
function filesAt(word: string, isWanted: (name: string) => boolean): readonly Candidate[] {
  const start = word.slice(0, word.lastIndexOf('/') + 1);
  const isHiddenAsked = word.slice(start.length).startsWith('.');
  return namesIn(withHome(start)).flatMap((name) => {
    if (name.startsWith('.') && !isHiddenAsked) return [];
    const isFolder = statSync(join(withHome(start), name), { throwIfNoEntry: false })?.isDirectory() === true;
    return isFolder || isWanted(name) ? [{ value: start + name + (isFolder ? '/' : ''), isFile: true }] : [];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder === '' ? '.' : folder).sort();
  } catch {
    return [];
  }
}

function withHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
