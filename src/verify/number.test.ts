import { describe, expect, it } from 'vitest';
import { readNumbers } from './number.ts';
import { growthOf } from './test-growth.ts';

const one = (text: string) => {
  const numbers = readNumbers(text);
  expect(numbers, text).toHaveLength(1);
  return numbers[0]!;
};

describe('readNumbers: one number', () => {
  it.each([
    ['14.5%', 14.5, 'percent'],
    ['14.5 %', 14.5, 'percent'],
    ['10 percent', 10, 'percent'],
    ['10 per cent', 10, 'percent'],
    ['10pct', 10, 'percent'],
    ['百分之14.5', 14.5, 'percent'],
    ['10个百分点', 10, 'percentage-points'],
    ['10%点', 10, 'percentage-points'],
    ['2.4 percentage points', 2.4, 'percentage-points'],
    ['2.4 % points', 2.4, 'percentage-points'],
    ['80bps', 80, 'basis-points'],
    ['80 bp', 80, 'basis-points'],
    ['80 basis points', 80, 'basis-points'],
    ['80个基点', 80, 'basis-points'],
    ['1,234.5', 1234.5, 'plain'],
    ['1，234.5', 1234.5, 'plain'],
    ['１２．５％', 12.5, 'percent'],
    ['1,234,567', 1234567, 'plain'],
    ['.5', 0.5, 'plain'],
    ['0.14464', 0.14464, 'plain'],
    ['407.0', 407, 'plain'],
    ['$5', 5, 'plain'],
    ['US$5', 5, 'plain'],
    ['HK$ 5', 5, 'plain'],
    ['€3.50', 3.5, 'plain'],
    ['£ 3.50', 3.5, 'plain'],
    ['¥100', 100, 'plain'],
    ['￥100', 100, 'plain'],
    ['USD 100', 100, 'plain'],
    ['USD100', 100, 'plain'],
    ['RMB 100', 100, 'plain'],
    ['100 RMB', 100, 'plain'],
    ['人民币100元', 100, 'plain'],
    ['100美元', 100, 'plain'],
    ['-3.2', -3.2, 'plain'],
    ['−3.2', -3.2, 'plain'],
    ['–3.2%', -3.2, 'percent'],
    ['+3.2', 3.2, 'plain'],
    ['(3.2)', -3.2, 'plain'],
    ['( 3.2 )', -3.2, 'plain'],
    ['(3.2%)', -3.2, 'percent'],
    ['(3.2)%', -3.2, 'percent'],
    ['（3.2）', -3.2, 'plain'],
    ['$ (1,234)', -1234, 'plain'],
    ['$(1,234)', -1234, 'plain'],
    ['($1,234)', -1234, 'plain'],
    ['(5.8) million', -5800000, 'plain'],
    ['-$5', -5, 'plain'],
    ['- $5', -5, 'plain'],
    ['$-5', -5, 'plain'],
    ['$ -5', -5, 'plain'],
    ['- 5.2%', -5.2, 'percent'],
    ['$1.2 million', 1200000, 'plain'],
    ['1.2 millions', 1200000, 'plain'],
    ['$1.2m', 1200000, 'plain'],
    ['1.2mn', 1200000, 'plain'],
    ['$3.5bn', 3500000000, 'plain'],
    ['3.5B', 3500000000, 'plain'],
    ['2 tn', 2000000000000, 'plain'],
    ['5k', 5000, 'plain'],
    ['73,576 thousand', 73576000, 'plain'],
    ['5.2 million dollars', 5200000, 'plain'],
    ['1.2亿', 120000000, 'plain'],
    ['1.2亿元', 120000000, 'plain'],
    ['3.5万亿元', 3500000000000, 'plain'],
    ['12万', 120000, 'plain'],
    ['5千', 5000, 'plain'],
    ['1亿2000万', 120000000, 'plain'],
    ['3万5千元', 35000, 'plain'],
    ['1.2e6', 1200000, 'plain'],
    ['1.2E-3', 0.0012, 'plain'],
    ['1.2 × 10^6', 1200000, 'plain'],
    ['$1.2 \\times 10^{6}$', 1200000, 'plain'],
    ['14.5\\%', 14.5, 'percent'],
    ['\\$5{,}829', 5829, 'plain'],
    ['5\\,829', 5829, 'plain'],
    ['\\$3.2\\text{ million}', 3200000, 'plain'],
    ['3.2 \\text{million}', 3200000, 'plain'],
    ['**14.5%**', 14.5, 'percent'],
    ['4.9\\\\n', 4.9, 'plain'],
    ['$ 11736600.00 \\\\n', 11736600, 'plain'],
  ])('%s', (text, value, unit) => {
    expect(one(text)).toMatchObject({ value, unit });
  });

  it('keeps printed digits, decimals, scale and position', () => {
    expect(readNumbers('about $1,234.50 million, net')[0]).toEqual({
      value: 1234500000,
      unit: 'plain',
      digits: '1234.50',
      decimals: 2,
      significant: 6,
      power: 6,
      scaleWord: true,
      currency: true,
      raw: '$1,234.50 million',
      start: 6,
      end: 23,
    });
    expect(one('0.0012')).toMatchObject({ decimals: 4, significant: 2 });
    expect(one('0.0%')).toMatchObject({ significant: 0 });
  });

  it('points into the original text, LaTeX included', () => {
    const text = 'so \\boxed{5{,}829\\%} it is';
    const number = one(text);
    expect(text.slice(number.start, number.end)).toBe('5{,}829\\%');
  });
});

describe('readNumbers: several numbers and traps', () => {
  it.each([
    ['2019-2020', [2019, 2020]],
    ['5-10%', [5, 10]],
    ['10 - 5 = 5', [10, 5, 5]],
    ['94 - 5', [94, 5]],
    ['94, -5', [94, -5]],
    ['0.145 (14.5%)', [0.145, 14.5]],
    ['-2 ( 2 )', [-2, 2]],
    ['27% ( 27 % )', [27, 27]],
    ['12/31/2019', [12, 31, 2019]],
    ['Q1 FY2019 S&P500', []],
    ['the change is (3.2)', [-3.2]],
    ['the change is -3.2', [-3.2]],
    ['变化为-3.2%', [-3.2]],
    ['5 b', [5]],
    ['1.2.3', [1.2]],
    ['3M', [3000000]],
    ['3Month', [3]],
    ['12,34', [12, 34]],
    ['100百分点', [100]],
  ])('%s', (text, values) => {
    expect(readNumbers(text).map((number) => number.value)).toEqual(values);
  });

  it('leaves minus signs and brackets alone when they are operators', () => {
    expect(readNumbers('-5 - (3)', { signs: false }).map((number) => number.value)).toEqual([5, 3]);
  });

  it('is linear on adversarial input', () => {
    const read = (length: number): void => {
      readNumbers('1,111'.repeat(2 * length));
      readNumbers('('.repeat(5 * length) + '5');
      readNumbers('$ '.repeat(5 * length) + '5');
      readNumbers('1'.repeat(10 * length));
    };
    expect(growthOf(read, 10_000)).toBeLessThan(8);
  });
});
