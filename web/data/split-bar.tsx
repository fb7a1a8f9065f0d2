/** Where the asked questions went, as parts of a bar. The counts stand beside it as text. */

import { destinations } from './funnel.ts';
import type { Destination } from './funnel.ts';

export function SplitBar({ counts }: { counts: Readonly<Record<Destination, number>> }) {
  const all = destinations.reduce((sum, destination) => sum + counts[destination], 0);
  if (all === 0) return null;
  return (
    <div class="split-bar" aria-hidden="true">
      {destinations.map((destination) => (
        <i
          key={destination}
          data-destination={destination}
          style={{ width: `${((100 * counts[destination]) / all).toFixed(2)}%` }}
        />
      ))}
    </div>
  );
}
