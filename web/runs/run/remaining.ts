/** How long the stage that works now will take to its end. */

import type { MetricRow } from '../curves/metric-log.ts';

/** Of so many of the latest steps, the middle one's time is taken: one that waited for something does not count. */
const LATEST = 25;

/** Seconds; null where the time of a step, or how many there are, is not known. */
export function remainingSeconds(rows: readonly MetricRow[], steps: number | null): number | null {
  const last = rows.at(-1);
  if (last === undefined || steps === null) return null;
  const times = rows
    .slice(-LATEST)
    .flatMap(({ seconds }) => (typeof seconds === 'number' ? seconds : []))
    .sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)];
  return middle === undefined ? null : Math.max(0, steps - last.step) * middle;
}
