/**
 * Paints a drawing with the operations of a canvas, so that a page of a PDF gets lines and words rather than a bitmap.
 * It knows what laneflow's own SVG is made of and looks at presentation attributes only, as programs without style
 * sheets do.
 */

import type { Path2D, PDFDocument } from '@napi-rs/canvas';
import type { SvgPart } from './svg-parts.ts';

/** The canvas of a page or of a bitmap. */
export type Canvas = ReturnType<PDFDocument['beginPage']>;

export interface Brush {
  readonly canvas: Canvas;
  readonly makePath: (data?: string) => Path2D;
  /** Families in CSS, the first one first. */
  readonly families: string;
}

/** What holds for an element: its own attributes and those it inherits. */
type Style = ReadonlyMap<string, string>;

const inherited = ['fill', 'stroke', 'font-size', 'font-weight', 'text-anchor', 'direction'];

/** All of an element that is painted; a test compares it with what drawings have. */
export const paintedAttributes: readonly string[] = [
  ...inherited,
  ...['x', 'y', 'width', 'height', 'rx', 'cx', 'cy', 'r', 'd', 'transform', 'opacity'],
  ...['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin'],
];

export function paint(part: SvgPart, brush: Brush, around: Style = new Map()): void {
  const style = new Map([...[...around].filter(([name]) => inherited.includes(name)), ...part.attributes]);
  brush.canvas.save();
  place(style, brush.canvas);
  paintElement(part, style, brush);
  brush.canvas.restore();
}

function paintElement(part: SvgPart, style: Style, brush: Brush): void {
  switch (part.name) {
    case 'svg':
    case 'g':
      paintChildren(part, style, brush);
      break;
    case 'text':
    case 'tspan':
      for (const child of part.children) if (typeof child === 'string') write(child, style, brush);
      paintChildren(part, style, brush);
      break;
    case 'rect':
    case 'circle':
    case 'path':
      fillAndStroke(pathOf(part.name, style, brush), style, brush);
      break;
    case 'title':
    case 'desc':
    case 'style':
      break;
    default:
      throw new Error(`No picture knows how to paint '${part.name}'.`);
  }
}

function paintChildren(part: SvgPart, style: Style, brush: Brush): void {
  for (const child of part.children) if (typeof child !== 'string') paint(child, brush, style);
}

function place(style: Style, canvas: Canvas): void {
  canvas.globalAlpha *= number(style, 'opacity', 1);
  for (const [, name, values = ''] of (style.get('transform') ?? '').matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [first = 0, x = 0, y = 0] = values.split(/[\s,]+/).map(Number);
    if (name === 'translate') canvas.translate(first, x);
    else if (name === 'rotate') rotate(first, x, y, canvas);
    else throw new Error(`No picture knows how to '${name}'.`);
  }
}

function rotate(degrees: number, x: number, y: number, canvas: Canvas): void {
  canvas.translate(x, y);
  canvas.rotate((degrees * Math.PI) / 180);
  canvas.translate(-x, -y);
}

function number(style: Style, name: string, otherwise = 0): number {
  const text = style.get(name);
  return text === undefined ? otherwise : Number.parseFloat(text);
}

function pathOf(name: 'rect' | 'circle' | 'path', style: Style, { makePath }: Brush): Path2D {
  if (name === 'path') return makePath(style.get('d') ?? '');
  const path = makePath();
  const of = (attribute: string): number => number(style, attribute);
  if (name === 'rect') path.roundRect(of('x'), of('y'), of('width'), of('height'), of('rx'));
  else path.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI);
  return path;
}

function fillAndStroke(path: Path2D, style: Style, { canvas }: Brush): void {
  const { fill = 'black', stroke = 'none' } = { fill: style.get('fill'), stroke: style.get('stroke') };
  if (fill !== 'none') {
    canvas.fillStyle = fill;
    canvas.fill(path);
  }
  if (stroke === 'none') return;
  canvas.strokeStyle = stroke;
  canvas.lineWidth = number(style, 'stroke-width', 1);
  const lengths = (style.get('stroke-dasharray') ?? '').matchAll(/[\d.]+/g);
  canvas.setLineDash([...lengths].map(([length]) => Number(length)));
  canvas.lineCap = oneOf(['butt', 'round', 'square'], style.get('stroke-linecap'));
  canvas.lineJoin = oneOf(['miter', 'round', 'bevel'], style.get('stroke-linejoin'));
  canvas.stroke(path);
}

/** The first is what holds without a word. */
function oneOf<Word extends string>(words: readonly [Word, ...Word[]], word: string | undefined): Word {
  return words.find((each) => each === word) ?? words[0];
}

const alignments = { start: 'start', middle: 'center', end: 'end' } as const;

function write(text: string, style: Style, { canvas, families }: Brush): void {
  canvas.font = `${style.get('font-weight') ?? 400} ${number(style, 'font-size', 16)}px ${families}`;
  canvas.fillStyle = style.get('fill') ?? 'black';
  canvas.direction = oneOf(['ltr', 'rtl'], style.get('direction'));
  canvas.textAlign = alignments[oneOf(['start', 'middle', 'end'], style.get('text-anchor'))];
  canvas.fillText(text, number(style, 'x'), number(style, 'y'));
}
