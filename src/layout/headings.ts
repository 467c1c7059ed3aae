// Lane headers and the page's title: how large, and where their lines break.

import type { Flow } from '../graph/graph.ts';
import { lineHeight, type WrappedText } from './node-size.ts';
import { wrapText } from './text-size.ts';

export type Heading = WrappedText;

export interface Headings {
  /** Across the lane's direction, px. */
  readonly header: number;
  readonly lanes: readonly Heading[];
  /** By lane: the least height of its band, so that the header's text fits. */
  readonly laneHeights: readonly number[];
  readonly title: (width: number) => Heading | undefined;
}

const headerFont = 12;
const titleFont = 16;
const leastHeader = 36;

export function measureHeadings(flow: Flow): Headings {
  const lanes = flow.lanes.map((lane) => measureHeader(lane.label));
  const thickest = lanes.reduce((most, heading) => Math.max(most, heading.size.height), 0);
  return {
    header: lanes.length === 0 ? 0 : Math.max(leastHeader, Math.ceil(thickest) + 16),
    lanes,
    laneHeights: lanes.map((heading) => heading.size.width + 20),
    title: (width) => measureTitle(flow.title, width),
  };
}

/** The narrowest wrapping in one or two lines; three only for long labels. */
function measureHeader(label: string): Heading {
  const tries = [72, 104, 136].map((width) => wrapBold(label, headerFont, width, 3));
  return (
    tries.find((heading) => heading.lines.length <= 2) ??
    tries.find((heading) => heading.full === undefined) ??
    wrapBold(label, headerFont, 200, 3)
  );
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
