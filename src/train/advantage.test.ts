import { expect, it } from 'vitest';
import { groupAdvantages } from './advantage.ts';

it('divides by the standard deviation of the group', () => {
  // mean (2 + 0 + 1 + 1) / 4 = 1, variance (1 + 1 + 0 + 0) / 4 = 0.5, std 0.70711; 1 / 0.70711 = 1.41421
  const { advantages, status } = groupAdvantages([2, 0, 1, 1], 'grpo');
  expect(status).toBe('used');
  expect(advantages[0]).toBeCloseTo(Math.SQRT2, 10);
  expect(advantages[1]).toBeCloseTo(-Math.SQRT2, 10);
  expect(advantages.slice(2)).toEqual([0, 0]);
});

it('does not divide for dr_grpo, and divides for dapo and gspo', () => {
  expect(groupAdvantages([2, 0, 1, 1], 'dr_grpo').advantages).toEqual([1, -1, 0, 0]);
  expect(groupAdvantages([3, 1], 'dapo').advantages).toEqual([1, -1]); // mean 2, std 1
  expect(groupAdvantages([1, 0], 'gspo').advantages).toEqual([1, -1]); // mean 0.5, std 0.5
});

it('leaves excluded samples out of the mean', () => {
  // without the excluded one: mean 0.5, std 0.5
  expect(groupAdvantages([1, null, 0], 'grpo')).toEqual({ advantages: [1, null, -1], status: 'used' });
});

it('drops groups without signal, and tells why', () => {
  expect(groupAdvantages([1, 1, null], 'grpo')).toEqual({ advantages: [null, null, null], status: 'flat' });
  expect(groupAdvantages([0.7], 'dr_grpo').status).toBe('flat');
  expect(groupAdvantages([null, null], 'grpo').status).toBe('empty');
});
