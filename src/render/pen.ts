import type { Attributes, Painter } from './theme.ts';

/** What every part of the drawing is drawn with. */
export interface Pen {
  readonly paint: Painter;
  /** The id of a part: `lf-node-n1`. */
  readonly idOf: (kind: 'node' | 'edge' | 'lane' | 'loop' | 'text', id: string) => string;
  /** Px by which lines and outlines are wider than usual. */
  readonly wider: number;
  /** Dashes of outlines, and of lines in place of their own. */
  readonly dashes: Attributes;
  readonly isHatched: boolean;
  /** Attributes of the part's group: what it is called, and what a highlight says of it. */
  readonly facts: Attributes;
  /** A line that a highlight adds to the part's tooltip. */
  readonly tooltip: string | undefined;
}

/** For a part that those who hear the drawing can come to; the roles are of WAI-ARIA Graphics, with an older one behind. */
export function named(pen: Pen, name: string): Pen {
  const label = pen.tooltip === undefined ? name : `${name}; ${pen.tooltip}`;
  return { ...pen, facts: { role: 'graphics-symbol img', 'aria-label': label, ...pen.facts } };
}
