/** The figures of a market: how much there is to estimate from. */

import type { Figure } from '../figure.ts';
import { daysBetween } from './frequency.ts';
import type { Market } from './market.ts';

/** `market.observations`, `market.years`, `market.findings`. */
export function marketFigures({ dates, findings }: Market): Figure[] {
  return [
    {
      id: 'market.observations',
      value: dates.length - 1,
      unit: 'count',
      label: { en: 'returns that the estimates are made from', zh: '用于估计的收益率个数' },
      formula: 'dates common to all symbols − 1',
    },
    {
      id: 'market.years',
      value: daysBetween(dates[0] as string, dates.at(-1) as string) / 365.25,
      unit: 'years',
      label: { en: 'length of the history', zh: '历史数据长度' },
      formula: 'days from the first to the last date / 365.25',
    },
    {
      id: 'market.findings',
      value: findings.length,
      unit: 'count',
      label: { en: 'findings about the prices', zh: '价格数据问题数' },
      formula: 'number of findings',
    },
  ];
}
