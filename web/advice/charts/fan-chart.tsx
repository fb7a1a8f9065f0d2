/** How the money may grow or shrink: bands of simulated cases, with the goals where they fall due. */

import { useState } from 'preact/hooks';
import type { Charts } from '../../../src/apps/advisory/plan/charts.ts';
import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { valueText } from '../../text/numbers.ts';
import { useAdvice } from '../texts.ts';
import { Chart, few, line } from './chart.tsx';
import { chanceText, shortAmount } from './forms.ts';

export function FanChart({ fan }: { fan: Charts['fan'] }) {
  const { charts: text } = useAdvice();
  const shown = useStore(language);
  const [isReal, setReal] = useState(true);
  const { goals, currency } = fan;
  const { years, p5, p25, p50, p75, p95 } = isReal ? fan.real : fan;
  const last = (values: readonly number[]): string => `${shortAmount(values.at(-1) ?? 0)} ${currency}`;
  const high = 1.05 * Math.max(1, ...p95, ...goals.map(({ amount }) => amount));
  return (
    <Chart
      title={text.fan}
      summary={text.fanText(last(p5), last(p50), last(p95))}
      aside={
        <select
          aria-label={text.fan}
          value={isReal ? 'real' : 'nominal'}
          onChange={({ currentTarget }) => setReal(currentTarget.value === 'real')}
        >
          <option value="real">{text.real}</option>
          <option value="nominal">{text.nominal}</option>
        </select>
      }
      keys={[
        ['weight', text.median],
        ['band', text.bands],
        ...(isReal && goals.length > 0 ? [['goal', text.goals] as const] : []),
      ]}
      x={{ low: 0, high: years.at(-1) ?? 1, name: text.years, form: valueText }}
      y={{ low: 0, high, name: currency, form: shortAmount }}
      table={{
        head: [text.years, '5 %', '25 %', '50 %', '75 %', '95 %'],
        rows: few(years).map(({ item, index }) => [
          valueText(Number(item.toFixed(2))),
          ...[p5, p25, p50, p75, p95].map((band) => shortAmount(band[index] ?? 0)),
        ]),
      }}
    >
      {({ x, y }) => {
        const along = (values: readonly number[]): [number, number][] =>
          values.map((value, i) => [x(years[i] ?? 0), y(value)]);
        const band = (low: readonly number[], top: readonly number[]): string =>
          `${line([...along(top), ...along(low).reverse()])}Z`;
        return (
          <>
            <path class="band" d={band(p5, p95)} />
            <path class="band" d={band(p25, p75)} />
            <path class="line" d={line(along(p50))} />
            {/* Goals are in money of today: in the other view they would stand too low. */}
            {isReal &&
              goals.map(({ id, name, year, amount, probability }) => (
                <g key={id} class="goal">
                  <title>
                    {text.goalText(
                      name[shown],
                      shortAmount(amount),
                      valueText(year),
                      chanceText(probability),
                    )}
                  </title>
                  <path d={`M${x(year) - 6} ${y(amount)}l6 -7l6 7l-6 7Z`} />
                  <text
                    x={x(year)}
                    y={y(amount) - 12}
                    text-anchor={year > 0.8 * (years.at(-1) ?? 1) ? 'end' : 'middle'}
                  >
                    {name[shown]} {chanceText(probability)}
                  </text>
                </g>
              ))}
          </>
        );
      }}
    </Chart>
  );
}
