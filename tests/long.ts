/** How often a test that draws lots does so: more in the long run (`npm run test:long`) than in the usual one. */
export function rounds(normal: number, long: number): number {
  return process.env.LANEFLOW_LONG === '1' ? long : normal;
}
