/** The dates on which every symbol has a close; what that costs is told. */

import type { Finding } from './finding.ts';

type Series = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Ascending dates that all of `series` have, and a finding for each symbol that others had to wait for. */
export function commonDates(series: Series): { dates: string[]; findings: Finding[] } {
  const all = [...new Set([...series.values()].flatMap((closes) => [...closes.keys()]))].toSorted();
  const [first, last] = [all[0] ?? '', all.at(-1) ?? ''];
  const ranges = [...series].map(([symbol, closes]) => {
    const own = [...closes.keys()].toSorted();
    return { symbol, closes, from: own[0] ?? '', to: own.at(-1) ?? '' };
  });
  const start = ranges.reduce((latest, { from }) => (from > latest ? from : latest), first);
  const end = ranges.reduce((earliest, { to }) => (to < earliest ? to : earliest), last);
  const within = all.filter((date) => date >= start && date <= end);
  const findings: Finding[] = [];
  for (const { symbol, closes, from, to } of ranges) {
    if (from > first || to < last) {
      findings.push({
        kind: 'unequal-history',
        symbol,
        from,
        to,
        count: all.filter((date) => date < from || date > to).length,
        treatment: 'left out',
        detail: {
          en: `has prices from ${from} to ${to} only; dates outside are left out for all symbols`,
          zh: `仅有 ${from} 至 ${to} 的价格；此区间以外的日期对所有证券均不采用`,
        },
      });
    }
    const missing = within.filter((date) => !closes.has(date));
    if (missing.length > 0) {
      findings.push({
        kind: 'missing-days',
        symbol,
        from: missing[0] as string,
        to: missing.at(-1) as string,
        count: missing.length,
        treatment: 'left out',
        detail: {
          en: `has no close on ${missing.length} dates that others have; these are left out for all symbols`,
          zh: `在其他证券有价格的 ${missing.length} 个日期没有收盘价；这些日期对所有证券均不采用`,
        },
      });
    }
  }
  return { dates: within.filter((date) => ranges.every(({ closes }) => closes.has(date))), findings };
}
