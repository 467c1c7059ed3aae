/** Slanted lines inside an outline, as lines, since a pattern would have to be referred to by an address. */
import type { G } from '@svgdotjs/svg.js';
import type { Box, Rect } from '../layout/layout.ts';
import { centerOf, command } from './path.ts';
import type { Pen } from './pen.ts';

const gap = 7;
/** Kept free between the lines and the outline. */
const margin = 2;

/** From where to where, in x, the line on which x + y is `sum` lies inside. */
type Within = (frame: Rect, sum: number) => readonly [from: number, to: number] | undefined;

/** `bar` is what a mark at the left edge needs for itself. */
export function drawHatch(
  group: G,
  { shape, frame: whole }: Pick<Box, 'shape' | 'frame'>,
  bar: number,
  pen: Pen,
): void {
  const frame = { ...whole, x: whole.x + bar, width: whole.width - bar };
  const within: Within = shape === 'diamond' ? withinDiamond : shape === 'circle' ? withinCircle : withinRect;
  const { x, y, width, height } = frame;
  const pieces: string[] = [];
  // Each line runs up to the right: x + y stays the same on it.
  for (let sum = x + y + gap; sum < x + y + width + height; sum += gap) {
    const ends = within(frame, sum);
    if (ends === undefined || ends[1] - ends[0] < 2) continue;
    pieces.push(command('M', ends[0], sum - ends[0]), command('L', ends[1], sum - ends[1]));
  }
  if (pieces.length === 0) return;
  group.path(pieces.join('')).attr({ ...pen.paint('miss-hatch'), 'stroke-width': 1.6 });
}

function withinRect({ x, y, width, height }: Rect, sum: number): readonly [number, number] {
  // Rounded corners are within twice the margin.
  return [
    Math.max(x + margin, sum - (y + height - margin)) + margin / 2,
    Math.min(x + width - margin, sum - y - margin) - margin / 2,
  ];
}

function withinCircle(frame: Rect, sum: number): readonly [number, number] | undefined {
  const radius = Math.min(frame.width, frame.height) / 2 - margin;
  const { x, y } = centerOf(frame);
  const away = (sum - x - y) / 2;
  const half = Math.sqrt(Math.max(0, radius * radius - 2 * away * away) / 2);
  return [x + away - half, x + away + half];
}

/** Cut by the lines |x − cx| / a + |y − cy| / b = 1, of which it meets one on each side of the center. */
function withinDiamond(frame: Rect, sum: number): readonly [number, number] | undefined {
  const center = centerOf(frame);
  const [a, b] = [frame.width / 2 - margin, frame.height / 2 - margin];
  const at = (u: number): number => Math.abs(u) / a + Math.abs(sum - center.x - center.y - u) / b;
  const away = sum - center.x - center.y;
  const corners = meetings(a, b, away).filter((u) => at(u) <= 1 + 1e-9);
  return corners.length < 2 ? undefined : [center.x + Math.min(...corners), center.x + Math.max(...corners)];
}

/** Where u + v = away meets the four lines ±u / a ± v / b = 1, in u. */
function meetings(a: number, b: number, away: number): readonly number[] {
  return [1, -1].flatMap((p) =>
    [1, -1].flatMap((q) => {
      const slope = p / a - q / b;
      return slope === 0 ? [] : [(1 - (q * away) / b) / slope];
    }),
  );
}
