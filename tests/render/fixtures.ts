/** Layouts made by hand, so that drawing is tested without the layout's opinions. */
import type {
  Box,
  LaneBox,
  Layout,
  LoopFrame,
  LoopMark,
  Point,
  Rect,
  Route,
  RouteLabel,
  TextBlock,
} from '../../src/layout/layout.ts';
import { wrapText } from '../../src/layout/text-size.ts';

export function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

interface Writing {
  readonly fontSize?: number;
  readonly maxWidth?: number;
  readonly turned?: boolean;
  readonly weight?: 'normal' | 'bold';
  readonly dy?: number;
}

/** Text in the middle of a rectangle, broken to its width. */
export function textIn(frame: Rect, text: string, options: Writing = {}): TextBlock {
  const { fontSize = 12, turned = false, weight = 'normal', dy = 0 } = options;
  const maxWidth = options.maxWidth ?? (turned ? frame.height : frame.width) - 16;
  const wrapped = wrapText(text, { fontSize, maxWidth, weight });
  const step = fontSize * 1.3;
  const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2 + dy];
  const top = y - (wrapped.lines.length * step) / 2;
  const lines = wrapped.lines.map((line, index) => ({
    text: line,
    x,
    y: top + index * step + step / 2 + fontSize * 0.35,
    width: wrapped.widths[index] ?? 0,
  }));
  return { frame, lines, fontSize, turned, full: wrapped.cut ? text : undefined };
}

export function laneBox(id: string, label: string, frame: Rect): LaneBox {
  const header = rect(frame.x, frame.y, 36, frame.height);
  return { id, label, frame, header, text: textIn(header, label, { turned: true, weight: 'bold' }) };
}

export function box(id: string, shape: Box['shape'], frame: Rect, label: string, extra: Partial<Box> = {}): Box {
  return {
    id,
    lane: 'a',
    shape,
    frame,
    label,
    text: textIn(frame, label, extra.note === undefined ? {} : { dy: -7 }),
    note: undefined,
    role: 'step',
    description: undefined,
    ...extra,
  };
}

function noteIn(frame: Rect, text: string): TextBlock {
  return textIn(rect(frame.x, frame.y + frame.height / 2, frame.width, frame.height / 2), text, { fontSize: 10 });
}

export function points(...numbers: readonly number[]): readonly Point[] {
  return Array.from({ length: numbers.length / 2 }, (_, index) => ({
    x: numbers[2 * index] ?? 0,
    y: numbers[2 * index + 1] ?? 0,
  }));
}

export function route(id: string, from: string, to: string, way: readonly Point[], extra: Partial<Route> = {}): Route {
  const plain = { label: undefined, back: false, reply: false, loop: undefined, implicit: false };
  return { id, from, to, fromSide: 'right', toSide: 'left', points: way, ...plain, ...extra };
}

export function labelAt(label: string, x: number, y: number): RouteLabel {
  const wrapped = wrapText(label, { fontSize: 11, maxWidth: 116 });
  const [width, height] = [wrapped.width + 8, wrapped.lines.length * 14.3 + 4];
  const frame = rect(x - width / 2, y - height / 2, width, height);
  return { label, frame, text: textIn(frame, label, { fontSize: 11, maxWidth: 116 }) };
}

export function tabbed(frame: Rect, members: readonly string[], text: string): LoopFrame {
  const { width } = wrapText(text, { fontSize: 10, maxWidth: 150 });
  const tab = rect(frame.x + 14, frame.y - 9, width + 14, 18);
  return { frame, members, tab: textIn(tab, text, { fontSize: 10, maxWidth: 150 }) };
}

export const empty: Layout = {
  size: { width: 40, height: 30 },
  direction: 'right',
  title: undefined,
  description: undefined,
  lanes: [],
  boxes: [],
  routes: [],
  loops: [],
};

const lanes = [
  laneBox('a', 'Customer', rect(16, 52, 1060, 132)),
  laneBox('b', 'Returns desk', rect(16, 184, 1060, 196)),
  laneBox('c', 'Bank', rect(16, 380, 1060, 104)),
];

const frames = {
  start: rect(72, 94, 48, 48),
  ask: rect(176, 94, 140, 48),
  wait: rect(800, 94, 52, 52),
  end: rect(992, 92, 56, 56),
  review: rect(176, 240, 140, 58),
  fair: rect(400, 236, 128, 66),
  repair: rect(394, 322, 140, 48),
  refund: rect(640, 229, 140, 80),
  pay: rect(640, 408, 140, 48),
  book: rect(860, 403, 150, 58),
};

const ownerNote = noteIn(frames.review, 'Maria · CRM');
const bookNote = noteIn(frames.book, 'An accountant · Ledger 9');

const boxes: readonly Box[] = [
  box('start', 'circle', frames.start, 'Start', { role: 'start' }),
  box('ask', 'rectangle', frames.ask, 'Send the parcel back'),
  box('wait', 'circle', frames.wait, 'Wait'),
  box('end', 'circle', frames.end, 'Done', { role: 'end' }),
  box('review', 'taskbox', frames.review, 'Look at the goods', { note: ownerNote, description: 'Takes two days.' }),
  box('fair', 'diamond', frames.fair, 'As promised?'),
  box('repair', 'taskbox', frames.repair, 'Repair'),
  box(
    'refund',
    'rectangle',
    frames.refund,
    'Agree on a refund that both sides find fair and can live with for good and all, whatever comes',
  ),
  box('pay', 'rectangle', frames.pay, 'Pay'),
  box('book', 'taskbox', frames.book, 'Book', { note: bookNote }),
];

const routes: readonly Route[] = [
  route('e1', 'start', 'ask', points(120, 118, 176, 118)),
  route('e2', 'ask', 'review', points(246, 142, 246, 240), { label: labelAt('Parcel', 246, 190) }),
  route('e3', 'review', 'fair', points(316, 269, 400, 269)),
  route('e4', 'fair', 'refund', points(528, 269, 640, 269), { label: labelAt('Yes', 592, 269) }),
  route('e5', 'fair', 'repair', points(464, 302, 464, 322)),
  route('e6', 'repair', 'review', points(394, 346, 350, 346, 350, 220, 280, 220, 280, 240), {
    back: true,
    loop: 'loop1',
    label: labelAt('Again', 350, 312),
  }),
  route('e7', 'refund', 'pay', points(710, 309, 710, 408), { label: labelAt('Order', 710, 326) }),
  route('e8', 'pay', 'refund', points(760, 408, 760, 309), { reply: true, label: labelAt('Paid', 760, 366) }),
  route('e9', 'pay', 'book', points(780, 432, 860, 432)),
  route('e10', 'refund', 'wait', points(780, 269, 826, 269, 826, 146)),
  route('e11', 'wait', 'end', points(852, 120, 992, 120)),
  route('e12', 'book', 'ask', points(935, 403, 935, 170, 204, 170, 204, 142), { implicit: true, loop: 'loop2' }),
  route('e13', 'refund', 'end', points(740, 229, 740, 76, 1020, 76, 1020, 92)),
  route('e14', 'repair', 'book', points(534, 346, 920, 346, 920, 403)),
];

const loops: readonly LoopMark[] = [
  {
    id: 'loop1',
    number: 1,
    condition: 'until as promised',
    members: ['fair', 'repair', 'review'],
    frames: [tabbed(rect(376, 214, 176, 162), ['fair', 'repair'], '↻ 1 · until as promised')],
    marked: ['review'],
  },
  {
    id: 'loop2',
    number: 2,
    condition: 'every year',
    members: ['wait', 'book', 'fair', 'refund'],
    frames: [],
    marked: ['wait', 'book', 'fair', 'refund'],
  },
];

const titleFrame = rect(16, 12, 1060, 28);

/** Every kind of node, edge and mark. */
export const gallery: Layout = {
  size: { width: 1092, height: 500 },
  direction: 'right',
  title: { ...textIn(titleFrame, 'Returns', { fontSize: 16, weight: 'bold' }) },
  description: 'What happens to a parcel that comes back.',
  lanes,
  boxes: boxes.map((one) => ({ ...one, lane: laneAt(one.frame.y) })),
  routes,
  loops,
};

function laneAt(y: number): string {
  return lanes.findLast((lane) => lane.frame.y <= y)?.id ?? '';
}
