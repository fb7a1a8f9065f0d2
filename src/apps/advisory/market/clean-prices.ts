/**
 * Judges a user's prices and makes a market of them. Nothing is repaired, filled in or smoothed: what cannot be used is left out, what
 * looks wrong is kept, and either is a finding; what makes any figure meaningless is refused.
 */

import { InputError } from '../../../core/errors.ts';
import { commonDates } from './common-dates.ts';
import { frequencyOf } from './frequency.ts';
import type { Market } from './market.ts';
import type { PriceRow } from './price-row.ts';
import { slowPrices } from './slow-prices.ts';
import { smoothRises } from './smooth-rise.ts';
import { suspiciousRuns } from './suspicious-runs.ts';
import { usableRows } from './usable-rows.ts';

/** Two years of monthly returns: with fewer, a volatility is hardly an estimate. */
const FEWEST_DATES = 25;

/**
 * `source` is named in errors. @throws InputError: `mixed-currencies`, `contradicting-prices`, `price-frequency`, `too-few-prices`.
 */
export function cleanPrices(rows: readonly PriceRow[], source: string): Market {
  const currency = oneCurrency(rows, source);
  const { series, findings: unusable } = usableRows(rows, source);
  const { dates, findings: uncommon } = commonDates(series);
  if (dates.length < FEWEST_DATES) {
    const counts = [...series].map(([symbol, closes]) => `${symbol}: ${closes.size}`).join(', ');
    throw new InputError(
      `${source}: all symbols have a close on ${dates.length} dates together, ${FEWEST_DATES} are needed (${counts})`,
      { code: 'too-few-prices', hint: 'Give a longer history, or leave out the symbol that lacks one.' },
    );
  }
  const market = {
    source,
    dates,
    symbols: [...series.keys()],
    closes: dates.map((date) => [...series.values()].map((closes) => closes.get(date) as number)),
    currency,
    ...frequencyOf(dates, source),
  };
  return {
    ...market,
    findings: [
      ...[...unusable, ...uncommon],
      ...[...suspiciousRuns(market), ...smoothRises(market), ...slowPrices(market)],
    ],
  };
}

function oneCurrency(rows: readonly PriceRow[], source: string): string | null {
  const found = new Map<string, string>();
  for (const { currency, symbol } of rows) {
    const code = currency ?? 'none named';
    if (!found.has(code)) found.set(code, symbol);
  }
  if (found.size > 1) {
    const list = [...found].map(([code, symbol]) => `${symbol} in ${code}`).join(', ');
    throw new InputError(`${source}: prices in several currencies (${list})`, {
      code: 'mixed-currencies',
      hint: 'Convert all prices into the currency the client thinks in.',
    });
  }
  return rows[0]?.currency ?? null;
}
