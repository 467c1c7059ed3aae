import type { Painter } from './theme.ts';

/** What every part of the drawing is drawn with. */
export interface Pen {
  readonly paint: Painter;
  /** The id of a part: `lf-node-n1`. */
  readonly idOf: (kind: 'node' | 'edge' | 'lane' | 'loop' | 'text', id: string) => string;
}
