/** Path data for SVG, in numbers rounded to hundredths, so that the same drawing is the same text. */
import type { Point, Rect } from '../layout/layout.ts';

export function round(value: number): number {
  // Adding zero turns -0 into 0; what is not a number has no place in a drawing.
  return Number.isFinite(value) ? Math.round(value * 100) / 100 + 0 : 0;
}

/** `M1 2L3 4`: a letter and its numbers. */
export function command(letter: string, ...numbers: readonly number[]): string {
  return letter + numbers.map(round).join(' ');
}

/** Radii of the corners, clockwise from the top left. */
export type Corners = readonly [topLeft: number, topRight: number, bottomRight: number, bottomLeft: number];

export function roundedRect(
  { x, y, width, height }: Rect,
  [topLeft, topRight, bottomRight, bottomLeft]: Corners,
): string {
  const corner = (radius: number, dx: number, dy: number): string =>
    radius === 0 ? '' : `a${round(radius)} ${round(radius)} 0 0 1 ${round(dx)} ${round(dy)}`;
  return [
    command('M', x + topLeft, y),
    command('H', x + width - topRight),
    corner(topRight, topRight, topRight),
    command('V', y + height - bottomRight),
    corner(bottomRight, -bottomRight, bottomRight),
    command('H', x + bottomLeft),
    corner(bottomLeft, -bottomLeft, -bottomLeft),
    command('V', y + topLeft),
    corner(topLeft, topLeft, -topLeft),
    'Z',
  ].join('');
}

export function polygon(points: readonly Point[]): string {
  return `${polyline(points)}Z`;
}

export function polyline(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => command(index === 0 ? 'M' : 'L', x, y)).join('');
}

export function centerOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
