// Lane headers and the page's title: how large, and where their lines break.

import type { Flow } from '../graph/graph.ts';
import { lineHeight, type WrappedText } from './node-size.ts';
import { wrapText } from './text-size.ts';

type Heading = WrappedText;

export interface Headings {
  /** Across the lane's direction, px. */
  readonly header: number;
  readonly lanes: readonly Heading[];
  readonly title: (width: number) => Heading | undefined;
}

const headerFont = 12;
const titleFont = 16;
const leastHeader = 36;

const headerPadding = 10;

/** By lane: the least height of its band, so that its header's text fits in at most three lines. */
export function leastLaneHeights(flow: Flow): readonly number[] {
  return flow.lanes.map((lane) => narrowHeader(lane.label).size.width + 2 * headerPadding);
}

/** Header texts in as few lines as the finished lanes allow. */
export function measureHeadings(flow: Flow, heightOf: (lane: number) => number): Headings {
  const lanes = flow.lanes.map((lane, index) =>
    wrapBold(lane.label, headerFont, heightOf(index) - 2 * headerPadding, 3),
  );
  const thickest = lanes.reduce((most, heading) => Math.max(most, heading.size.height), 0);
  return {
    header: lanes.length === 0 ? 0 : Math.max(leastHeader, Math.ceil(thickest) + 16),
    lanes,
    title: (width) => measureTitle(flow.title, width),
  };
}

/** The narrowest wrapping in one or two lines; three only for long labels. */
function narrowHeader(label: string): Heading {
  const tries = [72, 104, 136].map((width) => wrapBold(label, headerFont, width, 3));
  const whole = tries.filter((heading) => heading.full === undefined);
  return whole.find((heading) => heading.lines.length <= 2) ?? whole[0] ?? wrapBold(label, headerFont, 200, 3);
}

function measureTitle(title: string, width: number): Heading | undefined {
  if (title.trim() === '') return undefined;
  return wrapBold(title, titleFont, Math.max(160, width), 4);
}

function wrapBold(text: string, fontSize: number, maxWidth: number, maxLines: number): Heading {
  const wrapped = wrapText(text, { fontSize, weight: 'bold', maxWidth, maxLines });
  const size = { width: Math.ceil(wrapped.width), height: Math.ceil(wrapped.lines.length * fontSize * lineHeight) };
  return { lines: wrapped.lines, widths: wrapped.widths, size, fontSize, full: wrapped.cut ? text : undefined };
}
