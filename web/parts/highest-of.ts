/** Which of several scores stands out. */

/** The highest; null where none is above another. Absent ones do not count. */
export function highestOf(scores: readonly (number | null)[]): number | null {
  const present = scores.filter((score) => score !== null);
  const highest = Math.max(...present);
  return present.some((score) => score < highest) ? highest : null;
}
