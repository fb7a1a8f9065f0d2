/** An accuracy as a bar from 0 to 100 %, its interval as a whisker. The numbers stand beside it as text. */

import type { Score } from '../../src/core/results.ts';

export function IntervalBar({ accuracy, low, high }: Pick<Score, 'accuracy' | 'low' | 'high'>) {
  if (accuracy === null) return null;
  return (
    <span class="interval-bar" aria-hidden="true">
      <i style={{ width: `${100 * accuracy}%` }} />
      <b style={{ left: `${100 * low}%`, right: `${100 * (1 - high)}%` }} />
    </span>
  );
}
