/** The closed word lists of the language, shared by all who read or write it. */
export const shapes = ['circle', 'rectangle', 'diamond', 'taskbox'] as const;
export type Shape = (typeof shapes)[number];

export const sides = ['left', 'right', 'top', 'bottom'] as const;
export type Side = (typeof sides)[number];

/** The attributes of a node that have a meaning; others are kept and reported. */
export const nodeAttributes = ['label', 'owner', 'description', 'system'] as const;

/** Words of the language that cannot name a lane or node. */
export const reservedWords: readonly string[] = ['loop', 'handle'];

const shapeAliases: ReadonlyMap<string, Shape> = new Map([
  ['rect', 'rectangle'],
  ['box', 'rectangle'],
  ['process', 'rectangle'],
  ['step', 'rectangle'],
  ['decision', 'diamond'],
  ['choice', 'diamond'],
  ['start', 'circle'],
  ['end', 'circle'],
]);

const sideAliases: ReadonlyMap<string, Side> = new Map([
  ['up', 'top'],
  ['down', 'bottom'],
]);

/** The shape a word means: `Rect` is a rectangle. Undefined for a word that means none. */
export function shapeOf(word: string): Shape | undefined {
  const lower = word.toLowerCase();
  return shapes.find((shape) => shape === lower) ?? shapeAliases.get(lower);
}

/** The side a word means: `up` is top. Undefined for a word that means none. */
export function sideOf(word: string): Side | undefined {
  const lower = word.toLowerCase();
  return sides.find((side) => side === lower) ?? sideAliases.get(lower);
}
