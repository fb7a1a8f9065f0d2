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

test('the worst return of one asset made worse by half a percent would be seen', async () => {
  const [given] = cases as [PortfolioCase];
  const returns = given.returns.map((row, at) => (at === 5 ? [worst - 0.005, ...row.slice(1)] : row));
  const found = await differences({ ...given, returns });
  const unseen = Object.keys(found).filter((what) => !((found[what] as number) > 1e-6));
  expect(unseen).toEqual(['normal quantiles']);
});
