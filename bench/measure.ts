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
}

/** Milliseconds of each of `runs` runs, sorted, after `warmup` runs that are not counted. */
export async function times(run: () => Promise<void>, runs: number, warmup: number): Promise<number[]> {
  for (let i = 0; i < warmup; i++) await run();
  const out: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    out.push(performance.now() - start);
  }
  return out.sort((a, b) => a - b);
}

export function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** Prints a measurement: a JSON line with `--json`, else a row of a table. */
export function print(measurement: Measurement, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(measurement)}\n`);
    return;
  }
  const { bench, case: name, value, unit, against, ratio } = measurement;
  const figure = value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  const compared = against === undefined || ratio === undefined ? '' : `  ${ratio.toFixed(2)} × ${against}`;
  process.stdout.write(
    `${bench.padEnd(8)} ${name.padEnd(46)} ${figure.padStart(10)} ${unit.padEnd(9)}${compared}\n`,
  );
}
