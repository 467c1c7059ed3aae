import { compile, type Diagnostic, fencedSources, fixAll, isMarkdown, type Source } from '../index.ts';
import { bytesLike } from './bytes.ts';
import type { Output } from './output.ts';
import { compileOptions } from './project.ts';
import { type FileText, sourcesOf, withText } from './read.ts';

/** A file after its fixes. */
export interface FixedFile {
  readonly file: FileText;
  readonly applied: number;
}

/** Fixes every flow of a file; around the fences of Markdown nothing changes. */
export function fixFile(file: FileText, unsafe: boolean): FixedFile {
  const { input, decoded } = file;
  if (decoded.kind !== 'text') return { file, applied: 0 };
  const options = compileOptions(input.settings);
  const find = (source: Source): readonly Diagnostic[] => compile(source, options).diagnostics;
  let { text } = decoded.source;
  let applied = 0;
  for (const { flow } of sourcesOf(file)) {
    const source = sourceIn(withText(file, text), flow);
    if (source === undefined) continue;
    const fixed = fixAll(source, find, { unsafe });
    text = fixed.text;
    applied += fixed.applied;
  }
  return { file: withText(file, text), applied };
}

/** The flow with a number, where it stands by now. */
function sourceIn({ input, decoded: { source } }: FileText, flow: number | undefined): Source | undefined {
  return isMarkdown(input.name) && flow !== undefined ? fencedSources(source.name, source.text)[flow - 1] : source;
}

/** The file to write, in the encoding it had; none for standard input, or when nothing changed. */
export function outputOf({ file: { input, decoded, bytes }, applied }: FixedFile): readonly Output[] {
  if (applied === 0 || input.path === undefined) return [];
  return [{ name: input.name, path: input.path, content: bytesLike(bytes, decoded.source.text) }];
}
