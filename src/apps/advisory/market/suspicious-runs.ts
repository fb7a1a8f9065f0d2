/**
 * Prices that may be wrong though each is a price: holes in the calendar, closes that do not move, steps that look like a split nobody
 * adjusted for, and jumps beyond all other moves. They are kept, since each may also be true; the reader is told, and the gate decides.
 */

import type { DatedCloses } from './dated-closes.ts';
import type { Finding } from './finding.ts';
import { daysBetween } from './frequency.ts';

/** Days between two dates beyond which something is missing: the longest usual holidays still pass. */
const LONGEST_GAP = { daily: 11, weekly: 18, monthly: 45 } as const;
const STALE_RUN = { daily: 5, weekly: 4, monthly: 3 } as const;
const SPLITS = [1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100];
/** How near a step has to be to that of a split, in logs: the period's own move comes on top, of several usual moves at most. */
const NEAR_SPLIT = { least: 0.03, usualMoves: 4, most: 0.12 };
/** How far beyond the usual move a step has to be, in robust deviations, and how large, in logs, where it is no split. */
const UNUSUAL = 8;
const LARGE = { daily: 0.15, weekly: 0.25, monthly: 0.35 } as const;
/**
 * Smaller steps count too, from this size, where they are that far beyond the moves around them as well: in a crisis these are large
 * themselves, beside a split that nobody adjusted for, or a paid-out dividend, they are not.
 */
const SMALLER = { daily: 0.05, weekly: 0.08, monthly: 0.12 } as const;
/** Periods to each side that are around a step. */
const AROUND = 10;

export function suspiciousRuns(market: DatedCloses): Finding[] {
  return [
    ...gaps(market),
    ...market.symbols.flatMap((symbol, at) => {
      const closes = market.closes.map((row) => row[at] as number);
      return [...staleRuns(symbol, closes, market), ...jumps(symbol, closes, market)];
    }),
  ];
}

function gaps({ dates, frequency }: DatedCloses): Finding[] {
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

function staleRuns(symbol: string, closes: readonly number[], { dates, frequency }: DatedCloses): Finding[] {
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

function jumps(symbol: string, closes: readonly number[], { dates, frequency }: DatedCloses): Finding[] {
  const moves = closes.slice(1).map((close, at) => Math.log(close / (closes[at] as number)));
  const usual = usualMove(moves);
  const near = Math.min(NEAR_SPLIT.most, Math.max(NEAR_SPLIT.least, NEAR_SPLIT.usualMoves * usual));
  return moves.flatMap((move, at): Finding[] => {
    if (Math.abs(move) <= UNUSUAL * usual) return [];
    const split = nearest(SPLITS, (each) => Math.abs(Math.abs(move) - Math.log(each)));
    const isSplit = Math.abs(Math.abs(move) - Math.log(split)) <= near;
    const around = usualMove([
      ...moves.slice(Math.max(0, at - AROUND), at),
      ...moves.slice(at + 1, at + 1 + AROUND),
    ]);
    const isAlone = Math.abs(move) > SMALLER[frequency] && Math.abs(move) > UNUSUAL * around;
    if (!isSplit && !isAlone && Math.abs(move) <= LARGE[frequency]) return [];
    const [from, to] = [dates[at] as string, dates[at + 1] as string];
    const [before, after] = [closes[at], closes[at + 1]];
    const words = move < 0 ? `${split} : 1` : `1 : ${split}`;
    const detail = isSplit
      ? {
          en: `the close goes from ${before} to ${after}, as in a ${words} split that is not adjusted for`,
          zh: `收盘价由 ${before} 变为 ${after}，疑似未复权的 ${words} 拆并股`,
        }
      : {
          en: `the close goes from ${before} to ${after} at once, far beyond all other moves`,
          zh: `收盘价由 ${before} 一次变为 ${after}，远超其他各期的变动`,
        };
    const kind = isSplit ? 'split' : 'jump';
    return [{ kind, symbol, from, to, count: 1, move, treatment: 'kept', detail }];
  });
}

function nearest(values: readonly number[], distance: (value: number) => number): number {
  return values.reduce((best, value) => (distance(value) < distance(best) ? value : best));
}

/** The robust deviation from no move at all. */
function usualMove(moves: readonly number[]): number {
  return 1.4826 * median(moves.map(Math.abs));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
