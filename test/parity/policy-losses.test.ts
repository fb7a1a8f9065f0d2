/** Our policy losses give TRL's loss and gradient on the same log probabilities, advantages and masks (TRL 1.16, see the golden file). */

import { expect, test } from 'vitest';
import { groupAdvantages } from '../../src/train/advantage.ts';
import { differences } from './policy-case.ts';
import type { PolicyCase } from './policy-case.ts';
import { readGolden } from './read-golden.ts';

const cases = readGolden('policy-losses.json') as PolicyCase[];

test('the golden file has every loss, with and without KL, and tokens on both sides of the clip', () => {
  const kinds = cases.map(({ loss, beta }) => `${loss} ${beta > 0 ? 'with' : 'without'} KL`);
  expect(new Set(kinds).size).toBe(8);
  for (const { beta, onPolicy, now, gradientOfTrl } of cases) {
    expect(gradientOfTrl.map((row) => row.length)).toEqual(now.map((row) => row.length));
    const slopes = gradientOfTrl.flat().map(Math.abs);
    expect(Math.max(...slopes)).toBeGreaterThan(0.01);
    if (beta === 0 && !onPolicy) expect(slopes).toContain(0);
  }
});

test.each(cases)('$name: loss and gradient', async (given) => {
  const { loss, gradient } = await differences(given);
  expect(loss).toBeLessThan(1e-6);
  expect(gradient).toBeLessThan(1e-6);
});

test('a clip that is a little off, a KL of another kind or another length would be seen', async () => {
  const byName = (name: string): PolicyCase => cases.find((given) => given.name === name) as PolicyCase;
  const grpo = byName('grpo');
  const changed = [
    { ...grpo, clip: { ...grpo.clip, low: 0.79 } },
    { ...byName('grpo with KL'), unbiasedKl: true },
    { ...byName('dr_grpo'), maxTokens: 9 },
    { ...byName('bnpo'), loss: 'grpo' as const },
  ];
  for (const given of changed) {
    const { loss, gradient } = await differences(given);
    expect(Math.max(loss, gradient)).toBeGreaterThan(1e-4);
  }
});

test.each(cases.filter(({ scaleRewards }) => scaleRewards !== 'batch'))(
  '$name: advantages',
  ({ rewards, groupSize, scaleRewards, advantages }) => {
    const groups = [rewards.slice(0, groupSize), rewards.slice(groupSize)];
    const ours = groups.flatMap((group) => {
      const of = groupAdvantages(group, scaleRewards === 'none' ? 'dr_grpo' : 'grpo').advantages as number[];
      if (scaleRewards === 'none') return of;
      // TRL divides by the deviation of a sample and adds 1e-4; ours is that of a population.
      const mean = group.reduce((sum, reward) => sum + reward, 0) / groupSize;
      const squares = group.reduce((sum, reward) => sum + (reward - mean) ** 2, 0);
      const factor = Math.sqrt(squares / groupSize) / (Math.sqrt(squares / (groupSize - 1)) + 1e-4);
      return of.map((advantage) => advantage * factor);
    });
    ours.forEach((value, i) => expect(value).toBeCloseTo(advantages[i] as number, 6));
  },
);
