/** How often values come, in few bars. */

export interface Bar {
  low: number;
  high: number;
  count: number;
}

/** One bar a value where there are few different ones, as of rewards that are 0, 1 or 2; else bars of equal width. */
export function histogramOf(values: readonly number[], most = 12): Bar[] {
  const different = [...new Set(values)].sort((a, b) => a - b);
  const [low = 0, high = 0] = [different[0], different.at(-1)];
  if (different.length <= most) {
    return different.map((value) => ({
      ...{ low: value, high: value },
      count: values.filter((one) => one === value).length,
    }));
  }
  const width = (high - low) / most;
  const bars = Array.from({ length: most }, (_, i) => ({
    low: low + i * width,
    high: i === most - 1 ? high : low + (i + 1) * width,
    count: 0,
  }));
  for (const value of values) {
    const bar = bars[Math.min(most - 1, Math.floor((value - low) / width))];
    if (bar !== undefined) bar.count += 1;
  }
  return bars;
}

const DIGITS = 1e6;

/** A bar's ends as numbers that an address can carry: few digits, and rather too wide than too narrow. */
export function endsOf({ low, high }: Bar): { low: string; high: string } {
  const text = (value: number): string => String(Number(value.toFixed(6)));
  return { low: text(Math.floor(low * DIGITS) / DIGITS), high: text(Math.ceil(high * DIGITS) / DIGITS) };
}
