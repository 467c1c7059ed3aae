import type { Prose } from '../ast/ast.ts';
import { type Diagnostic, fix, problem } from '../diagnostics/diagnostic.ts';
import type { Span } from '../source/source.ts';
import type { Building } from './building.ts';
import { codeInProse } from './code-in-text.ts';
import * as say from './messages.ts';

/* Lines outside the lanes that are no prose. */

export function judgeProse(building: Building): void {
  const lines = building.items.filter((item) => item.kind === 'prose');
  const fences = lines.filter(isFence);
  for (let index = 0; index < fences.length; index += 2) {
    building.report(fenceInFile(building.text, fences.slice(index, index + 2)));
  }
  for (const line of lines) {
    if (isFence(line)) continue;
    const code = codeIn(line, building.known.nodes);
    if (code !== undefined) building.report(say.codeInProse(code, undefined));
    else if (line.text.endsWith('{')) building.report(say.codeInProse(lastOf(line), headerHint));
  }
}

const headerHint = 'A lane begins with its name: Shop { # Shop.';

function lastOf({ span }: Prose): Span {
  return { start: span.end - 1, end: span.end };
}

function isFence(line: Prose): boolean {
  return /^[ \t]*(?:```|~~~)/.test(line.text);
}

/** The two lines of a fence are one finding. */
function fenceInFile(text: string, fence: readonly Prose[]): Diagnostic {
  const [first] = fence;
  const edits = fence.map(({ span }) => ({ span: withLineEnd(text, span), text: '' }));
  return problem('fence-in-flow-file', first?.span ?? { start: 0, end: 0 }, 'The fence is read as prose.', {
    hint: 'A file of its own needs no fence.',
    fixes: [fix('Remove it', true, ...edits)],
  });
}

function withLineEnd(text: string, { start, end }: Span): Span {
  const lineEnd = /^[ \t]*(?:\r\n|\r|\n)/.exec(text.slice(end, end + 100))?.[0] ?? '';
  return { start, end: end + lineEnd.length };
}

const arrowBetween =
  /(?<![\p{L}\p{M}\p{N}_])([\p{L}_][\p{L}\p{M}\p{N}_-]{0,200})[ \t\u00A0]{0,20}(?:-{1,2}>|=>|→)[ \t\u00A0]{0,20}([\p{L}_][\p{L}\p{M}\p{N}_]{0,200})/gu;

function codeIn(line: Prose, nodes: ReadonlySet<string>): Span | undefined {
  const sure = codeInProse.exec(line.text);
  if (sure !== null) return within(line, sure.index, sure.index + sure[0].length);
  for (const match of line.text.matchAll(arrowBetween)) {
    const [whole, from = '', to = ''] = match;
    if (nodes.has(from) && nodes.has(to)) return within(line, match.index, match.index + whole.length);
  }
  return undefined;
}

function within(line: Prose, start: number, end: number): Span {
  return { start: line.span.start + start, end: line.span.start + end };
}
