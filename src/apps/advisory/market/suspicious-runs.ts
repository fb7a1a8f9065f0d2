/**
 * Prices that may be wrong though each is a price: holes in the calendar, closes that do not move, and jumps that look like a split nobody
 * adjusted for. They are kept, since each may also be true; the reader is told.
 */

import type { Finding } from './finding.ts';
import { daysBetween, type Frequency } from './frequency.ts';

/** Days between two dates beyond which something is missing: the longest usual holidays still pass. */
const LONGEST_GAP = { daily: 11, weekly: 18, monthly: 45 } as const;
const STALE_RUN = { daily: 5, weekly: 4, monthly: 3 } as const;
const SPLITS = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100];
/** How near the ratio of two closes has to be to that of a split, and how far beyond the usual move, in robust deviations. */
const NEAR_SPLIT = 0.03;
const UNUSUAL = 8;

interface Given extends Frequency {
  dates: readonly string[];
  symbols: readonly string[];
  closes: readonly (readonly number[])[];
}

export function suspiciousRuns(market: Given): Finding[] {
  return [
    ...gaps(market),
    ...market.symbols.flatMap((symbol, at) => {
      const closes = market.closes.map((row) => row[at] as number);
      return [...staleRuns(symbol, closes, market), ...jumps(symbol, closes, market.dates)];
    }),
  ];
}

function gaps({ dates, frequency }: Given): Finding[] {
  return dates.slice(1).flatMap((to, at): Finding[] => {
    const from = dates[at] as string;
    const days = daysBetween(from, to);
    if (days <= LONGEST_GAP[frequency]) return [];
    const detail = {
      en: `no prices for ${days} days; the return over them counts as one period`,
      zh: `连续 ${days} 天没有价格；其间的收益按一个周期计算`,
    };
    return [{ kind: 'gap', symbol: null, from, to, count: days, treatment: 'kept', detail }];
  });
}

function staleRuns(symbol: string, closes: readonly number[], { dates, frequency }: Given): Finding[] {
  const findings: Finding[] = [];
  let start = 0;
  for (let at = 1; at <= closes.length; at++) {
    if (closes[at] === closes[start]) continue;
    if (at - start >= STALE_RUN[frequency]) {
      findings.push({
        kind: 'stale',
        symbol,
        from: dates[start] as string,
        to: dates[at - 1] as string,
        count: at - start,
        treatment: 'kept',
        detail: {
          en: `the same close ${at - start} times in a row; risk may look smaller than it is`,
          zh: `收盘价连续 ${at - start} 次不变；风险可能被低估`,
        },
      });
    }
    start = at;
  }
  return findings;
}

function jumps(symbol: string, closes: readonly number[], dates: readonly string[]): Finding[] {
  const moves = closes.slice(1).map((close, at) => Math.log(close / (closes[at] as number)));
  const usual = 1.4826 * median(moves.map(Math.abs));
  return moves.flatMap((move, at): Finding[] => {
    const ratio = Math.exp(Math.abs(move));
    const split = SPLITS.find((each) => Math.abs(ratio / each - 1) <= NEAR_SPLIT);
    if (split === undefined || Math.abs(move) <= UNUSUAL * usual) return [];
    const words = move < 0 ? `${split} : 1` : `1 : ${split}`;
    const [from, to] = [dates[at] as string, dates[at + 1] as string];
    const detail = {
      en: `the close goes from ${closes[at]} to ${closes[at + 1]}, as in a ${words} split that is not adjusted for`,
      zh: `收盘价由 ${closes[at]} 变为 ${closes[at + 1]}，疑似未复权的 ${words} 拆并股`,
    };
    return [{ kind: 'jump', symbol, from, to, count: 1, treatment: 'kept', detail }];
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
