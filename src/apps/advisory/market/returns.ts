/** Returns of a market per period. */

import type { Frequency } from './frequency.ts';
import type { Market } from './market.ts';

export interface Returns extends Frequency {
  /** Simple: p₁/p₀ − 1. Log: ln(p₁/p₀). */
  kind: 'simple' | 'log';
  /** The date at which each period ends. */
  dates: string[];
  symbols: string[];
  /** [period][symbol], fractions. */
  values: number[][];
}

/** One period fewer than `market` has dates. */
export function returnsOf(market: Market, kind: 'simple' | 'log'): Returns {
  const { dates, symbols, closes, frequency, periodsPerYear } = market;
  const values = closes.slice(1).map((row, at) =>
    row.map((close, column) => {
      const ratio = close / (closes[at]?.[column] as number);
      return kind === 'simple' ? ratio - 1 : Math.log(ratio);
    }),
  );
  return { kind, dates: dates.slice(1), symbols: [...symbols], values, frequency, periodsPerYear };
}
