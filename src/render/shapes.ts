import type { G } from '@svgdotjs/svg.js';
import type { Box } from '../layout/layout.ts';
import { drawHatch } from './hatch.ts';
import { drawText, drawTooltip } from './labels.ts';
import { centerOf, polygon, round, roundedRect } from './path.ts';
import type { Pen } from './pen.ts';

type Shape = Box['shape'];

const lineWidth = 1.4;
const cornerRadius = 6;

/** A node: its outline tells its kind by form, and its color says the same again. */
export function drawBox(parent: G, box: Box, pen: Pen): void {
  const group = parent.group().attr({ id: pen.idOf('node', box.id), 'data-node': box.id, ...pen.facts });
  drawTooltip(group, [box.text.full, box.note?.full, box.description, pen.tooltip]);
  drawOutline(group, box, pen);
  drawText(group, box.text, { paint: 'text' }, pen);
  drawNote(group, box, pen);
}

/** A node without its text. */
export function drawOutline(group: G, box: Outline, pen: Pen): void {
  drawShape[box.shape](group, box, pen);
  if (pen.isHatched) drawHatch(group, box, box.shape === 'taskbox' ? barWidth : 0, pen);
}

type Outline = Pick<Box, 'shape' | 'frame' | 'role'>;

const drawShape: Readonly<Record<Shape, (group: G, box: Outline, pen: Pen) => void>> = {
  circle: drawCircle,
  diamond: drawDiamond,
  rectangle: drawTask,
  taskbox: drawHumanTask,
};

/** A start is a heavy ring, an end a double one, anything between a fine one. */
function drawCircle(group: G, { frame, role }: Outline, pen: Pen): void {
  const radius = Math.min(frame.width, frame.height) / 2;
  const { x, y } = centerOf(frame);
  const ring = (inset: number, width: number, paint: 'start' | 'end' | 'event'): void => {
    const r = round(radius - inset);
    const outline = { 'stroke-width': round(width + pen.wider), ...pen.dashes };
    group.element('circle').attr({ ...pen.paint(paint), cx: round(x), cy: round(y), r, ...outline });
  };
  switch (role) {
    case 'start':
      ring(0.6, 2.6, 'start');
      break;
    case 'step':
      ring(0, lineWidth, 'event');
      break;
    case 'end':
      ring(0, lineWidth, 'end');
      ring(3.2, 1.8, 'end');
  }
}

function drawDiamond(group: G, { frame: { x, y, width, height } }: Outline, pen: Pen): void {
  const corners = [
    { x: x + width / 2, y },
    { x: x + width, y: y + height / 2 },
    { x: x + width / 2, y: y + height },
    { x, y: y + height / 2 },
  ];
  const outline = { ...pen.paint('decision'), 'stroke-width': lineWidth + pen.wider, 'stroke-linejoin': 'round' };
  group.path(polygon(corners)).attr({ ...outline, ...pen.dashes });
}

function drawTask(group: G, { frame: { x, y, width, height } }: Outline, pen: Pen): void {
  const place = { x: round(x), y: round(y), width: round(width), height: round(height), rx: cornerRadius };
  const outline = { 'stroke-width': lineWidth + pen.wider, ...pen.dashes };
  group.element('rect').attr({ ...pen.paint('task'), ...place, ...outline });
}

const barWidth = 5;

function drawHumanTask(group: G, box: Outline, pen: Pen): void {
  drawTask(group, box, pen);
  const bar = roundedRect({ ...box.frame, width: barWidth }, [barWidth, 0, 0, barWidth]);
  group.path(bar).attr(pen.paint('human'));
}

const personWidth = 8;
const personGap = 4;

/** Owner and system, with a person before them where the box has room. */
function drawNote(group: G, { frame, note }: Box, pen: Pen): void {
  const [line] = note?.lines ?? [];
  if (note === undefined || line === undefined) return;
  const hasRoom = line.width + personWidth + personGap <= frame.width - 2 * (barWidth + 4);
  const shift = hasRoom ? (personWidth + personGap) / 2 : 0;
  drawText(group, note, { paint: 'note', shift }, pen);
  if (!hasRoom) return;
  const x = line.x + shift - line.width / 2 - personGap - personWidth / 2;
  const transform = `translate(${round(x)} ${round(line.y - 3.5)})`;
  group.path(person).attr({ ...pen.paint('note'), transform });
}

const person = 'M-4 4.4C-4 1.6-2.2.7 0 .7S4 1.6 4 4.4ZM-2.2-2.2a2.2 2.2 0 1 1 4.4 0a2.2 2.2 0 1 1-4.4 0Z';
