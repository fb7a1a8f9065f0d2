/** Timing and printing that all benchmarks share. */

import { performance } from 'node:perf_hooks';

/** One figure. `ratio` above 1 means that we are faster, or smaller, than `against`. */
export interface Measurement {
  bench: string;
  case: string;
  value: number;
  unit: string;
  against?: string;
  ratio?: number;
  /** Of the ratio's median over pairs, 95 % or more. */
  interval?: readonly [number, number];
}

/** Milliseconds of one run. */
export async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/**
 * The values between which the median of what they were drawn from lies with 95 % or more, by the binomial of how many fall below it;
 * undefined for fewer than six.
 */
function medianInterval(values: readonly number[]): readonly [number, number] | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  let [below, chance, at] = [0, 0.5 ** n, -1];
  while (below + chance <= 0.025) {
    below += chance;
    at += 1;
    chance *= (n - at) / (at + 1);
  }
  return at < 0 ? undefined : [sorted[at] as number, sorted[n - 1 - at] as number];
}

/** The median of ratios that were taken in turns, with its interval. */
export function ratioOver(ratios: readonly number[]): Pick<Measurement, 'ratio' | 'interval'> {
  const interval = medianInterval(ratios);
  return { ratio: median(ratios), ...(interval && { interval }) };
}

/**
 * Tokens per second of the steps after the prompt: of `tokens` that took the time between a long run and one that ended with
 * the first of them, in milliseconds.
 */
export function decodeRate(tokens: number, long: number, short: number): number {
  if (!(long > short))
    throw new Error(
      `${tokens} more tokens took ${Math.round(long - short)} ms: the machine is too busy to measure`,
    );
  return (1000 * tokens) / (long - short);
}

/** Prints a measurement: a JSON line with `--json`, else a row of a table. */
export function print(measurement: Measurement, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(measurement)}\n`);
    return;
  }
  const { bench, case: name, value, unit, against, ratio, interval } = measurement;
  const figure = value >= 100 || value === 0 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  const between = interval === undefined ? '' : ` [${interval.map((end) => end.toFixed(2)).join(', ')}]`;
  const compared =
    against === undefined || ratio === undefined ? '' : `  ${ratio.toFixed(2)}${between} × ${against}`;
  process.stdout.write(
    `${bench.padEnd(8)} ${name.padEnd(46)} ${figure.padStart(10)} ${unit.padEnd(9)}${compared}\n`,
  );
}
