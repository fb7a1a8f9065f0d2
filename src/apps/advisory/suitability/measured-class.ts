/**
 * The risk class that a product's own prices have: market risk measure of the EU's key information documents, Delegated Regulation (EU)
 * 2017/653, Annex II, part 1, points 2 and 12–13 (products of category 2). Departures: the recommended holding period is the product's
 * minimum horizon, a year at least; where skewness and kurtosis leave the expansion without a loss, the plain volatility stands.
 */

import { mean } from '../portfolio/linear.ts';
import { skewAndKurtosis } from '../risk/moments.ts';

/** Volatilities a year at which the next class begins, from the second on. */
const CLASS_BOUNDS = [0.005, 0.05, 0.12, 0.2, 0.3, 0.8];

export interface MeasuredClass {
  /** VaR-equivalent volatility, a year. */
  volatility: number;
  /** 1 to 7. */
  indicator: number;
}

/** `closes`: above 0, not all the same. `years`: the holding period. @throws InputError for fewer than five closes. */
export function measuredClass(
  closes: readonly number[],
  periodsPerYear: number,
  years: number,
): MeasuredClass {
  const logs = closes.slice(1).map((close, at) => Math.log(close / (closes[at] as number)));
  const centre = mean(logs);
  const variance = mean(logs.map((value) => (value - centre) ** 2));
  const { skewness, excessKurtosis } = skewAndKurtosis(logs);
  const volatility = equivalentVolatility(
    { deviation: Math.sqrt(variance), skewness, excessKurtosis },
    periodsPerYear,
    years,
  );
  return { volatility, indicator: 1 + CLASS_BOUNDS.filter((bound) => volatility >= bound).length };
}

/** Of log returns with these moments a period. */
export function equivalentVolatility(
  { deviation, skewness, excessKurtosis }: { deviation: number; skewness: number; excessKurtosis: number },
  periodsPerYear: number,
  years: number,
): number {
  const n = periodsPerYear * years;
  const quantile =
    -1.96 + (0.474 * skewness) / Math.sqrt(n) - (0.0687 * excessKurtosis) / n + (0.146 * skewness ** 2) / n;
  if (quantile >= 0) return deviation * Math.sqrt(periodsPerYear);
  const valueAtRisk = deviation * Math.sqrt(n) * quantile - 0.5 * deviation ** 2 * n;
  return (Math.sqrt(3.842 - 2 * valueAtRisk) - 1.96) / Math.sqrt(years);
}
