/** Writes flows in their canonical form. A flow that was not understood to its end is left as it is. */

import {
  type Compiled,
  compile,
  counted,
  escapeTerminal,
  type Findings,
  formatPart,
  infoOf,
  isMarkdown,
  severities,
} from '../index.ts';
import { bytesLike } from './bytes.ts';
import { type Attempt, exitCodes, type Failure } from './failure.ts';
import { findInputs, type Input, type InputFlags } from './inputs.ts';
import { type Output, writeAll } from './output.ts';
import { openProject } from './project.ts';
import { eachFile, type FileText, readingsOf, sourcesOf } from './read.ts';
import { product, say, sayFailures, sayFindings, type Terminal } from './terminal.ts';
import { sayInJob } from './workspace.ts';

export interface FmtFlags extends InputFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
}

/** A file and its canonical form. */
interface Formatted {
  readonly input: Input;
  readonly old: string;
  readonly text: string;
  readonly content: string | Uint8Array;
  readonly isChanged: boolean;
  /** What kept flows from being formatted. */
  readonly refused: readonly Findings[];
}

export async function fmt(words: readonly string[], flags: FmtFlags, terminal: Terminal): Promise<number> {
  const inputs = await findInputs(words, openProject(terminal), flags);
  const files = await eachFile(inputs.value, terminal, formatOne);
  const written = flags.check === true || flags.diff === true ? [] : write(files.value);
  const failures = [...inputs.failures, ...files.failures, ...written];
  sayFailures(terminal, failures);
  sayFindings(
    terminal,
    files.value.flatMap(({ refused }) => refused),
    severities,
  );
  if (flags.diff === true) await showDiffs(files.value, terminal);
  else if (flags.check === true) listChanged(files.value, terminal);
  if (files.value.length > 0 || failures.length === 0) say(terminal, summaryOf(files.value, flags));
  if (failures.length > 0) return exitCodes.refused;
  return isFine(files.value, flags) ? exitCodes.fine : exitCodes.findings;
}

// ---- formatting

function formatOne(file: FileText): Attempt<readonly Formatted[]> {
  const isMissing = file.input.flow !== undefined && file.decoded.kind === 'text' && sourcesOf(file).length === 0;
  return isMissing
    ? { value: [], failures: readingsOf(file, {}).failures }
    : { value: [formatFile(file)], failures: [] };
}

function formatFile(file: FileText): Formatted {
  const { input, decoded, bytes } = file;
  const old = decoded.source.text;
  if (decoded.kind !== 'text') {
    const refused = readingsOf(file, {}).value.map(({ findings }) => findings);
    return { input, old, text: old, content: bytes, isChanged: false, refused };
  }
  const { text, refused } = formatFlows(file);
  const content = isMarkdown(input.name) || refused.length > 0 ? bytesLike(bytes, text) : text;
  return { input, old, text, content, isChanged: !Buffer.from(content).equals(bytes), refused };
}

/** One flow after the other, with what stands between them as it is. */
export function formatFlows(file: FileText): Pick<Formatted, 'text' | 'refused'> {
  const { text } = file.decoded.source;
  const nodes = file.input.settings.config.limits?.nodes;
  const pieces: string[] = [];
  const refused: Findings[] = [];
  let done = 0;
  for (const source of sourcesOf(file)) {
    const compiled = compile(source, { explore: false, ...(nodes !== undefined && { maxNodes: nodes }) });
    const refusal = refusalOf(compiled);
    if (refusal.diagnostics.length > 0) refused.push(refusal);
    else {
      pieces.push(text.slice(done, source.part.start), formatPart(compiled.document, source));
      done = source.part.end;
    }
  }
  return { text: pieces.join('') + text.slice(done), refused };
}

/** Errors of reading, whatever profile and rules say. A file that has no lane yet is read well. */
function refusalOf({ source, diagnostics }: Compiled): Findings {
  const unread = diagnostics.filter(({ code, severity }) => {
    const { tier } = infoOf(code);
    return severity === 'error' && (tier === 'syntax' || tier === 'input') && code !== 'no-lanes';
  });
  return { source, diagnostics: unread };
}

// ---- results

/** What came from standard input goes to standard output, unless it was refused. */
function write(files: readonly Formatted[]): readonly Failure[] {
  for (const { input, content, refused } of files) {
    if (input.path === undefined && refused.length === 0) product(content);
  }
  return writeAll(files.flatMap(outputOf)).failures;
}

function outputOf({ input: { name, path }, content, isChanged }: Formatted): readonly Output[] {
  return path === undefined || !isChanged ? [] : [{ name, path, content }];
}

function listChanged(files: readonly Formatted[], terminal: Terminal): void {
  const names = files.filter(({ isChanged }) => isChanged).map(({ input }) => input.name);
  for (const name of names) {
    product(`${escapeTerminal(name)}\n`);
    sayInJob(name, 'laneflow fmt', 'The file is not in its canonical form; laneflow fmt writes it.', terminal);
  }
}

async function showDiffs(files: readonly Formatted[], { productStyle, isProductSeen }: Terminal): Promise<void> {
  const { patchOf, paintPatch } = await import('./patch.ts');
  for (const { input, old, text, isChanged } of files) {
    if (!isChanged) continue;
    const patch = patchOf(input.name, old, text);
    product(isProductSeen ? paintPatch(patch, productStyle) : patch);
  }
}

/** `8 files formatted, 4 already fine` */
function summaryOf(files: readonly Formatted[], { check, diff }: FmtFlags): string {
  const changed = files.filter(({ isChanged }) => isChanged).length;
  const refused = files.filter((file) => file.refused.length > 0 && !file.isChanged).length;
  const verb = check === true || diff === true ? 'to format' : 'formatted';
  const counts = [`${counted(changed, 'file')} ${verb}`, `${files.length - changed - refused} already fine`];
  if (refused > 0) counts.push(`${refused} left as ${refused === 1 ? 'it is' : 'they are'}`);
  return counts.join(', ');
}

function isFine(files: readonly Formatted[], { check }: FmtFlags): boolean {
  return files.every(({ isChanged, refused }) => refused.length === 0 && !(check === true && isChanged));
}
