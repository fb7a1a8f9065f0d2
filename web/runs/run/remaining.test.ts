import { expect, it } from 'vitest';
import { remainingSeconds } from './remaining.ts';

const rows = (...seconds: (number | null)[]) =>
  seconds.map((time, i) => ({ stage: 'grpo', step: i + 1, seconds: time }));

it('multiplies what is left by the usual time of a step', () => {
  expect(remainingSeconds(rows(2, 2, 2), 10)).toBe(14);
});

it('is not led astray by one step that waited, or by how slow the beginning was', () => {
  expect(remainingSeconds(rows(2, 2, 90, 2, 2), 10)).toBe(10);
  expect(remainingSeconds(rows(...Array<number>(30).fill(9), ...Array<number>(25).fill(1)), 60)).toBe(5);
});

it('is nothing at the end, and unknown where the steps or their times are', () => {
  expect(remainingSeconds(rows(2, 2), 2)).toBe(0);
  expect(remainingSeconds(rows(2, 2), 1)).toBe(0);
  expect(remainingSeconds(rows(2, 2), null)).toBeNull();
  expect(remainingSeconds(rows(null), 5)).toBeNull();
  expect(remainingSeconds([], 5)).toBeNull();
});
