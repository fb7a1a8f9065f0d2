import { expect, it } from 'vitest';
import type { Verdict } from '../core/outcome.ts';
import { overlongPunishment, rewardOf } from './reward.ts';
import type { RewardOptions } from './reward.ts';

const scored = (verdict: Verdict, valid = true) => ({
  outcome: { verdict, rule: 'test', reason: 'test' },
  format: { valid, reason: 'test' },
});
const length = { tokens: 10, maxTokens: 100 };
const total = (verdict: Verdict, valid: boolean, options?: RewardOptions): number | null =>
  rewardOf(scored(verdict, valid), length, options).total;

it('adds format and accuracy, each 0 or 1', () => {
  expect(total('correct', true)).toBe(2);
  expect(total('correct', false)).toBe(1);
  expect(total('wrong', true)).toBe(1);
  expect(total('wrong', false)).toBe(0);
  expect(total('unparseable', true)).toBe(1);
  expect(total('correct', true, { format: 0.25, accuracy: 2 })).toBe(2.25);
});

it('adds supported reasoning where it is asked for, and only in the right format', () => {
  const grounded = { ...scored('correct'), grounded: 0.75 };
  expect(rewardOf(grounded, length).total).toBe(2);
  expect(rewardOf(grounded, length, { grounded: 2 }).total).toBe(3.5);
  expect(rewardOf({ ...scored('correct', false), grounded: 1 }, length, { grounded: 2 }).total).toBe(1);
  expect(rewardOf(scored('correct'), length, { grounded: 2 }).total).toBe(2);
});

it('gives no reward where nothing was judged', () => {
  expect(total('unscorable', true)).toBeNull();
  expect(total('judge-error', true)).toBeNull();
});

it('treats truncated generations by the stated policy', () => {
  expect(total('truncated', true)).toBe(0);
  expect(total('truncated', false, { truncated: 'zero' })).toBe(0);
  expect(total('truncated', false, { truncated: 'excluded' })).toBeNull();
});

it('punishes length softly up to the limit', () => {
  // limit 100, buffer 20: free until 80; 90 costs (80 − 90) / 20 = −0.5; 100 costs −1
  expect([10, 80, 90, 100].map((tokens) => overlongPunishment(tokens, 100, 20))).toEqual([0, 0, -0.5, -1]);
  const options = { overlong: { buffer: 20 } };
  expect(rewardOf(scored('correct'), { tokens: 95, maxTokens: 100 }, options).total).toBeCloseTo(1.25, 12);
  expect(rewardOf(scored('truncated', false), { tokens: 100, maxTokens: 100 }, options).total).toBe(-1);
});
