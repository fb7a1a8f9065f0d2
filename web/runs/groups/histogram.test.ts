import { expect, it } from 'vitest';
import { endsOf, histogramOf } from './histogram.ts';

it('gives each value its bar where there are few', () => {
  expect(histogramOf([2, 0, 2, 1, 2])).toEqual([
    { low: 0, high: 0, count: 1 },
    { low: 1, high: 1, count: 1 },
    { low: 2, high: 2, count: 3 },
  ]);
  expect(histogramOf([])).toEqual([]);
});

it('shares many values out to bars of equal width, and loses none, the greatest included', () => {
  const values = Array.from({ length: 101 }, (_, i) => i / 50 - 1);
  const bars = histogramOf(values, 4);
  expect(bars.map(({ low, high }) => [low, high])).toEqual([
    [-1, -0.5],
    [-0.5, 0],
    [0, 0.5],
    [0.5, 1],
  ]);
  expect(bars.map(({ count }) => count)).toEqual([25, 25, 25, 26]);
});

it('gives ends that hold the bar, in digits that an address carries', () => {
  expect(endsOf({ low: 2, high: 2, count: 1 })).toEqual({ low: '2', high: '2' });
  expect(endsOf({ low: 4 / 3, high: 5 / 3, count: 1 })).toEqual({ low: '1.333333', high: '1.666667' });
  expect(endsOf({ low: -1 / 3, high: 0, count: 1 })).toEqual({ low: '-0.333334', high: '0' });
});
