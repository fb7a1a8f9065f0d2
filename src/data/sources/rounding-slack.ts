/** How far an answer with more digits may be from a gold that its source has rounded. */

const LARGEST = 0.01;

/**
 * The relative tolerance of a gold that was rounded to `places` decimals: half a unit of the last of them, at most 1 %. Negative places
 * are digits before the point.
 */
export function roundingSlack(gold: number, places: number): number {
  return gold === 0 ? 0 : Math.min(LARGEST, (0.5 * 10 ** -places) / Math.abs(gold));
}
