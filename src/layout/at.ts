/** Reads where the index is known to be inside: the one place that tells the compiler so. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  // True by construction: indices of the layout come from loops over the same arrays.
  return items[index] as T;
}
