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
  /** What a highlight says of the part: attributes of its group, and a line of its tooltip. */
  readonly facts: Attributes;
  readonly tooltip: string | undefined;
}
