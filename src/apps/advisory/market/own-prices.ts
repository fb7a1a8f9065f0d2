/**
 * The prices of one product by themselves, up to the day of an advice: what is wrong with them is held against that product only, and
 * takes no dates from the others.
 */

import { InputError } from '../../../core/errors.ts';
import { cleanPrices } from './clean-prices.ts';
import type { Finding } from './finding.ts';
import type { Market } from './market.ts';
import type { PriceRow } from './price-row.ts';

export type OwnPrices =
  | { market: Market; fault: null }
  /** They cannot be computed with. */
  | { market: null; fault: InputError };

/** By symbol, in the order of `symbols`; what has no row is left out. */
export function ownPrices(
  rows: readonly PriceRow[],
  source: string,
  symbols: readonly string[],
): Map<string, OwnPrices> {
  const wanted = new Map(symbols.map((symbol) => [symbol, [] as PriceRow[]]));
  for (const row of rows) wanted.get(row.symbol)?.push(row);
  return new Map(
    [...wanted].flatMap(([symbol, own]) =>
      own.length === 0 ? [] : [[symbol, cleaned(own, source, symbol)]],
    ),
  );
}

function cleaned(rows: readonly PriceRow[], source: string, symbol: string): OwnPrices {
  try {
    const market = cleanPrices(rows, source);
    const findings = market.findings.map((finding) => ({ ...finding, symbol }));
    return { market: { ...market, findings }, fault: null };
  } catch (error) {
    if (error instanceof InputError) return { market: null, fault: error };
    throw error;
  }
}

/** Nobody knew the later prices on that day. */
export function rowsUntil(
  rows: readonly PriceRow[],
  day: string,
): { rows: readonly PriceRow[]; findings: Finding[] } {
  const later = rows.filter(({ date }) => date > day).map(({ date }) => date);
  if (later.length === 0) return { rows, findings: [] };
  const dates = [...new Set(later)].toSorted();
  const finding: Finding = {
    ...{ kind: 'later', symbol: null, from: dates[0] as string, to: dates.at(-1) as string },
    ...{ count: dates.length, treatment: 'left out' },
    detail: {
      en: `${dates.length} dates after the day of the advice (${day}) are left out`,
      zh: `建议日（${day}）之后的 ${dates.length} 个日期不采用`,
    },
  };
  return { rows: rows.filter(({ date }) => date <= day), findings: [finding] };
}
