/** Axes: from values to round tick marks and positions. */

export interface Scale {
  low: number;
  high: number;
  ticks: readonly number[];
}

/** Round ticks (1, 2, 2.5 or 5 times a power of ten) that cover [low, high], about `count` of them. */
export function niceScale(low: number, high: number, count: number): Scale {
  const span = high > low ? high - low : Math.abs(low) || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  const step = factor * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { low: ticks[0] ?? low, high: ticks.at(-1) ?? high, ticks };
}

/** Where `value` lies between `from` and `to`. */
export function place(value: number, scale: Scale, from: number, to: number): number {
  return from + ((value - scale.low) / (scale.high - scale.low)) * (to - from);
}

/** A tick or value in few digits: `0.25`, `1.2k`, `3e-5`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e6) return `${trim(value / 1e6)}M`;
  if (size >= 1e4) return `${trim(value / 1e3)}k`;
  if (size < 1e-3) return value.toExponential(1).replace('.0e', 'e').replace('e-', 'e−');
  return trim(value);
}

function trim(value: number): string {
  return String(Number(value.toPrecision(4)));
}
