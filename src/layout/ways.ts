/** The four ways on the lattice, clockwise; also the sides of a node. */
export const right = 0;
export const bottom = 1;
export const left = 2;
export const top = 3;
export type Way = 0 | 1 | 2 | 3;
