/** A set of numbers below some bound, emptied at once. */
export interface NumberSet {
  readonly has: (number: number) => boolean;
  /** False when it was there already. */
  readonly add: (number: number) => boolean;
  readonly clear: () => void;
}

export function numberSet(bound: number): NumberSet {
  const addedIn = new Int32Array(bound);
  let round = 1;
  const has = (number: number): boolean => addedIn[number] === round;
  const add = (number: number): boolean => {
    if (addedIn[number] === round) return false;
    addedIn[number] = round;
    return true;
  };
  const clear = (): void => {
    round++;
  };
  return { has, add, clear };
}
