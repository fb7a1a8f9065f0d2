/** Differences of shares for people. */

/** 0.0297 → +3.0; a minus sign, not a hyphen. */
export function pointsText(difference: number): string {
  const text = (100 * Math.abs(difference)).toFixed(1);
  return Number(text) === 0 ? text : `${difference < 0 ? '−' : '+'}${text}`;
}
