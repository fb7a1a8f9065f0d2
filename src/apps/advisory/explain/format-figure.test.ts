import { expect, test } from 'vitest';
import type { Figure, FigureUnit } from '../figure.ts';
import { checkNumbers } from './check-text.ts';
import { formatFigure } from './format-figure.ts';

const figure = (value: number, unit: FigureUnit, id = 'plan.cost'): Figure => ({
  ...{ id, value, unit, label: { en: '', zh: '' }, formula: '' },
});

test.each([
  [6.5e-10, 'fraction', '0%'],
  [-6.5e-10, 'fraction', '0%'],
  [0.000_012, 'fraction', '0.0012%'],
  [0.0028, 'fraction', '0.28%'],
  [0.123, 'fraction', '12.3%'],
  [0.9996, 'fraction', '99.96%'],
] as const)('%d of a %s is told as %s', (value, unit, told) => {
  expect(formatFigure(figure(value, unit), 'en')).toBe(told);
});

test('what a solver leaves may be told as 0 %, and nothing else may', () => {
  const names = { products: {}, goals: {} };
  expect(checkNumbers('The ongoing cost is 0%.', [figure(6.5e-10, 'fraction')], names).faults).toEqual([]);
  expect(checkNumbers('The ongoing cost is 0%.', [figure(0.0028, 'fraction')], names).faults).toHaveLength(1);
});
