/** Expected return over volatility: what is possible, the products alone, the plan, and the limit it keeps to. */

import type { Charts } from '../../../src/apps/advisory/plan/charts.ts';
import { shareText } from '../../text/numbers.ts';
import { useAdvice } from '../texts.ts';
import { Chart, line } from './chart.tsx';
import { axisShare } from './forms.ts';

export function FrontierChart({ frontier }: { frontier: Charts['frontier'] }) {
  const { charts: text } = useAdvice();
  const { points, chosen, assets, volatilityLimit } = frontier;
  const all = [...points, chosen, ...assets];
  const returns = all.map(({ expectedReturn }) => expectedReturn);
  const high = 1.08 * Math.max(volatilityLimit, ...all.map(({ volatility }) => volatility));
  // There its name has no room before it.
  const isLeft = (volatility: number): boolean => volatility < high / 8;
  return (
    <Chart
      title={text.frontier}
      summary={text.frontierText(
        shareText(chosen.volatility),
        shareText(chosen.expectedReturn),
        shareText(volatilityLimit),
      )}
      keys={[
        ['weight', text.bestMixes],
        ['risk', text.oneProduct],
      ]}
      x={{ low: 0, high, name: text.volatility, form: axisShare }}
      y={{
        low: Math.min(0, ...returns),
        high: 1.12 * Math.max(0.01, ...returns),
        name: text.expectedReturn,
        form: axisShare,
      }}
      table={{
        head: [text.symbol, text.volatility, text.expectedReturn],
        rows: [
          [text.chosen, shareText(chosen.volatility), shareText(chosen.expectedReturn)],
          ...assets.map((one) => [one.symbol, shareText(one.volatility), shareText(one.expectedReturn)]),
          ...points.map((one, i) => [`${i + 1}`, shareText(one.volatility), shareText(one.expectedReturn)]),
        ],
      }}
    >
      {({ x, y }) => (
        <>
          <line class="limit" x1={x(volatilityLimit)} x2={x(volatilityLimit)} y1={24} y2={260} />
          <text x={x(volatilityLimit) + 4} y={36}>
            {text.limit}
          </text>
          <path class="line" d={line(points.map((one) => [x(one.volatility), y(one.expectedReturn)]))} />
          {assets.map((one) => (
            <g key={one.symbol}>
              <circle class="asset" cx={x(one.volatility)} cy={y(one.expectedReturn)} r="3.5" />
              <text
                x={x(one.volatility) + (isLeft(one.volatility) ? 6 : -6)}
                y={y(one.expectedReturn) + (isLeft(one.volatility) ? 12 : -5)}
                text-anchor={isLeft(one.volatility) ? 'start' : 'end'}
              >
                {one.symbol}
              </text>
            </g>
          ))}
          <circle class="chosen" cx={x(chosen.volatility)} cy={y(chosen.expectedReturn)} r="6">
            <title>{text.chosen}</title>
          </circle>
        </>
      )}
    </Chart>
  );
}
