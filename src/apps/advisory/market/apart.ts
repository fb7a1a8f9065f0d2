/** Products whose dates are not those of the others: estimated together, they would take most dates from all. */

/** Least share of the others' dates, within its own first and last, that a product has to have a close on. */
export const SHARED_DATES = 0.8;

/**
 * Symbol → share of the dates that half of the products have or more. The worst is taken out first and the rest looked at anew, so that one
 * that is out of step does not put out the others.
 */
export function datesApart(given: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const left = new Map([...given].map(([symbol, dates]) => [symbol, new Set(dates)]));
  const out = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const dates of left.values()) for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + 1);
  for (;;) {
    const calendar = [...counts]
      .flatMap(([date, count]) => (2 * count >= left.size ? [date] : []))
      .toSorted();
    let worst: [symbol: string, share: number] | null = null;
    for (const [symbol, dates] of left) {
      const share = sharedOf(dates, given.get(symbol) ?? [], calendar);
      // Of two alike the later one goes: the order of the list decides, nothing else.
      if (share < SHARED_DATES && (worst === null || share <= worst[1])) worst = [symbol, share];
    }
    if (worst === null) return out;
    out.set(...worst);
    for (const date of left.get(worst[0]) ?? []) counts.set(date, (counts.get(date) ?? 0) - 1);
    left.delete(worst[0]);
  }
}

/** `own`: the same dates as `dates`, ascending. */
function sharedOf(dates: ReadonlySet<string>, own: readonly string[], calendar: readonly string[]): number {
  const [first, last] = [own[0] ?? '', own.at(-1) ?? ''];
  const within = calendar.filter((date) => date >= first && date <= last);
  return within.length === 0 ? 0 : within.filter((date) => dates.has(date)).length / within.length;
}
