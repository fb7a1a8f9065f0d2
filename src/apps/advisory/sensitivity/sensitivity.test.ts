import { describe, expect, it } from 'vitest';
import { optimise } from '../portfolio/optimise.ts';
import { estimates, sameCorrelation } from '../portfolio/test-estimates.ts';
import { sensitivity } from './sensitivity.ts';
import { sensitivityFigures } from './sensitivity-figures.ts';

const given = {
  ...estimates([0.05, 0.12, 0.2], sameCorrelation(3, 0.3), [0.02, 0.05, 0.08]),
  constraints: {},
};

describe('sensitivity', () => {
  it('shifts one thing at a time', async () => {
    const objective = { kind: 'maximum-sharpe', riskFree: 0.01 } as const;
    const chosen = await optimise({ ...given, objective });
    const rows = await sensitivity({ ...given, objective, weights: chosen.weights, fee: 0.002 });
    const row = (id: string) => rows.find((each) => each.id === id) as (typeof rows)[number];
    const base = row('base');
    expect(base.expectedReturn).toBeCloseTo(chosen.expectedReturn - 0.002, 12);
    expect(base.volatility).toBeCloseTo(chosen.volatility, 12);
    expect(base.best).toMatchObject({ moved: expect.closeTo(0, 9) });
    expect(row('returns-1pp').expectedReturn).toBeCloseTo(base.expectedReturn - 0.01, 12);
    expect(row('volatility+25%').volatility).toBeCloseTo(1.25 * base.volatility, 12);
    // A common factor of all variances does not move the tangency portfolio.
    expect(row('volatility+25%').best).toMatchObject({ moved: expect.closeTo(0, 8) });
    expect(row('correlation+0.2').volatility).toBeGreaterThan(base.volatility);
    expect(row('return-1se.C').expectedReturn).toBeCloseTo(
      base.expectedReturn - 0.02 * (chosen.weights[2] as number),
      12,
    );
    expect(row('return-1se.C').best).toMatchObject({ moved: expect.any(Number) });
    expect((row('return-1se.C').best as { moved: number }).moved).toBeGreaterThan(0.02);
    expect(row('fee+0.5pp')).toMatchObject({
      expectedReturn: expect.closeTo(base.expectedReturn - 0.005, 12),
      best: null,
    });
  });

  it('says why there is no best portfolio under a shift', async () => {
    const objective = { kind: 'target-return', value: 0.075 } as const;
    const rows = await sensitivity({ ...given, objective, weights: [0, 0, 1], fee: 0 });
    expect(rows.find(({ id }) => id === 'returns-1pp')?.best).toEqual({
      refused: expect.stringContaining('they let at most 0.07'),
    });
    const ids = sensitivityFigures(rows).map(({ id }) => id);
    expect(ids).toContain('sensitivity.returns-1pp.return');
    expect(ids).not.toContain('sensitivity.returns-1pp.moved');
    expect(new Set(ids).size).toBe(ids.length);
  });
});
