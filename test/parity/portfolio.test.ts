/** Covariances, means, portfolios and risks are those of scikit-learn 1.9, SciPy 1.17 and NumPy (see the golden file). */

import { expect, test } from 'vitest';
import { differences, type PortfolioCase } from './portfolio-case.ts';
import { readGolden } from './read-golden.ts';

const cases = readGolden('portfolio.json') as PortfolioCase[];

test('the golden file has constraints that bind and such that do not', () => {
  expect(cases).toHaveLength(2);
  for (const { portfolios, capped, constraints } of cases) {
    expect(portfolios).toHaveLength(8);
    const bounded = portfolios.filter(({ under }) => under === 'bounded').flatMap(({ weights }) => weights);
    expect(bounded.some((weight) => weight > constraints.upper - 1e-9)).toBe(true);
    expect(bounded.some((weight) => weight > 1e-3 && weight < constraints.upper - 1e-3)).toBe(true);
    const parity = portfolios.find(({ under }) => under === 'capped')?.weights ?? [];
    expect(parity.some((weight, i) => weight > (capped[i] as number) - 1e-9)).toBe(true);
  }
});

test.each(cases)('$name', async (given) => {
  const found = await differences(given);
  expect(Object.keys(found)).toHaveLength(28);
  for (const [what, difference] of Object.entries(found)) expect(difference, what).toBeLessThan(1e-6);
});

test('the eight worst returns of one asset made worse would be seen', async () => {
  const given = cases[1] as PortfolioCase;
  const ordered = given.returns.map((row) => row[0] as number).toSorted((a, b) => a - b);
  const worst = new Set(ordered.slice(0, 8));
  const returns = given.returns.map(([first = 0, ...rest]) => [
    worst.has(first) ? first - 0.002 : first,
    ...rest,
  ]);
  const found = await differences({ ...given, returns });
  const unseen = Object.keys(found).filter((what) => !((found[what] as number) > 1e-6));
  // A portfolio in a corner of what is allowed stays there.
  expect(unseen.filter((what) => !what.startsWith('weights, mean-variance'))).toEqual(['normal quantiles']);
});
