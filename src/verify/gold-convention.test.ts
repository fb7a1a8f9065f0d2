import { expect, it } from 'vitest';
import { goldConvention } from './gold-convention.ts';

it.each([
  ['14%', 0.14464, 'decimal'],
  ['37.81%', 37.81139, 'percent'],
  ['-2.4', -2.4, 'plain'],
  ['$ 103.7 million', 103.7, 'plain'],
  ['58.6%', -0.58621, null],
  ['66.94', 0.6694, null],
  ['', 1393, null],
  ['0%', 0, 'decimal'],
])('%s beside %d is %s', (printed, value, convention) => {
  expect(goldConvention(printed, value)).toBe(convention);
});
