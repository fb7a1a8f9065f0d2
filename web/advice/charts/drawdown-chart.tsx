/** How far below its last peak the plan would have been in the past. */

import type { Charts } from '../../../src/apps/advisory/plan/charts.ts';
import { shareText } from '../../text/numbers.ts';
import { useAdvice } from '../texts.ts';
import { Chart, few, line } from './chart.tsx';
import { axisShare } from './forms.ts';

const DATES = 5;

export function DrawdownChart({ drawdown }: { drawdown: Charts['drawdown'] }) {
  const { charts: text } = useAdvice();
  const { dates, values, benchmark } = drawdown;
  const end = Math.max(1, dates.length - 1);
  const deepest = Math.min(-0.01, ...values, ...(benchmark ?? []));
  return (
    <Chart
      title={text.drawdown}
      summary={text.drawdownText(shareText(-Math.min(0, ...values)))}
      keys={
        benchmark === null
          ? []
          : [
              ['weight', text.plan],
              ['other', text.benchmark],
            ]
      }
      x={{
        low: 0,
        high: end,
        name: '',
        form: (index) => dates[index]?.slice(0, 7) ?? '',
        at: Array.from({ length: DATES }, (_, i) => Math.round(((i + 0.5) / DATES) * end)),
      }}
      y={{ low: 1.05 * deepest, high: 0, name: '', form: axisShare }}
      table={{
        head: [text.day, text.plan, ...(benchmark === null ? [] : [text.benchmark])],
        rows: few(dates).map(({ item, index }) => [
          item,
          shareText(values[index]),
          ...(benchmark === null ? [] : [shareText(benchmark[index])]),
        ]),
      }}
    >
      {({ x, y }) => {
        const along = (series: readonly number[]): [number, number][] =>
          series.map((value, i) => [x(i), y(value)]);
        return (
          <>
            <path
              class="band"
              d={`${line([[x(0), y(0)], ...along(values), [x(values.length - 1), y(0)]])}Z`}
            />
            <path class="line" d={line(along(values))} />
            {benchmark !== null && <path class="other" d={line(along(benchmark))} />}
          </>
        );
      }}
    </Chart>
  );
}
