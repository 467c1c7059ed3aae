// How large every text, node and label is, in px on the screen (before direction `down` turns anything).

import type { Node, Shape } from '../graph/graph.ts';
import { at } from './at.ts';
import type { Direction, Size } from './layout.ts';
import { wrapText } from './text-size.ts';

const nodeFont = 12;
const noteFont = 10;
const labelFont = 11;
export const lineHeight = 1.3;

/** Distance of two ports on one side, px. */
const portGap = 12;
/** The same where more than three share a side. */
const tightPortGap = 8;
/** From a box's corner to its first port. */
export const portMargin = 12;

const boxWidth = 140;
const boxHeight = 48;
const boxPadding = 10;

export interface WrappedText {
  readonly lines: readonly string[];
  readonly widths: readonly number[];
  /** With the plate's padding, for labels; the bare text otherwise. */
  readonly size: Size;
  readonly fontSize: number;
  readonly full: string | undefined;
}

export interface NodeText {
  readonly size: Size;
  readonly text: WrappedText;
  readonly note: WrappedText | undefined;
}

/** `ports` counts the edge ends at right, bottom, left and top of the drawing to the right. */
export function measureNode(node: Node, direction: Direction, ports: readonly number[]): NodeText {
  const bare = measureShape(node);
  const [r, b, l, t] = [at(ports, 0), at(ports, 1), at(ports, 2), at(ports, 3)];
  const [vertical, horizontal] =
    direction === 'right' ? [Math.max(r, l), Math.max(b, t)] : [Math.max(b, t), Math.max(r, l)];
  return { ...bare, size: roomForPorts(node.shape, bare.size, vertical, horizontal) };
}

export function measureLabel(label: string): WrappedText {
  const text = wrap(label, labelFont, 116, 4);
  return { ...text, size: { width: text.size.width + 8, height: text.size.height + 4 } };
}

export function gapOfPorts(count: number): number {
  return count > 3 ? tightPortGap : portGap;
}

function measureShape(node: Node): NodeText {
  switch (node.shape) {
    case 'circle':
      return measureCircle(node.label);
    case 'diamond':
      return measureDiamond(node.label);
    case 'rectangle':
      return measureBox(node.label, undefined);
    case 'taskbox':
      return measureBox(node.label, noteOf(node));
  }
}

function noteOf(node: Node): string | undefined {
  const parts = [node.attributes.get('owner'), node.attributes.get('system')].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function measureBox(label: string, noteText: string | undefined): NodeText {
  const text = wrap(label, nodeFont, boxWidth - 2 * boxPadding, 4);
  const note = noteText === undefined ? undefined : wrap(noteText, noteFont, boxWidth - 2 * boxPadding, 2);
  const width = Math.max(boxWidth, Math.ceil(Math.max(text.size.width, note?.size.width ?? 0)) + 2 * boxPadding);
  const inner = text.size.height + (note === undefined ? 0 : note.size.height + 3);
  return { size: { width, height: Math.max(boxHeight, even(inner + 16)) }, text, note };
}

/** The text's box fits inside the circle: its diagonal is the diameter. Words stay whole unless a circle would get huge. */
function measureCircle(label: string): NodeText {
  const tries = [52, 72, 96, 124, 180].map((width) => wrap(label, nodeFont, width, 4));
  const whole = tries.filter((text) => keepsWords(text.lines, label));
  const best = uncut(whole.length > 0 ? whole : tries.slice(0, 4))
    .map((text) => ({ text, diameter: Math.hypot(text.size.width, text.size.height) }))
    .reduce((a, b) => (b.diameter < a.diameter - 0.5 ? b : a));
  const diameter = Math.max(boxHeight, even(best.diameter + 10));
  return { size: { width: diameter, height: diameter }, text: best.text, note: undefined };
}

/** Those that show all of the text, if any does. */
function uncut(tries: readonly WrappedText[]): readonly WrappedText[] {
  const complete = tries.filter(({ full }) => full === undefined);
  return complete.length > 0 ? complete : tries;
}

/** Lines that end between words read like the text again, or like its beginning when something was cut. */
function keepsWords(lines: readonly string[], label: string): boolean {
  return plain(label.slice(0, mostShown)).startsWith(plain(lines.join(' ')).replace(/…$/u, ''));
}

/** Characters, more than any circle shows. */
const mostShown = 2000;

/** With one space between words, and none where ideographs or an invisible break let a line end anyway. */
function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\u200b ?|(?<=[\u2e80-\u9fff]) | (?=[\u2e80-\u9fff])/gu, '');
}

/** Smallest diamond around a box tw × th, from tw/w + th/h = 1: w = tw + √(tw·th), h = th + √(tw·th), then widened. */
function measureDiamond(label: string): NodeText {
  const best = uncut([64, 84, 104, 128, 160].map((width) => wrap(label, nodeFont, width, 4)))
    .map((text) => ({ text, size: diamondAround(text.size) }))
    .reduce((a, b) => (b.size.width * b.size.height < a.size.width * a.size.height - 1 ? b : a));
  return { size: best.size, text: best.text, note: undefined };
}

function diamondAround(text: Size): Size {
  const [tw, th] = [text.width + 6, text.height + 4];
  const root = Math.sqrt(tw * th);
  const width = Math.max(112, even(tw + root * 1.35));
  const height = Math.max(60, even(th / (1 - tw / width)));
  return { width, height };
}

/** Ports stand on the inner half of a circle's or diamond's side, so that the outline under them is steep enough. */
function roomForPorts(shape: Shape, size: Size, vertical: number, horizontal: number): Size {
  const isBox = shape === 'rectangle' || shape === 'taskbox';
  const needed = (count: number): number => {
    if (count <= 1) return 0;
    const span = (count - 1) * gapOfPorts(count);
    return isBox ? span + 2 * portMargin : even(span / usableShare[shape]);
  };
  const grown = { width: Math.max(size.width, needed(horizontal)), height: Math.max(size.height, needed(vertical)) };
  if (shape !== 'circle') return grown;
  const diameter = Math.max(grown.width, grown.height);
  return { width: diameter, height: diameter };
}

/** The part of a side's length on which ports may stand; little enough that the ports of two sides never meet on a slanted outline. */
export const usableShare: Readonly<Record<Shape, number>> = { circle: 0.62, diamond: 0.44, rectangle: 1, taskbox: 1 };

function wrap(text: string, fontSize: number, maxWidth: number, maxLines: number): WrappedText {
  const wrapped = wrapText(text, { fontSize, maxWidth, maxLines });
  const height = Math.max(1, wrapped.lines.length) * fontSize * lineHeight;
  return {
    lines: wrapped.lines,
    widths: wrapped.widths,
    size: { width: Math.ceil(wrapped.width), height: Math.ceil(height) },
    fontSize,
    full: wrapped.cut ? text : undefined,
  };
}

/** Even sizes put the center on a whole pixel. */
function even(value: number): number {
  return Math.ceil(value / 2) * 2;
}

/** The tab of a loop's frame. */
export function measureTab(label: string): WrappedText {
  const text = wrap(label, noteFont, 150, 2);
  return { ...text, size: { width: text.size.width + 12, height: text.size.height + 4 } };
}
