/** Wilson's score interval for a proportion (Wilson 1927; Newcombe, Statistics in Medicine 17 (1998), method 3). */

export interface Interval {
  low: number;
  high: number;
}

/** The two-sided 95 % point of the standard normal distribution. */
export const Z95 = 1.959963984540054;

/** Interval for `correct` of `n`, as shares 0…1. With n = 0 nothing is known: [0, 1]. */
export function wilson(correct: number, n: number, z = Z95): Interval {
  if (!(correct >= 0 && correct <= n)) throw new RangeError(`wilson: ${correct} correct of ${n}`);
  if (n === 0) return { low: 0, high: 1 };
  const share = correct / n;
  const scale = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // At the ends the bound is exactly 0 or 1; the formula misses it by a rounding error.
  return {
    low: correct === 0 ? 0 : Math.max(0, centre - half),
    high: correct === n ? 1 : Math.min(1, centre + half),
  };
}
