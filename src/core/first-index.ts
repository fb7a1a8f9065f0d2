/**
 * The first of `count` places in order that is not before what is looked for; `count` where all are.
 * @param isBefore true for the first places, false for all others
 */
export function firstIndex(count: number, isBefore: (index: number) => boolean): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
