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
