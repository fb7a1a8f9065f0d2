/** A figure of an advice: computed, never told by a model. Every number that is said has to be one of them. */

export type FigureUnit = 'fraction' | 'money' | 'years' | 'months' | 'count' | 'ratio' | 'score' | 'year';

export interface Figure {
  /** Stable over runs of the same input, e.g. `plan.volatility`, `plan.weight.VTI`, `goal.house.probability`. */
  id: string;
  value: number;
  unit: FigureUnit;
  /** Currency code where the unit is money. */
  currency?: string;
  label: { en: string; zh: string };
  /** How it is computed, in one line, e.g. `sqrt(w' Σ w · 252)`. */
  formula: string;
  /** Lower and upper bound of a 95 % interval, where it is an estimate. */
  interval?: [number, number];
  /** `value` is no more than a bound, and is told as one: the probability is "more than 95 %" or "less than 5 %". */
  bound?: 'more than' | 'less than';
}

/** A solver leaves parts of a millionth where it means nothing. */
const NOISE = 1e-6;

/** The value as it is told: what is left of a fraction by the solver alone is 0. */
export function toldValue({ value, unit }: Pick<Figure, 'value' | 'unit'>): number {
  return unit === 'fraction' && Math.abs(value) < NOISE ? 0 : value;
}
