import { expect, test } from 'vitest';
import { Random } from '../../core/random.ts';
import { chooseToken, logprobOf, newDistribution } from './next-token.ts';
import type { ChoiceRule } from './next-token.ts';

const probabilities = [0.05, 0.4, 0.1, 0.25, 0.2];

function distributionOf(values: readonly number[]): ReturnType<typeof newDistribution> {
  const distribution = newDistribution(2, values.length);
  // The second row is the one under test: offsets must be right.
  values.forEach((value, i) => {
    distribution.probabilities[values.length + i] = value;
    distribution.logits[values.length + i] = Math.log(value) + 3;
  });
  distribution.logSum[1] = 3;
  return distribution;
}

function shares(rule: Partial<ChoiceRule>, draws = 20_000): number[] {
  const distribution = distributionOf(probabilities);
  const counts = probabilities.map(() => 0);
  const random = Random.derive(1, JSON.stringify(rule));
  for (let i = 0; i < draws; i++) {
    const token = chooseToken(distribution, 1, { temperature: 1, topK: -1, topP: 1, ...rule }, random);
    counts[token] = (counts[token] as number) + 1;
  }
  return counts.map((count) => count / draws);
}

test('draws tokens with their probabilities', () => {
  shares({}).forEach((share, i) =>
    expect(Math.abs(share - (probabilities[i] as number))).toBeLessThan(0.015),
  );
});

test('top k keeps the k likeliest and renormalises', () => {
  const found = shares({ topK: 2 });
  expect(found.map((share) => share > 0)).toEqual([false, true, false, true, false]);
  expect(Math.abs((found[1] as number) - 0.4 / 0.65)).toBeLessThan(0.015);
});

test('top p keeps the fewest tokens that reach p', () => {
  expect(shares({ topP: 0.64 }).map((share) => share > 0)).toEqual([false, true, false, true, false]);
  expect(shares({ topP: 0.66 }).map((share) => share > 0)).toEqual([false, true, false, true, true]);
});

test('temperature 0 is greedy, and the log probability is that of temperature 1', () => {
  expect(shares({ temperature: 0 }, 10)[1]).toBe(1);
  expect(logprobOf(distributionOf(probabilities), 1, 3)).toBeCloseTo(Math.log(0.25), 5);
});

test('top p over more tokens than are ranked one by one', () => {
  const flat = Array.from({ length: 40 }, () => 1 / 40);
  const distribution = distributionOf(flat);
  const random = Random.derive(2);
  const seen = new Set<number>();
  for (let i = 0; i < 4000; i++)
    seen.add(chooseToken(distribution, 1, { temperature: 1, topK: -1, topP: 0.5 }, random));
  // Ties go to the lower id, so the first half is kept (rounding may admit one more).
  expect(Math.max(...seen)).toBeLessThanOrEqual(20);
  expect(seen.size).toBeGreaterThanOrEqual(20);
});

test('a draw from many tokens is the one that a plain running sum finds', () => {
  const random = Random.derive(3);
  // Neither a multiple of a block nor of four.
  const values = Array.from({ length: 1_031 }, () => random.float() ** 8);
  const total = values.reduce((sum, value) => sum + value, 0);
  const distribution = newDistribution(1, values.length);
  distribution.probabilities.set(values.map((value) => value / total));
  for (let draw = 0; draw < 500; draw++) {
    const uniform = Random.derive(draw, 'draw').float();
    let left = uniform * distribution.probabilities.reduce((sum, value) => sum + value, 0);
    const expected = distribution.probabilities.findIndex((value) => (left -= value) < 0);
    const rule = { temperature: 1, topK: -1, topP: 1 };
    expect(chooseToken(distribution, 0, rule, Random.derive(draw, 'draw'))).toBe(expected);
  }
});
