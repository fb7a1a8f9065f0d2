/** How the money is spread, and the risk with it; each bar leads to its figure. */

import type { Charts } from '../../../src/apps/advisory/plan/charts.ts';
import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { shareText } from '../../text/numbers.ts';
import { useAdvice } from '../texts.ts';
import { ChartTable } from './chart.tsx';

interface Props {
  slices: Charts['allocation'];
  onFigure: (id: string) => void;
}

export function AllocationChart({ slices, onFigure }: Props) {
  const { charts: text } = useAdvice();
  const shown = useStore(language);
  const sorted = [...slices].sort((a, b) => b.weight - a.weight);
  const most = Math.max(0.01, ...sorted.flatMap(({ weight, riskShare }) => [weight, riskShare]));
  const width = (value: number): string => `${(100 * Math.max(0, value)) / most}%`;
  return (
    <figure class="chart allocation">
      <figcaption>
        <b>{text.allocation}</b>{' '}
        <span class="note">
          <i class="key" data-of="weight" /> {text.weight} <i class="key" data-of="risk" /> {text.riskShare}
        </span>
      </figcaption>
      <ul>
        {sorted.map(({ symbol, name, weight, riskShare, figures }) => (
          <li key={symbol}>
            <button type="button" onClick={() => onFigure(figures[0] ?? `plan.weight.${symbol}`)}>
              <span class="name">
                {name[shown]} <small>{symbol}</small>
              </span>
              <span class="bars" aria-hidden="true">
                <i data-of="weight" style={{ width: width(weight) }} />
                <i data-of="risk" style={{ width: width(riskShare) }} />
              </span>
              <b>{shareText(weight)}</b>
            </button>
          </li>
        ))}
      </ul>
      <ChartTable
        title={text.allocation}
        head={[text.symbol, text.weight, text.riskShare]}
        rows={sorted.map(({ symbol, name, weight, riskShare }) => [
          `${name[shown]} (${symbol})`,
          shareText(weight),
          shareText(riskShare),
        ])}
      />
    </figure>
  );
}
