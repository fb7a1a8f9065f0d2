import { describe, expect, it } from 'vitest';
import { Random } from '../src/core/random.ts';
import { fitLogistic, sigmoid } from './logistic.ts';

describe('fitLogistic', () => {
  it('finds the weights that made the labels', () => {
    const random = Random.derive(7);
    const rows = Array.from({ length: 4000 }, () => [random.float() * 2 - 1, random.float() * 2 - 1]);
    const labels = rows.map(([a = 0, b = 0]) => (random.float() < sigmoid(0.5 + 3 * a - 2 * b) ? 1 : 0));
    const model = fitLogistic(
      rows,
      labels,
      rows.map(() => 1),
      0.01,
    );
    const [a = 0, b = 0] = model.weights.map((weight, at) => weight / (model.spread[at] ?? 1));
    expect(a).toBeCloseTo(3, 0);
    expect(b).toBeCloseTo(-2, 0);
  });

  it('shrinks weights by the penalty, and counts shares', () => {
    const rows = [[0], [0], [1], [1]];
    const fit = (share: number[], ridge: number): number =>
      fitLogistic(rows, [0, 1, 1, 0], share, ridge).weights[0] ?? 0;
    expect(fit([1, 1, 1, 1], 1)).toBeCloseTo(0, 6);
    expect(fit([1, 0.1, 1, 0.1], 0.1)).toBeGreaterThan(fit([1, 0.1, 1, 0.1], 10));
  });
});
