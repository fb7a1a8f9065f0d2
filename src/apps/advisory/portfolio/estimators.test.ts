import { describe, expect, it } from 'vitest';
import type { Returns } from '../market/returns.ts';
import { covarianceOf } from './covariance.ts';
import { meansOf } from './means.ts';

function returnsFrom(values: number[][]): Returns {
  return {
    kind: 'simple',
    dates: values.map((_, at) => String(at)),
    symbols: (values[0] ?? []).map((_, i) => 'ABCD'[i] as string),
    values,
    frequency: 'monthly',
    periodsPerYear: 12,
  };
}

const three = returnsFrom([
  [0.01, 0.03, -0.01],
  [-0.02, 0.01, 0.04],
  [0.03, -0.05, 0.02],
  [0, 0.02, -0.03],
  [0.02, 0.04, 0.01],
  [-0.01, -0.02, 0.03],
  [0.01, 0.06, -0.02],
]);

describe('covarianceOf', () => {
  it('annualises the sample, divided by n − 1', () => {
    const { matrix, periodsPerYear } = covarianceOf(
      returnsFrom([
        [0.01, 0.02],
        [0.03, -0.02],
      ]),
      'sample',
    );
    expect(periodsPerYear).toBe(12);
    [0.0024, -0.0048, -0.0048, 0.0096].forEach((value, at) =>
      expect(matrix.flat()[at]).toBeCloseTo(value, 14),
    );
  });

  it.each(['ledoit-wolf', 'constant-correlation'] as const)(
    '%s keeps the trace and lies between sample and target',
    (method) => {
      const { matrix, shrinkage } = covarianceOf(three, method);
      const sample = covarianceOf(three, 'sample').matrix;
      expect(shrinkage).toBeGreaterThan(0);
      expect(shrinkage).toBeLessThanOrEqual(1);
      const trace = (each: number[][]): number =>
        each.reduce((total, row, i) => total + (row[i] as number), 0);
      expect(trace(matrix)).toBeCloseTo((trace(sample) * 6) / 7, 12);
    },
  );

  it('shrinks nothing where there is nothing to shrink', () => {
    expect(covarianceOf(returnsFrom(three.values.map(([a]) => [a as number])), 'ledoit-wolf').shrinkage).toBe(
      0,
    );
  });

  it('refuses a price that never moves, and a single asset without correlations', () => {
    expect(() =>
      covarianceOf(
        returnsFrom([
          [0.01, 0],
          [0.02, 0],
        ]),
        'ledoit-wolf',
      ),
    ).toThrow('the price of B never moves');
    expect(() => covarianceOf(returnsFrom([[0.01], [0.02]]), 'constant-correlation')).toThrow(
      'one asset has no correlation',
    );
  });
});

describe('meansOf', () => {
  it('gives the yearly mean and its standard error', () => {
    const { values, standardErrors, target } = meansOf(returnsFrom([[0.01], [0.03]]), 'historical');
    expect(values[0]).toBeCloseTo(0.24, 14);
    expect(standardErrors[0]).toBeCloseTo(0.12, 14);
    expect(target).toBeNull();
  });

  it.each(['james-stein', 'bayes-stein'] as const)('%s draws all means towards the target', (method) => {
    const raw = meansOf(three, 'historical').values;
    const { values, shrinkage, target } = meansOf(three, method);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo((1 - shrinkage) * (raw[i] as number) + shrinkage * (target as number), 12);
    });
    expect(shrinkage).toBeGreaterThan(0);
  });

  it('refuses to shrink two assets, and two that move as one', () => {
    expect(() => meansOf(returnsFrom(three.values.map((row) => row.slice(0, 2))), 'james-stein')).toThrow(
      'james-stein means of 2 assets from 7 returns',
    );
    const twins = three.values.map(([a, b]) => [a as number, b as number, 2 * (a as number)]);
    expect(() => meansOf(returnsFrom(twins), 'bayes-stein')).toThrow(
      'assets move as one, A and C most of all',
    );
  });
});
