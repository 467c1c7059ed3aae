/** Sets of small numbers as bits, 32 in each number of an array. */

export function emptyBits(bound: number): Int32Array {
  return new Int32Array((bound + 31) >> 5);
}

export function bitsOf(numbers: Iterable<number>, bound: number): Int32Array {
  const bits = emptyBits(bound);
  for (const number of numbers) addBit(bits, number);
  return bits;
}

export function addBit(bits: Int32Array, number: number): void {
  bits[number >> 5] = (bits[number >> 5] ?? 0) | (1 << (number & 31));
}

export function hasBit(bits: Int32Array, number: number): boolean {
  return ((bits[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;
}
