import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { optimise } from './optimise.ts';
import { estimates, sameCorrelation } from './test-estimates.ts';
import { dot, quadratic, sum } from './linear.ts';

const three = estimates(
  [0.05, 0.12, 0.2],
  [
    [1, 0.2, 0.1],
    [0.2, 1, 0.6],
    [0.1, 0.6, 1],
  ],
  [0.02, 0.05, 0.08],
);
const free = { lower: -10, upper: 10 };

function expectClose(actual: readonly number[], expected: readonly number[], digits = 9): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));
}

describe('closed forms', () => {
  it('two assets of least variance: w₁ = (σ₂² − σ₁₂) / (σ₁² + σ₂² − 2σ₁₂)', async () => {
    const [s1, s2, r] = [0.1, 0.18, 0.25];
    const { weights, kkt } = await optimise({
      ...estimates([s1, s2], sameCorrelation(2, r)),
      objective: { kind: 'minimum-variance' },
    });
    const both = r * s1 * s2;
    const first = (s2 * s2 - both) / (s1 * s1 + s2 * s2 - 2 * both);
    expectClose(weights, [first, 1 - first], 12);
    for (const residual of Object.values(kkt)) expect(residual).toBeLessThan(1e-12);
  });

  it('mean–variance, sum 1: w = Σ⁻¹(μ − γ1) / λ', async () => {
    const aversion = 5;
    const { weights } = await optimise({
      ...three,
      constraints: free,
      objective: { kind: 'mean-variance', riskAversion: aversion },
    });
    const inverted = inverse(new Matrix(three.covariance.matrix)).to2DArray();
    const ones = inverted.map(sum);
    const towards = inverted.map((row) => dot(row, three.means.values));
    const gamma = (sum(towards) - aversion) / sum(ones);
    expectClose(
      weights,
      towards.map((value, i) => (value - gamma * (ones[i] as number)) / aversion),
    );
  });

  it('tangency: w ∝ Σ⁻¹(μ − r)', async () => {
    const { weights, expectedReturn, volatility } = await optimise({
      ...three,
      constraints: free,
      objective: { kind: 'maximum-sharpe', riskFree: 0.01 },
    });
    const inverted = inverse(new Matrix(three.covariance.matrix)).to2DArray();
    const raw = inverted.map((row) =>
      dot(
        row,
        three.means.values.map((value) => value - 0.01),
      ),
    );
    expectClose(
      weights,
      raw.map((value) => value / sum(raw)),
    );
    const excess = three.means.values.map((value) => value - 0.01);
    expect((expectedReturn - 0.01) / volatility).toBeCloseTo(Math.sqrt(quadratic(inverted, excess)), 9);
  });

  it('target return and volatility of two assets are line and quadratic', async () => {
    const two = estimates([0.1, 0.2], sameCorrelation(2, 0), [0.02, 0.06]);
    const byReturn = await optimise({ ...two, objective: { kind: 'target-return', value: 0.05 } });
    expectClose(byReturn.weights, [0.25, 0.75], 10);
    // 0.01 (1 − w)² + 0.04 w² = 0.0225, the higher root.
    const byVolatility = await optimise({ ...two, objective: { kind: 'target-volatility', value: 0.15 } });
    const w = (0.02 + Math.sqrt(0.02 ** 2 + 4 * 0.05 * 0.0125)) / 0.1;
    expectClose(byVolatility.weights, [1 - w, w], 8);
    expect(byVolatility.volatility).toBeCloseTo(0.15, 9);
  });

  it('risk parity of equal correlations: weights as 1/σ, all shares of risk alike', async () => {
    for (const correlation of [0, 0.4]) {
      const { weights, riskShares } = await optimise({
        ...estimates([0.1, 0.2, 0.4], sameCorrelation(3, correlation)),
        objective: { kind: 'risk-parity' },
      });
      expectClose(weights, [4 / 7, 2 / 7, 1 / 7], 12);
      expectClose(riskShares ?? [], [1 / 3, 1 / 3, 1 / 3], 12);
    }
  });

  it('risk parity of uncorrelated assets with budgets: weights as √b/σ', async () => {
    const { weights } = await optimise({
      ...estimates([0.1, 0.3], sameCorrelation(2, 0)),
      objective: { kind: 'risk-parity', budgets: { A: 1, B: 4 } },
    });
    expectClose(weights, [10 / (10 + 2 / 0.3), 2 / 0.3 / (10 + 2 / 0.3)], 12);
  });
});

describe('published examples', () => {
  // Maillard, Roncalli, Teïletche (2010), section 4: four assets of 10, 20, 30 and 40 %, in percent to one digit.
  const four = estimates(
    [0.1, 0.2, 0.3, 0.4],
    [
      [1, 0.8, 0, 0],
      [0.8, 1, 0, 0],
      [0, 0, 1, -0.5],
      [0, 0, -0.5, 1],
    ],
  );
  it.each([
    ['risk-parity', [0.384, 0.192, 0.243, 0.182], 0.103],
    ['minimum-variance', [0.745, 0, 0.152, 0.103], 0.086],
  ] as const)('Maillard, Roncalli, Teïletche: %s', async (kind, expected, risk) => {
    const { weights, volatility } = await optimise({ ...four, objective: { kind } });
    expectClose(weights, expected, 3);
    expect(volatility).toBeCloseTo(risk, 3);
  });

  // Roncalli, "Introduction to Risk Parity and Budgeting" (2013), three assets, in percent to two digits.
  it.each([
    [undefined, [0.1969, 0.3244, 0.4787]],
    [{ A: 0.5, B: 0.2, C: 0.3 }, [0.3115, 0.219, 0.4696]],
  ])('Roncalli: budgets %j', async (budgets, expected) => {
    const given = estimates(
      [0.3, 0.2, 0.15],
      [
        [1, 0.8, 0.5],
        [0.8, 1, 0.3],
        [0.5, 0.3, 1],
      ],
    );
    const { weights } = await optimise({
      ...given,
      objective: { kind: 'risk-parity', ...(budgets && { budgets }) },
    });
    expected.forEach((value, i) => expect(Math.abs((weights[i] as number) - value)).toBeLessThan(5.1e-5));
  });
});

describe('constraints', () => {
  it('keeps bounds and groups, and names those that bind', async () => {
    const { weights, binding } = await optimise({
      ...three,
      constraints: { upper: { A: 0.5 }, groups: [{ name: 'shares', symbols: ['B', 'C'], upper: 0.5 }] },
      objective: { kind: 'maximum-sharpe', riskFree: 0 },
    });
    expect(weights[0]).toBe(0.5);
    expect(sum(weights)).toBeCloseTo(1, 12);
    expect(binding).toEqual(['A at most 0.5', 'group shares between 0 and 0.5']);
  });

  it('does not trade where it costs more than it brings, and trades up to the limit', async () => {
    const current = { A: 0.4, B: 0.3, C: 0.3 };
    const objective = { kind: 'mean-variance', riskAversion: 5 } as const;
    const dear = await optimise({ ...three, constraints: { trading: { current, cost: 0.2 } }, objective });
    expectClose(dear.weights, [0.4, 0.3, 0.3], 10);
    expect(dear).toMatchObject({ turnover: expect.closeTo(0, 9), tradingCost: expect.closeTo(0, 9) });
    const limited = await optimise({
      ...three,
      constraints: { trading: { current, cost: 0.001, limit: 0.1 } },
      objective,
    });
    expect(limited.turnover).toBeCloseTo(0.1, 10);
    expect(limited.tradingCost).toBeCloseTo(0.0001, 12);
    expect(limited.binding).toContain('trading at most 0.1');
  });

  it('takes bounds into risk parity: what is free still has equal shares', async () => {
    const { weights, riskShares } = await optimise({
      ...estimates([0.1, 0.2, 0.4], sameCorrelation(3, 0.2)),
      constraints: { upper: { A: 0.4 } },
      objective: { kind: 'risk-parity' },
    });
    expect(weights[0]).toBe(0.4);
    expect(sum(weights)).toBeCloseTo(1, 12);
    expect(riskShares?.[1]).toBeCloseTo(riskShares?.[2] as number, 10);
    expect(riskShares?.[0]).toBeLessThan(riskShares?.[1] as number);
  });

  it.each([
    [{ upper: 0.3 }, ['fully invested', 'A at most 0.3', 'B at most 0.3', 'C at most 0.3']],
    [
      { lower: { A: 0.6 }, groups: [{ name: 'safe', symbols: ['A', 'B'], upper: 0.5 }] },
      ['group safe', 'A at least 0.6'],
    ],
    [
      { upper: 0.5, trading: { current: { A: 1 }, cost: 0, limit: 0.2 } },
      ['A at most 0.5', 'trading at most 0.2'],
    ],
  ])('names what cannot hold together: %j', async (constraints, names) => {
    const failure: unknown = await optimise({
      ...three,
      constraints,
      objective: { kind: 'minimum-variance' },
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'infeasible', exitCode: 2 });
    for (const name of names) expect(String(failure)).toContain(name);
    expect(String(failure)).not.toMatch(/; ;|undefined|: ;/);
  });

  it.each([
    [{ kind: 'target-return', value: 0.09 }, 'they let at most 0.08'],
    [
      { kind: 'target-volatility', value: 0.01 },
      'a volatility of 0.01 a year is below what the constraints let: at least 0.0',
    ],
    [
      { kind: 'maximum-sharpe', riskFree: 0.1 },
      'no allowed portfolio is expected to return more than the risk-free 0.1',
    ],
    [{ kind: 'mean-variance', riskAversion: 0 }, 'a risk aversion of 0'],
    [{ kind: 'risk-parity', budgets: { A: 1, B: 1 } }, 'the risk budget of C is 0'],
    [{ kind: 'risk-parity', budgets: { A: 1, B: 1, C: 1, D: 1 } }, 'a risk budget for D'],
  ] as const)('refuses %j', async (objective, message) => {
    await expect(optimise({ ...three, objective })).rejects.toThrow(message);
  });

  it.each([
    [{ lower: { X: 0.1 } }, 'the lower bound names X, which has no prices'],
    [{ lower: 0.5, upper: { B: 0.2 } }, 'B is to be at least 0.5 and at most 0.2'],
    [{ upper: Number.NaN }, 'the upper bound of A is NaN'],
    [{ groups: [{ name: 'g', symbols: ['Z'] }] }, 'the group g names Z'],
    [
      { groups: [{ name: 'g', symbols: ['A'], lower: 0.4, upper: 0.2 }] },
      'the group g is to be at least 0.4',
    ],
    [{ trading: { current: { A: 0.7 }, cost: 0 } }, 'the weights held now add up to 0.7'],
    [{ trading: { current: {}, cost: -1 } }, 'trading costs of -1'],
  ])('refuses constraints that mean nothing: %j', async (constraints, message) => {
    await expect(
      optimise({ ...three, constraints, objective: { kind: 'minimum-variance' } }),
    ).rejects.toThrow(message);
  });

  it('risk parity refuses what it cannot keep', async () => {
    const groups = [{ name: 'g', symbols: ['A'], upper: 0.2 }];
    await expect(
      optimise({ ...three, constraints: { groups }, objective: { kind: 'risk-parity' } }),
    ).rejects.toThrow('risk parity keeps bounds of assets only, not group g between 0 and 0.2');
    await expect(
      optimise({ ...three, constraints: { upper: 0.3 }, objective: { kind: 'risk-parity' } }),
    ).rejects.toMatchObject({ code: 'infeasible' });
  });

  it('gives the same bits again', async () => {
    const ask = () => optimise({ ...three, objective: { kind: 'target-volatility', value: 0.1 } });
    expect(await ask()).toEqual(await ask());
  });
});
