/**
 * Colors, twice: as presentation attributes, which every program that shows SVG understands, and as custom properties
 * in a style sheet, which follow the viewer's light or dark scheme and can be set by the page around the drawing.
 */

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `path`, `faded`, … are for what is painted over a drawing. */
type MarkColor = 'path' | 'faded' | 'now' | 'hit' | 'miss';

type Color =
  | 'paper'
  | 'title'
  | 'frame'
  | 'lane-even'
  | 'lane-odd'
  | 'header'
  | 'header-text'
  | 'task'
  | 'task-line'
  | 'text'
  | 'note'
  | 'decision'
  | 'decision-line'
  | 'start'
  | 'start-line'
  | 'end'
  | 'end-line'
  | 'line'
  | 'label'
  | 'loop'
  | 'loop-line'
  | 'tab'
  | 'tab-text'
  | HighlightColor;

type HighlightColor = `${MarkColor}-box` | `${MarkColor}-line` | 'faded-text' | 'miss-hatch' | 'badge-text';

export type Palette = Readonly<Record<Color, `#${string}`>>;

const light: Palette = {
  paper: '#ffffff',
  title: '#0f172a',
  frame: '#cbd5e1',
  'lane-even': '#f6f8fb',
  'lane-odd': '#fdfdfe',
  header: '#e6ebf3',
  'header-text': '#27364b',
  task: '#ffffff',
  'task-line': '#4a76b8',
  text: '#1b2638',
  note: '#55647a',
  decision: '#fff4dc',
  'decision-line': '#c07d12',
  start: '#e3f5ea',
  'start-line': '#2f8f5b',
  end: '#edf0f5',
  'end-line': '#3d4a5f',
  line: '#56647a',
  label: '#3a475b',
  loop: '#f4f0fd',
  'loop-line': '#8259d8',
  tab: '#ebe3fc',
  'tab-text': '#5a34ad',
  'path-box': '#dfeafe',
  'path-line': '#1456c8',
  'faded-box': '#fbfcfd',
  'faded-line': '#828b9b',
  'faded-text': '#656f80',
  'now-box': '#fff0d9',
  'now-line': '#b45309',
  'hit-box': '#e2f4e8',
  'hit-line': '#1c7a43',
  'miss-box': '#fdeeec',
  'miss-line': '#c2321f',
  'miss-hatch': '#f9dad6',
  'badge-text': '#ffffff',
};

const dark: Palette = {
  paper: '#0d131c',
  title: '#eef2f8',
  frame: '#344155',
  'lane-even': '#151d29',
  'lane-odd': '#111822',
  header: '#222d3d',
  'header-text': '#d7dfea',
  task: '#1d2736',
  'task-line': '#6d9be0',
  text: '#eaeff6',
  note: '#a9b6c8',
  decision: '#33280f',
  'decision-line': '#d9a441',
  start: '#12301f',
  'start-line': '#4fb681',
  end: '#262f3d',
  'end-line': '#b3bfd0',
  line: '#93a1b5',
  label: '#c9d3e0',
  loop: '#1f1b33',
  'loop-line': '#a184ee',
  tab: '#33284f',
  'tab-text': '#d4c5fb',
  'path-box': '#15305e',
  'path-line': '#6ea8ff',
  'faded-box': '#171e28',
  'faded-line': '#6b7789',
  'faded-text': '#8d99ab',
  'now-box': '#3d2a0c',
  'now-line': '#ffb45c',
  'hit-box': '#11321f',
  'hit-line': '#4cc27f',
  'miss-box': '#3a1a18',
  'miss-line': '#ff8a75',
  'miss-hatch': '#5c2a26',
  'badge-text': '#0d131c',
};

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = { light, dark };

interface Paint {
  readonly fill: Color | 'none';
  readonly stroke?: Color;
}

/** A part of the drawing with a paint of its own. */
export type PaintName =
  | 'paper'
  | 'title'
  | 'frame'
  | 'lane-even'
  | 'lane-odd'
  | 'header'
  | 'header-text'
  | 'task'
  | 'human'
  | 'decision'
  | 'event'
  | 'start'
  | 'end'
  | 'text'
  | 'note'
  | 'line'
  | 'head'
  | 'back'
  | 'back-head'
  | 'label'
  | 'loop'
  | 'loop-plate'
  | 'tab'
  | 'tab-text'
  | 'tab-sign'
  | HighlightPaint;

type HighlightPaint =
  | `${MarkColor}-box`
  | `${MarkColor}-line`
  | `${MarkColor}-head`
  | `${MarkColor}-bar`
  | `${MarkColor}-badge`
  | 'faded-text'
  | 'miss-hatch'
  | 'badge-text'
  | 'legend-text';

const plainPaints: Readonly<Record<Exclude<PaintName, HighlightPaint>, Paint>> = {
  paper: { fill: 'paper' },
  title: { fill: 'title' },
  frame: { fill: 'none', stroke: 'frame' },
  'lane-even': { fill: 'lane-even' },
  'lane-odd': { fill: 'lane-odd' },
  header: { fill: 'header' },
  'header-text': { fill: 'header-text' },
  task: { fill: 'task', stroke: 'task-line' },
  human: { fill: 'task-line' },
  decision: { fill: 'decision', stroke: 'decision-line' },
  event: { fill: 'task', stroke: 'task-line' },
  start: { fill: 'start', stroke: 'start-line' },
  end: { fill: 'end', stroke: 'end-line' },
  text: { fill: 'text' },
  note: { fill: 'note' },
  line: { fill: 'none', stroke: 'line' },
  head: { fill: 'line' },
  back: { fill: 'none', stroke: 'loop-line' },
  'back-head': { fill: 'loop-line' },
  label: { fill: 'label' },
  loop: { fill: 'loop', stroke: 'loop-line' },
  'loop-plate': { fill: 'loop' },
  tab: { fill: 'tab', stroke: 'loop-line' },
  'tab-text': { fill: 'tab-text' },
  'tab-sign': { fill: 'none', stroke: 'tab-text' },
};

const highlightPaints: Readonly<Record<HighlightPaint, Paint>> = {
  ...paintsOf('path'),
  ...paintsOf('faded'),
  ...paintsOf('now'),
  ...paintsOf('hit'),
  ...paintsOf('miss'),
  'faded-text': { fill: 'faded-text' },
  'miss-hatch': { fill: 'none', stroke: 'miss-hatch' },
  'badge-text': { fill: 'badge-text' },
  'legend-text': { fill: 'note' },
};

const paints: Readonly<Record<PaintName, Paint>> = { ...plainPaints, ...highlightPaints };

type PaintsOf<M extends MarkColor> = Readonly<
  Record<`${M}-box` | `${M}-line` | `${M}-head` | `${M}-bar` | `${M}-badge`, Paint>
>;

/** A filled outline, a line with its head, a figure without outline, and a badge that stands out from lines. */
function paintsOf<M extends MarkColor>(mark: M): PaintsOf<M> {
  const all = {
    [`${mark}-box`]: { fill: `${mark}-box`, stroke: `${mark}-line` },
    [`${mark}-line`]: { fill: 'none', stroke: `${mark}-line` },
    // An arrowhead grows with its line by being outlined.
    [`${mark}-head`]: { fill: `${mark}-line`, stroke: `${mark}-line` },
    [`${mark}-bar`]: { fill: `${mark}-line` },
    [`${mark}-badge`]: { fill: `${mark}-line`, stroke: 'lane-odd' },
  };
  // TypeScript widens computed keys to any text; these are the five of the type.
  return all as PaintsOf<M>;
}

const highlightOnly: ReadonlySet<string> = new Set(
  Object.values(highlightPaints)
    .flatMap(({ fill, stroke }) => [fill, stroke ?? 'none'])
    .filter((color) => !Object.values(plainPaints).some(({ fill, stroke }) => color === fill || color === stroke)),
);

export type Attributes = Readonly<Record<string, string | number>>;

/** Attributes that paint an element whatever shows it: a class for the style sheet, colors for everyone else. */
export type Painter = (name: PaintName) => Attributes;

export function painterOf(theme: Theme): Painter {
  const palette = palettes[theme === 'dark' ? 'dark' : 'light'];
  return (name) => {
    const paint = paints[name];
    const fill = paint.fill === 'none' ? 'none' : palette[paint.fill];
    return { class: `lf-${name}`, fill, ...(paint.stroke && { stroke: palette[paint.stroke] }) };
  };
}

/** Text and the paint below it, wherever the drawing puts one on the other. */
export const textGrounds: readonly (readonly [text: PaintName, ground: PaintName])[] = [
  ['title', 'paper'],
  ['header-text', 'header'],
  ['text', 'task'],
  ['text', 'decision'],
  ['text', 'event'],
  ['text', 'start'],
  ['text', 'end'],
  ['note', 'task'],
  ['label', 'lane-even'],
  ['label', 'lane-odd'],
  ['label', 'loop-plate'],
  ['tab-text', 'tab'],
];

/** The same for what is painted over a drawing. */
export const highlightGrounds: typeof textGrounds = [
  ...(['path-box', 'now-box', 'hit-box', 'miss-box', 'miss-hatch'] as const).flatMap((ground) => [
    ['text', ground] as const,
    ['note', ground] as const,
  ]),
  ...(['faded-box', 'lane-even', 'lane-odd', 'loop-plate'] as const).map((ground) => ['faded-text', ground] as const),
  ...(['path-badge', 'now-badge', 'hit-badge', 'miss-badge'] as const).map((ground) => ['badge-text', ground] as const),
  ['legend-text', 'paper'],
];

/** The color that fills a part, in one palette; of a part that is a line, the color of the line. */
export function fillOf(name: PaintName, palette: Palette): string {
  const { fill, stroke } = paints[name];
  if (fill !== 'none') return palette[fill];
  return stroke === undefined ? 'none' : palette[stroke];
}

/**
 * The style sheet. `@supports` hides it from programs that read style sheets but not custom properties; some of those
 * would otherwise paint `var(…)` black.
 */
export function styleSheet(theme: Theme, isHighlighted = false): string {
  const used = isHighlighted ? paints : plainPaints;
  const first = palettes[theme === 'dark' ? 'dark' : 'light'];
  const scheme = `.laneflow-${theme}{${properties(first, isHighlighted)}}`;
  const other =
    theme === 'auto' ? `\n@media (prefers-color-scheme:dark){.laneflow-auto{${properties(dark, isHighlighted)}}}` : '';
  const rules = Object.entries(used).map(([name, paint]) => `.lf-${name}{${declarations(paint)}}`);
  return `@supports (color:var(--a)){\n${scheme}${other}\n${rules.join('\n')}\n}`;
}

function properties(palette: Palette, isHighlighted: boolean): string {
  return Object.entries(palette)
    .filter(([color]) => isHighlighted || !highlightOnly.has(color))
    .map(([color, value]) => `--lf-${color}:${value}`)
    .join(';');
}

function declarations({ fill, stroke }: Paint): string {
  const filled = fill === 'none' ? 'fill:none' : `fill:var(--lf-${fill})`;
  return stroke === undefined ? filled : `${filled};stroke:var(--lf-${stroke})`;
}
