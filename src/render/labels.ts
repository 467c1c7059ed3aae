import type { Container } from '@svgdotjs/svg.js';
import type { Point, TextBlock, TextLine } from '../layout/layout.ts';
import { centerOf, round } from './path.ts';
import type { Pen } from './pen.ts';
import type { Attributes, PaintName } from './theme.ts';

export interface TextStyle {
  readonly paint: PaintName;
  readonly bold?: boolean;
  /** Px to the right of where the layout put it. */
  readonly shift?: number;
  /** `start` keeps the left edge where it was measured, whatever font is there. */
  readonly anchor?: 'middle' | 'start';
}

/** Lines where the layout put them; nothing for a block without lines. */
export function drawText(parent: Container, block: TextBlock, style: TextStyle, pen: Pen): void {
  const [first, ...more] = block.lines;
  if (first === undefined) return;
  const attributes = { ...pen.paint(style.paint), 'font-size': round(block.fontSize), ...variants(block, style) };
  if (more.length === 0) {
    parent
      .element('text')
      .attr({ ...attributes, ...placeOf(first, style) })
      .words(first.text);
    return;
  }
  const text = parent.element('text').attr(attributes);
  for (const line of block.lines) text.element('tspan').attr(placeOf(line, style)).words(line.text);
}

function variants(block: TextBlock, { bold, anchor }: TextStyle): Attributes {
  const center = centerOf(block.frame);
  const isRtl = block.lines[0] !== undefined && rightToLeft.test(block.lines[0].text);
  return {
    ...(bold && { 'font-weight': 600 }),
    ...(isRtl && { direction: 'rtl' }),
    // In text from right to left the left edge is the end.
    ...(anchor === 'start' && { 'text-anchor': isRtl ? 'end' : 'start' }),
    ...(block.turned && { transform: `rotate(-90 ${round(center.x)} ${round(center.y)})` }),
  };
}

/** The first letter decides, as on a page of the web whose direction is `auto`. */
const rightToLeft = /^\P{L}*[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

function placeOf(line: TextLine, { shift = 0, anchor = 'middle' }: TextStyle): { x: number; y: number } {
  const x = anchor === 'start' ? line.x - line.width / 2 : line.x;
  return { x: round(x + shift), y: round(line.y) };
}

/** What a pointer that rests on the part shows, and a reader may speak. */
export function drawTooltip(parent: Container, texts: readonly (string | undefined)[]): void {
  const text = texts.filter((one) => one !== undefined && one !== '').join('\n');
  if (text !== '') parent.element('title').words(text);
}

/** An arrow round in a circle, drawn rather than written, since few fonts have the sign. */
export function drawLoopSign(parent: Container, { x, y }: Point, pen: Pen): void {
  parent.path(loopSign).attr({
    ...pen.paint('tab-sign'),
    'stroke-width': 1.2,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    transform: `translate(${round(x)} ${round(y)})`,
  });
}

const loopSign = 'M3.4-4.1V-1.5H.8M3.1-1.5A3.4 3.4 0 1 0 3.3.9';
