import { expect, it } from 'vitest';
import { smoothed, thinned } from './smooth.ts';
import type { CurvePoint } from './smooth.ts';

const points = (count: number, of: (i: number) => number | null): CurvePoint[] =>
  Array.from({ length: count }, (_, i) => ({ step: i + 1, value: of(i) }));

it('leaves few points as they are, and averages neighbours of many', () => {
  const few = points(5, (i) => i);
  expect(thinned(few, 5)).toBe(few);
  expect(thinned(few, 3)).toEqual([
    { step: 2, value: 0.5 },
    { step: 4, value: 2.5 },
    { step: 5, value: 4 },
  ]);
  expect(thinned(points(10_000, (i) => i)).length).toBeLessThanOrEqual(1500);
});

it('keeps what was measured beside what was not', () => {
  expect(
    thinned(
      points(4, (i) => (i < 2 ? null : i)),
      2,
    ),
  ).toEqual([
    { step: 2, value: null },
    { step: 4, value: 2.5 },
  ]);
});

it('smooths noise away and lets a constant and a straight line be', () => {
  const noisy = smoothed(points(60, (i) => (i % 2 === 0 ? 0 : 1))) ?? [];
  // Five points each: two or three of them are 1.
  for (const { value } of noisy.slice(2, -2)) expect(Math.abs((value ?? 0) - 0.5)).toBeLessThan(0.11);
  const line = smoothed(points(60, (i) => 3 * i)) ?? [];
  for (const [i, { value }] of line.entries()) if (i >= 2 && i < 58) expect(value).toBeCloseTo(3 * i, 9);
});

it('leaves a drop where it happened', () => {
  const drop = smoothed(points(300, (i) => (i < 150 ? 1 : 0))) ?? [];
  const middle = drop.findIndex(({ value }) => (value ?? 1) < 0.5);
  expect(Math.abs(middle - 150)).toBeLessThanOrEqual(1);
});

it('smooths only what has enough points, counting those that were measured', () => {
  expect(smoothed(points(29, () => 1))).toBeNull();
  expect(smoothed(points(290, (i) => (i % 11 === 0 ? 1 : null)))).toBeNull();
  expect(smoothed(points(330, (i) => (i % 11 === 0 ? 1 : null)))).toHaveLength(30);
});
