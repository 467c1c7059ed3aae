import type { Document } from '../ast/ast.ts';
import type { Source } from '../source/source.ts';
import { format } from './format.ts';

/**
 * The canonical text of a flow as it stands in its file: in a fence of Markdown, every line begins with what stands
 * before the lines of that fence, such as `> ` in a quotation.
 */
export function formatPart(document: Document, source: Source): string {
  const text = format(document, source);
  if (source.margin === '') return text;
  return text.replace(/[^\r\n]*(?:\r\n|\r|\n)/g, (line) => {
    const isBlank = /^[\r\n]/.test(line);
    return (isBlank ? source.margin.trimEnd() : source.margin) + line;
  });
}
