/** How often each reward came among the rollouts that are shown; a bar leads to the groups that have it. */

import type { RolloutHead } from '../../../src/inspect/index.ts';
import { useQuery } from '../../state/query.ts';
import { countText, valueText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { endsOf, histogramOf } from './histogram.ts';

export function RewardBars({ rollouts }: { rollouts: readonly RolloutHead[] }) {
  const { runs: text } = useTexts();
  const [query, setQuery] = useQuery();
  const bars = histogramOf(rollouts.flatMap(({ reward }) => reward ?? []));
  const most = Math.max(...bars.map(({ count }) => count));
  if (bars.length === 0) return null;
  return (
    <div class="reward-bars" role="group" aria-label={text.groups.rewards} title={text.groups.rewardsNote}>
      <span class="note">{text.groups.rewards}</span>
      {bars.map((bar) => {
        const { low, high, count } = bar;
        const ends = endsOf(bar);
        const range = low === high ? valueText(low) : `${valueText(low)}–${valueText(high)}`;
        const isChosen = query.minReward === ends.low && query.maxReward === ends.high;
        const patch = isChosen
          ? { minReward: null, maxReward: null }
          : { minReward: ends.low, maxReward: ends.high };
        return (
          <button
            key={range}
            type="button"
            aria-pressed={isChosen}
            onClick={() => setQuery({ ...patch, offset: null, row: null, beside: null })}
          >
            <i style={{ height: `${3 + (27 * count) / most}px` }} />
            <span>
              <span class="unseen">{text.groups.reward} </span>
              {range}
            </span>
            <small>
              {countText(count)}
              <span class="unseen"> {text.groups.rollouts}</span>
            </small>
          </button>
        );
      })}
    </div>
  );
}
