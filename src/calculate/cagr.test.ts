import { describe, expect, it } from 'vitest';
import { cagr } from './cagr.ts';
import { refusal } from './test-refusal.ts';

describe('cagr', () => {
  it.each<[string, string | number, string | number, string | number, string]>([
    ['1.1³ = 1.331', 1000, 1331, 3, '10'],
    ['a fall', 100, 81, 2, '-10'],
    ['no change', '2.5', '2.5', '7', '0'],
    ['half a year: 1.1² = 1.21', 100, 110, 0.5, '21'],
    ['√2 − 1', 1, 2, 2, '41.42135623730950488'],
  ])('%s', (_, start_value, end_value, years, value) => {
    expect(cagr.run({ start_value, end_value, years })).toMatchObject({ value, unit: 'percent' });
  });

  it('shows what it computed', () => {
    expect(cagr.run({ start_value: 1000, end_value: '1331.00', years: 3 })).toEqual({
      value: '10',
      digits: 'exact',
      unit: 'percent',
      formula: 'CAGR = (end / start)^(1 / years) − 1 = (1331 / 1000)^(1 / 3) − 1',
    });
  });

  it.each(['start_value', 'end_value', 'years'])('refuses %s of 0 or less', (name) => {
    const args = { start_value: 1, end_value: 2, years: 3 };
    expect(refusal(cagr, { ...args, [name]: 0 })).toBe(`${name} is 0; expected a number above 0`);
    expect(refusal(cagr, { ...args, [name]: '-1' })).toBe(`${name} is "-1"; expected a number above 0`);
  });

  it('refuses what grows beyond all decimals', () => {
    expect(refusal(cagr, { start_value: 1, end_value: 9, years: '0.0000000000000000000000001' })).toBe(
      'the result is too large for a decimal; expected arguments of a usual size',
    );
  });
});
