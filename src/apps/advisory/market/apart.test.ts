import { expect, test } from 'vitest';
import { datesApart } from './apart.ts';

const days = (step: number, from = 0, to = 100): string[] =>
  Array.from({ length: 101 }, (_, day) => day)
    .filter((day) => day % step === 0 && day >= from && day <= to)
    .map((day) => `2024-${String(day).padStart(3, '0')}`);

test('products of the same dates stay, and shorter ones too', () => {
  const given = new Map([
    ['A', days(1)],
    ['B', days(1).filter((_, i) => i % 10 !== 3)],
    ['C', days(1, 60)],
  ]);
  expect(datesApart(given)).toEqual(new Map());
});

test('one that has few of the dates of the others is taken out, wherever it stands', () => {
  const rare = ['RARE', days(7)] as const;
  const others = ['A', 'B'].map((symbol) => [symbol, days(1)] as const);
  for (const given of [
    [rare, ...others],
    [...others, rare],
  ])
    expect([...datesApart(new Map(given)).keys()]).toEqual(['RARE']);
});

test('of two that never meet the first stays', () => {
  const odd = days(1).filter((_, i) => i % 2 === 1);
  const even = days(2);
  expect([
    ...datesApart(
      new Map([
        ['A', odd],
        ['B', even],
      ]),
    ).keys(),
  ]).toEqual(['B']);
});
