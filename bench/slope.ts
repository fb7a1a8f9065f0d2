/**
 * The slope of a noisy series without trust in its noise: the median of the slopes of all pairs of points (Theil 1950, Sen 1968), with
 * Sen's interval from the variance of Kendall's S. Neighbours in time resemble each other, so that the interval is rather too narrow.
 */

export interface Point {
  x: number;
  y: number;
}

export interface Slope {
  slope: number;
  /** Of 95 %. */
  low: number;
  high: number;
}

const Z = 1.96;

/** Null for fewer than four points, or when all lie at one x. */
export function theilSen(points: readonly Point[]): Slope | null {
  if (points.length < 4) return null;
  const slopes = points
    .flatMap((a, i) => points.slice(i + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])))
    .toSorted((a, b) => a - b);
  if (slopes.length === 0) return null;
  const n = points.length;
  const half = (Z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)) / 2;
  const middle = slopes.length / 2;
  const at = (rank: number): number =>
    slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] as number;
  return {
    slope: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2,
    low: at(middle - half - 1),
    high: at(middle + half),
  };
}
