/**
 * Prices that follow late: appraised, smoothed, or of what is seldom traded. From one to the next they move little, over months as much as
 * others do, so that a volatility taken from single periods is too small. They are kept; the reader is told, and the gate decides.
 *
 * The variance ratio of Lo and MacKinlay, _Stock market prices do not follow random walks_, Review of Financial Studies 1(1), 1988, pp. 41–66,
 * with their correction for overlap and their error under independent moves; as a ratio of volatilities.
 */

import type { DatedCloses } from './dated-closes.ts';
import type { Finding } from './finding.ts';
import type { Frequency } from './frequency.ts';

/** Periods of a longer move: a quarter, of monthly prices half a year. */
const SPAN: Record<Frequency['frequency'], number> = { daily: 63, weekly: 13, monthly: 6 };
/** Times the volatility of single periods from which it is told; funds of bonds that are seldom traded come to 1.5 and more. */
const MUCH = 1.5;
/** Standard errors of the variance ratio: the moves are not independent of each other in size, so it is surer than it needs to be. */
const SURE = 4;
/** A volatility a year, over the longer moves, below which interest that rises and falls may be all there is. */
const LEAST = 0.05;

export function slowPrices({ dates, symbols, closes, frequency, periodsPerYear }: DatedCloses): Finding[] {
  const [from, to] = [dates[0] as string, dates.at(-1) as string];
  const span = SPAN[frequency];
  const periods = closes.length - 1;
  const error = Math.sqrt((2 * (2 * span - 1) * (span - 1)) / (3 * span * periods));
  return symbols.flatMap((symbol, at): Finding[] => {
    const logs = closes.map((row) => Math.log(row[at] as number));
    const [single, long] = [varianceOf(logs, 1), varianceOf(logs, span)];
    const ratio = long / single;
    if (!(ratio - 1 > SURE * error && ratio >= MUCH ** 2)) return [];
    if (Math.sqrt(long * periodsPerYear) < LEAST) return [];
    const factor = Math.sqrt(ratio);
    const times = factor.toFixed(1);
    const detail = {
      en: `${symbol}: over ${span} periods the closes move ${times} times as much as single periods let expect`,
      zh: `${symbol}：${span} 期合计的波动是按单期推算的 ${times} 倍`,
    };
    return [{ kind: 'slow', symbol, from, to, count: dates.length, move: factor, treatment: 'kept', detail }];
  });
}

/** Of moves over `span` periods that overlap, for one period. */
function varianceOf(logs: readonly number[], span: number): number {
  const periods = logs.length - 1;
  const drift = ((logs.at(-1) as number) - (logs[0] as number)) / periods;
  const squares = logs
    .slice(span)
    .reduce((sum, log, i) => sum + (log - (logs[i] as number) - span * drift) ** 2, 0);
  return squares / (span * (periods - span + 1) * (1 - span / periods));
}
