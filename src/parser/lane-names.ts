/** `Night Shift` becomes `NightShift`. */
export function laneIdFrom(text: string): string {
  const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[\p{L}_]/u.test(joined) ? joined : `Lane${joined}`;
}
