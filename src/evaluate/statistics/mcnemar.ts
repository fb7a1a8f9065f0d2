/**
 * McNemar's test (1947): do two models differ in accuracy on the same questions? Only the questions on which they
 * disagree count: `b` that the first alone answers, `c` that the second alone answers.
 *
 * Rule: b + c < 25, the exact two-sided binomial test; from 25, chi-squared with one degree of freedom and Edwards's
 * continuity correction.
 */

export interface McNemar {
  pValue: number;
  method: 'exact' | 'chi-squared';
}

export function mcnemar(b: number, c: number): McNemar {
  if (!Number.isInteger(b) || !Number.isInteger(c) || b < 0 || c < 0) {
    throw new RangeError(`mcnemar: counts must be whole numbers from 0, got ${b} and ${c}`);
  }
  const n = b + c;
  if (n < 25) return { pValue: exact(Math.min(b, c), n), method: 'exact' };
  const statistic = Math.max(0, Math.abs(b - c) - 1) ** 2 / n;
  return { pValue: erfc(Math.sqrt(statistic / 2)), method: 'chi-squared' };
}

/** Twice the lower tail of Binomial(n, 1/2) at k, at most 1. */
function exact(k: number, n: number): number {
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= k; i++) {
    term *= (n - i + 1) / i;
    sum += term;
  }
  return Math.min(1, (2 * sum) / 2 ** n);
}

/**
 * The complementary error function for x ≥ 0: Taylor series of erf below 2, continued fraction of erfc from there
 * (Abramowitz & Stegun 7.1.5, 7.1.14). Relative error under 1e-12.
 */
export function erfc(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let k = 100; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
