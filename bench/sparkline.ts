/** A curve of memory as one line of text. */

import type { MemorySample } from './watch-child.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** Memory over time as one line of at most `width` bars, each the highest of its stretch, from 0 to the peak. */
export function sparkline(samples: readonly MemorySample[], width = 60): string {
  const peak = Math.max(1, ...samples.map(({ bytes }) => bytes));
  const stretches = Math.min(width, samples.length);
  return Array.from({ length: stretches }, (_, index) => {
    const from = Math.floor((index * samples.length) / stretches);
    const to = Math.floor(((index + 1) * samples.length) / stretches);
    const highest = Math.max(...samples.slice(from, to).map(({ bytes }) => bytes));
    return BARS[Math.min(BARS.length - 1, Math.floor((highest / peak) * BARS.length))];
  }).join('');
}
