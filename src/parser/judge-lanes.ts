import type { Comment, Item, Lane, Statement } from '../ast/ast.ts';
import { type Diagnostic, type Edit, fix, problem } from '../diagnostics/diagnostic.ts';
import { positionAt, type Source } from '../source/source.ts';
import type { Building, LaneNote } from './building.ts';
import * as say from './messages.ts';

/* What can be said of braces only when the whole document has been read. */

export function judgeLanes(source: Source, building: Building): void {
  const { lanes, strays, report } = building;
  const open = lanes.filter((lane) => !lane.isClosed);
  const isNested = open.length > 0 && strays.length === open.length;
  lanes.forEach((lane, index) => {
    const next = lanes[index + 1];
    if (lane.odd !== undefined) report(oddHeader(building, lane, next));
    else if (lane.isClosed) return;
    else if (isNested && next !== undefined) report(nestedLane(lane, next));
    else if (lane.closer !== undefined) replaceCloser(building, lane.closer);
    else report(unclosedLane(source, building, lane, next));
  });
  if (isNested) adoptOrphans(building);
  else reportStrays(building);
}

function oddHeader(
  building: Building,
  { odd, header, isClosed, end, hasOpenBody }: LaneNote,
  next: LaneNote | undefined,
): Diagnostic {
  const { written, wrong, isName } = odd ?? { written: '', wrong: header, isName: false };
  const edits = [{ span: header, text: written }];
  if (!isClosed) edits.push(closing(building, end, next));
  const hint = `Write ${written.trimEnd()}`;
  const fixes = [fix(hint, isClosed || !hasOpenBody, ...edits)];
  if (isName) return problem('lane-name-with-spaces', wrong, 'The name of a lane is one word.', { hint, fixes });
  return say.unexpectedText(building.text.slice(wrong.start, wrong.end), wrong, hint, ...fixes);
}

function nestedLane(outer: LaneNote, inner: LaneNote): Diagnostic {
  const message = `Lanes cannot stand inside each other; '${outer.name.text}' is still open.`;
  return problem('nested-lane', inner.name.span, message, {
    hint: `Close '${outer.name.text}' before '${inner.name.text}' begins.`,
    related: [{ message: `lane ${outer.name.text} begins here`, span: outer.header, file: undefined }],
  });
}

function unclosedLane(source: Source, building: Building, lane: LaneNote, next: LaneNote | undefined): Diagnostic {
  const tail = next === undefined ? '' : `; lane '${next.name.text}' begins at line ${lineOf(source, next)}`;
  return problem('unclosed-lane', lane.name.span, `Lane '${lane.name.text}' is never closed${tail}.`, {
    hint: "Close it with '}' on a line of its own.",
    fixes: [fix("Insert '}'", !lane.hasOpenBody, closing(building, lane.end, next))],
  });
}

/** Before the next header, or at the end of the text. */
function closing({ text, lineBreak }: Building, end: number, next: LaneNote | undefined): Edit {
  if (next !== undefined) return say.insert(next.header.start, `}${lineBreak}`);
  const needsBreak = end > 0 && !/[\r\n]/.test(text[end - 1] ?? '');
  return say.insert(end, `${needsBreak ? lineBreak : ''}}${lineBreak}`);
}

/** A `)` at the end of a lane stands where its brace should. */
function replaceCloser({ diagnostics, text }: Building, index: number): void {
  const told = diagnostics[index];
  if (told === undefined) return;
  const { span } = told;
  const hint = "A lane ends with '}'.";
  diagnostics[index] = say.unexpectedText(text.slice(span.start, span.end), span, hint, say.replace(span, '}', true));
}

function lineOf(source: Source, lane: LaneNote): number {
  return positionAt(source, lane.header.start).line;
}

/** A `}` behind nodes outside any lane closed their lane, which ended too early; those nodes are reported. */
function reportStrays({ items, strays, report }: Building): void {
  const outside = items.filter((item) => item.kind === 'node' || item.kind === 'lane');
  let index = 0;
  for (const span of strays) {
    while ((outside[index + 1]?.span.start ?? Number.POSITIVE_INFINITY) < span.start) index++;
    const before = outside[index];
    if (before?.kind === 'node' && before.span.start < span.start) continue;
    report(
      problem('unexpected-brace', span, 'There is no open lane to close here.', {
        fixes: [fix('Remove it', true, { span, text: '' })],
      }),
    );
  }
}

// ---- lanes inside lanes

/** Statements behind an inner lane's `}` belong to the outer lane, up to the `}` that closes it. */
function adoptOrphans(building: Building): void {
  const { items, lanes, strays } = building;
  const open = new Set(lanes.filter((lane) => !lane.isClosed).map((lane) => lane.name));
  const adopted = new Map<Lane, (Statement | Comment)[]>();
  const outer: Lane[] = [];
  const kept: Item[] = [];
  let passed = 0;
  for (const item of items) {
    for (; (strays[passed]?.start ?? Number.POSITIVE_INFINITY) < item.span.start; passed++) outer.pop();
    const parent = outer.at(-1);
    if (parent !== undefined && isOrphan(item)) adopted.get(parent)?.push(item);
    else kept.push(item);
    if (item.kind !== 'lane' || !open.has(item.name)) continue;
    outer.push(item);
    adopted.set(item, []);
  }
  const whole = kept.map((item) =>
    item.kind === 'lane' ? { ...item, items: [...item.items, ...(adopted.get(item) ?? [])] } : item,
  );
  items.splice(0, items.length, ...whole);
}

function isOrphan(item: Item): item is Statement | Comment {
  return item.kind === 'node' || item.kind === 'edge' || item.kind === 'loop' || item.kind === 'comment';
}
