import { type CompileOptions, compile, type Diagnostic, fixAll, type Source } from '../index.ts';
import { bytesLike } from './bytes.ts';
import type { Output } from './output.ts';
import { compileOptions } from './project.ts';
import { type FileText, sourcesOf, withText } from './read.ts';

/** A file after its fixes. */
export interface FixedFile {
  readonly file: FileText;
  readonly applied: number;
}

/** Fixes all flows of a file at once; around the fences of Markdown nothing changes. */
export function fixFile(file: FileText, unsafe: boolean, more: CompileOptions): FixedFile {
  const { input, decoded } = file;
  if (decoded.kind !== 'text') return { file, applied: 0 };
  const options = { ...compileOptions(input.settings), ...more, explore: false }; // nothing about runs has a fix
  const find = ({ text }: Source): readonly Diagnostic[] =>
    sourcesOf(withText(file, text)).flatMap((source) => compile(source, options).diagnostics);
  const { text, applied } = fixAll(decoded.source, find, { unsafe });
  return { file: withText(file, text), applied };
}

/** The file to write, in the encoding it had; none for standard input, or when nothing changed. */
export function outputOf({ file: { input, decoded, bytes }, applied }: FixedFile): readonly Output[] {
  if (applied === 0 || input.path === undefined) return [];
  return [{ name: input.name, path: input.path, content: bytesLike(bytes, decoded.source.text) }];
}
