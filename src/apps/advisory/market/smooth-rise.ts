/**
 * Prices that rise much and hardly ever fall: no known market does. They are made up, smoothed, or in a money that falls apart, and no
 * return can be expected from them. They are kept; the reader is told, and the gate decides.
 */

import type { DatedCloses } from './dated-closes.ts';
import type { Finding } from './finding.ts';
import { daysBetween } from './frequency.ts';

/** Log growth a year from which a rise is much: money at interest has not paid it for decades in the currencies that we know. */
const MUCH = 0.1;
/** Growth over volatility: world shares come to 0.5, good bond funds in their best decades to 2.5. */
const SMOOTH = 3;
/** In a shorter history chance alone comes near that. */
const FEWEST_YEARS = 2;

export function smoothRises({ dates, symbols, closes, periodsPerYear }: DatedCloses): Finding[] {
  const [from, to] = [dates[0] as string, dates.at(-1) as string];
  const years = daysBetween(from, to) / 365.25;
  if (years < FEWEST_YEARS) return [];
  return symbols.flatMap((symbol, at): Finding[] => {
    const logs = closes.map((row) => Math.log(row[at] as number));
    const moves = logs.slice(1).map((log, i) => log - (logs[i] as number));
    const rise = (logs.at(-1) as number) - (logs[0] as number);
    const move = rise / years;
    const squares = moves.reduce((sum, one) => sum + (one - rise / moves.length) ** 2, 0);
    const volatility = Math.sqrt((squares / moves.length) * periodsPerYear);
    if (move <= MUCH || move <= SMOOTH * volatility) return [];
    const percent = `${Math.round(1000 * Math.expm1(move)) / 10}`;
    const detail = {
      en: `${symbol}: the closes rise by ${percent}% a year and hardly ever fall, as no known market does`,
      zh: `${symbol}：收盘价每年上涨 ${percent}%，几乎不下跌，与已知市场不符`,
    };
    return [{ kind: 'smooth', symbol, from, to, count: dates.length, move, treatment: 'kept', detail }];
  });
}
