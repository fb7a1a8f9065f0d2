/** The rows that are prices at all: blanks, closes of 0 and below, and repeats are left out, each with a finding. */

import { InputError } from '../../../core/errors.ts';
import type { Finding, FindingKind } from './finding.ts';
import type { PriceRow } from './price-row.ts';

const texts: Partial<Record<FindingKind, { en: string; zh: string }>> = {
  blank: { en: 'days without a price', zh: '无价格的日期' },
  'bad-price': { en: 'closes of zero or below', zh: '收盘价为零或负数' },
  duplicate: { en: 'rows given twice with the same close', zh: '重复且收盘价相同的行' },
};

/** symbol → date → close, symbols in the order of their first row. @throws InputError where two rows contradict each other. */
export function usableRows(
  rows: readonly PriceRow[],
  source: string,
): { series: Map<string, Map<string, number>>; findings: Finding[] } {
  const series = new Map<string, Map<string, number>>();
  const left = new Map<string, { kind: FindingKind; symbol: string; dates: string[] }>();
  for (const { date, symbol, close } of rows) {
    const closes = series.get(symbol) ?? new Map<string, number>();
    series.set(symbol, closes);
    const known = closes.get(date);
    const kind = close === null ? 'blank' : !(close > 0) ? 'bad-price' : 'duplicate';
    if (close !== null && close > 0 && known === undefined) {
      closes.set(date, close);
      continue;
    }
    if (kind === 'duplicate' && known !== close) {
      throw new InputError(`${source}: ${symbol} has two closes on ${date}, ${known} and ${close}`, {
        code: 'contradicting-prices',
        hint: 'Remove the wrong one; nothing here can know which.',
      });
    }
    const entry = left.get(`${symbol} ${kind}`) ?? { kind, symbol, dates: [] };
    entry.dates.push(date);
    left.set(`${symbol} ${kind}`, entry);
  }
  const findings = [...left.values()].map(({ kind, symbol, dates }): Finding => {
    const sorted = dates.toSorted();
    const text = texts[kind] as { en: string; zh: string };
    return {
      kind,
      symbol,
      from: sorted[0] as string,
      to: sorted.at(-1) as string,
      count: dates.length,
      treatment: 'left out',
      detail: { en: `${dates.length} ${text.en}`, zh: `${dates.length} 个${text.zh}` },
    };
  });
  return { series, findings };
}
