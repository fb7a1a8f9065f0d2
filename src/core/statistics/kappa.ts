/** Cohen's kappa (Educational and Psychological Measurement 20, 1960): agreement of two raters beyond what chance would give. */

import { Random } from '../random.ts';
import { percentileInterval } from './percentile-interval.ts';
import type { Interval } from './wilson.ts';

/** One item: what the one says and what the other says, yes or no. */
export type RatedPair = readonly [boolean, boolean];

const RESAMPLES = 2000;

/** (p_o − p_e) / (1 − p_e). Null where nothing was rated, or chance alone would agree always, so that nothing can be said. */
export function cohenKappa(pairs: readonly RatedPair[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const agreed = pairs.filter(([a, b]) => a === b).length;
  const [first, second] = [0, 1].map((at) => pairs.filter((pair) => pair[at]).length) as [number, number];
  // Both shares times n², so that whole numbers are compared.
  const chance = first * second + (n - first) * (n - second);
  return chance === n * n ? null : (agreed * n - chance) / (n * n - chance);
}

/** 95 % percentile interval over seeded resamples of the items; null where kappa is. */
export function kappaInterval(pairs: readonly RatedPair[], seed: number): Interval | null {
  if (cohenKappa(pairs) === null) return null;
  const random = Random.derive(seed, 'kappa');
  const values: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const kappa = cohenKappa(pairs.map(() => pairs[random.int(0, pairs.length - 1)] as RatedPair));
    if (kappa !== null) values.push(kappa);
  }
  return values.length === 0 ? null : percentileInterval(Float64Array.from(values));
}
