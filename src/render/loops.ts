import type { G } from '@svgdotjs/svg.js';
import type { Box, LoopFrame, LoopMark, Point, Rect, TextBlock, TextLine } from '../layout/layout.ts';
import { drawLoopSign, drawText, drawTooltip } from './labels.ts';
import { centerOf, round } from './path.ts';
import type { Pen } from './pen.ts';

const frameRadius = 8;
const badgeRadius = 7;
const sign = '↻';
/** Together no more than the sign and a space would have taken. */
const signWidth = 9;
const signGap = 4;

/** The dashed frames of all loops, below lines and nodes; the larger first, since they are filled. */
export function drawLoopFrames(parent: G, loops: readonly LoopMark[], pen: Pen): void {
  const frames = loops.flatMap((loop) => loop.frames.map(({ frame }) => ({ loop, frame })));
  const area = ({ frame }: (typeof frames)[number]): number => frame.width * frame.height;
  for (const { loop, frame } of frames.sort((a, b) => area(b) - area(a))) {
    const place = { x: round(frame.x), y: round(frame.y), width: round(frame.width), height: round(frame.height) };
    const outline = { rx: frameRadius, 'stroke-width': 1.2, 'stroke-dasharray': '5 4' };
    parent.element('rect').attr({ ...pen.paint('loop'), ...place, ...outline, 'data-loop': loop.id });
  }
}

/** Tabs and badges, above the lines that cross them. */
export function drawLoopMarks(
  parent: G,
  loop: LoopMark,
  boxes: ReadonlyMap<string, Box>,
  badges: Map<string, number>,
  pen: Pen,
): void {
  const group = parent.group().attr({ id: pen.idOf('loop', loop.id), 'data-loop': loop.id, ...pen.facts });
  drawTooltip(group, [loop.condition, pen.tooltip]);
  for (const frame of loop.frames) drawTab(group, frame, pen);
  for (const member of loop.marked) {
    const box = boxes.get(member);
    if (box === undefined) continue;
    const place = badges.get(member) ?? 0;
    badges.set(member, place + 1);
    drawBadge(group, badgePlace(box, place), loop.number, pen);
  }
}

function drawTab(group: G, { tab }: LoopFrame, pen: Pen): void {
  const { x, y, width, height } = tab.frame;
  const place = { x: round(x), y: round(y), width: round(width), height: round(height) };
  group.element('rect').attr({ ...pen.paint('tab'), ...place, rx: Math.min(height, 18) / 2, 'stroke-width': 1 });
  drawTabText(group, tab, pen);
}

/** The layout writes the sign as text, and so reserves its room; it is drawn as a figure. */
function drawTabText(group: G, tab: TextBlock, pen: Pen): void {
  const [first, ...others] = tab.lines;
  if (first === undefined) return;
  if (!first.text.startsWith(sign) || tab.turned) {
    drawText(group, tab, { paint: 'tab-text' }, pen);
    return;
  }
  const left = first.x - first.width / 2;
  drawLoopSign(group, { x: left + signWidth / 2 + 1, y: first.y - tab.fontSize * 0.36 }, pen);
  const rest: TextLine = {
    ...first,
    text: first.text.slice(sign.length).trimStart(),
    x: first.x + (signWidth + signGap) / 2,
  };
  if (rest.text !== '') drawText(group, { ...tab, lines: [rest] }, { paint: 'tab-text' }, pen);
  drawText(group, { ...tab, lines: others }, { paint: 'tab-text' }, pen);
}

/** The loop's number where marks of several loops could be meant, else the sign. */
function drawBadge(group: G, { x, y }: Point, number: number | undefined, pen: Pen): void {
  const badge = group.group().attr({ 'data-badge': number ?? null });
  badge.element('circle').attr({ ...pen.paint('tab'), cx: round(x), cy: round(y), r: badgeRadius, 'stroke-width': 1 });
  if (number === undefined) {
    drawLoopSign(badge, { x: x - 0.1, y: y + 0.3 }, pen);
    return;
  }
  const text = { ...pen.paint('tab-text'), 'font-size': 9, x: round(x), y: round(y + 3.2) };
  badge.element('text').attr(text).words(String(number));
}

/** On the outline at the upper right; further badges follow to the left. */
function badgePlace(box: Box, place: number): Point {
  const { x, y } = onOutline(box, 1, -1);
  return { x: x - place * (2 * badgeRadius + 1), y };
}

/** The loop badges of a node, one beside the other. */
export function badgeFrames(box: Box, count: number): readonly Rect[] {
  return Array.from({ length: count }, (_, place) => {
    const { x, y } = badgePlace(box, place);
    return { x: x - badgeRadius, y: y - badgeRadius, width: 2 * badgeRadius, height: 2 * badgeRadius };
  });
}

/** Where a badge sits on a node's outline: 1 is to the right or down, -1 to the left or up. */
export function onOutline({ shape, frame }: Box, right: 1 | -1, down: 1 | -1): Point {
  const center = centerOf(frame);
  const [across, along] = badgeReach[shape];
  return { x: center.x + (frame.width / 2) * across * right, y: center.y + (frame.height / 2) * along * down };
}

/** Where the outline is met, in halves of the frame's width and height. */
const badgeReach: Readonly<Record<Box['shape'], readonly [across: number, along: number]>> = {
  circle: [Math.SQRT1_2, Math.SQRT1_2],
  diamond: [0.62, 0.38],
  rectangle: [0.96, 1],
  taskbox: [0.96, 1],
};
