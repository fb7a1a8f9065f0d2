import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import { kktResiduals } from './kkt.ts';
import type { QuadraticProgram } from './program.ts';
import { solveProgram } from './quadratic-program.ts';

/** A random portfolio problem; with few periods its matrix is nearly singular, with fewer than columns it is singular. */
function randomProgram(random: Random, count: number, periods: number): QuadraticProgram {
  const moves = Array.from({ length: periods }, () => Array.from({ length: count }, () => random.normal()));
  const hessian = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (__, j) =>
      moves.reduce((total, row) => total + ((row[i] as number) * (row[j] as number) * 0.03) / periods, 0),
    ),
  );
  const member = (k: number): number[] => Array.from({ length: count }, (_, i) => (i % 3 === k ? 1 : 0));
  return {
    columns: moves[0]?.map((_, i) => `S${i}`) ?? [],
    hessian,
    linear: Array.from({ length: count }, () => -0.05 * random.float()),
    lower: Array.from({ length: count }, () => 0),
    upper: Array.from({ length: count }, () => Math.max(0.35, 2 / count)),
    rows: [
      { name: 'sum', terms: Array.from({ length: count }, () => 1), lower: 1, upper: 1 },
      { name: 'first', terms: member(0), lower: 0.1, upper: 0.4 },
      { name: 'second', terms: member(1), lower: 0.05, upper: 0.5 },
    ],
  };
}

describe('solveProgram', () => {
  it.each([
    [5, 50],
    [20, 200],
    [20, 22],
    [40, 42],
    [12, 6],
  ])('%i columns from %i periods: the optimality conditions hold', async (count, periods) => {
    for (let at = 0; at < 8; at++) {
      const { kkt } = await solveProgram(randomProgram(Random.derive(at, count, periods), count, periods));
      for (const residual of Object.values(kkt)) expect(residual).toBeLessThan(1e-12);
    }
  });

  // With bounds of 0.35, a sum of 1 and groups that end at 0.4 and 0.5, HiGHS asked once misses each of these.
  it.each([
    [5, 50, [492, 822, 1359, 1530, 1630, 1756]],
    [12, 100, [1020, 3759]],
  ])(
    '%i columns from %i periods: is not led astray by corners where too many constraints meet',
    async (count, periods, seeds) => {
      for (const seed of seeds) {
        const { kkt } = await solveProgram(randomProgram(Random.derive(seed, 'corners'), count, periods));
        for (const residual of Object.values(kkt)) expect(residual).toBeLessThan(1e-9);
      }
    },
  );

  it('solves a linear program where there is no matrix', async () => {
    const { hessian: _, ...linear } = randomProgram(Random.derive(1, 'linear'), 6, 20);
    const { x, kkt } = await solveProgram(linear);
    expect(x.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 12);
    expect(kkt.stationarity).toBeLessThan(1e-12);
  });
});

describe('kktResiduals', () => {
  // min ½(x² + y²) with x + y = 1, x ≤ 0.4: x = 0.4, y = 0.6; multipliers 0.6 of the sum and −0.2 of the bound.
  const program: QuadraticProgram = {
    columns: ['x', 'y'],
    hessian: [
      [1, 0],
      [0, 1],
    ],
    linear: [0, 0],
    lower: [0, 0],
    upper: [0.4, 1],
    rows: [{ name: 'sum', terms: [1, 1], lower: 1, upper: 1 }],
  };

  it('are 0 at the solution', () => {
    const { stationarity, feasibility, complementarity } = kktResiduals(
      program,
      [0.4, 0.6],
      [0.6],
      [-0.2, 0],
    );
    for (const residual of [stationarity, feasibility, complementarity]) expect(residual).toBeLessThan(1e-15);
  });

  it('see a wrong point, a wrong multiplier and a slack bound that is said to hold', () => {
    expect(kktResiduals(program, [0.5, 0.6], [0.6], [-0.2, 0]).feasibility).toBeCloseTo(0.1, 12);
    expect(kktResiduals(program, [0.4, 0.6], [0.5], [-0.2, 0]).stationarity).toBeCloseTo(0.1, 12);
    expect(kktResiduals(program, [0.3, 0.7], [0.7], [-0.4, 0]).complementarity).toBeCloseTo(0.04, 12);
    expect(kktResiduals(program, [0.4, 0.6], [0.6], [0.2, 0]).complementarity).toBeCloseTo(0.08, 12);
  });
});
