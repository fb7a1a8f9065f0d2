/** A job during which the server ended again and again is its cause, as far as anybody can tell: it is not begun once more. */

import type { Job, JobFailure } from '../store/job.ts';

const MOST_STARTS = 3;

/** Of one that has ended: it was never carried out. */
export function wasFatal({ starts }: { starts: number }): boolean {
  return starts > MOST_STARTS;
}

/** Of one that is not begun yet. */
export function fatalJob({ starts }: Job): JobFailure | null {
  if (starts < MOST_STARTS) return null;
  const error = `The server ended ${starts} times while it ran this request, and does not try it again. Make it smaller.`;
  return { error, category: 'server' };
}
