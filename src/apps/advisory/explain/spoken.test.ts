import { expect, test } from 'vitest';
import { spokenNumbers } from './spoken.ts';

const read = (text: string, names: string[] = []): string[] =>
  spokenNumbers(text, names).map(
    ({ value, unit, isNegative, currencies }) =>
      `${isNegative ? 'minus ' : ''}${Math.round(value * 1e6) / 1e6} ${unit}${currencies.map((one) => ` ${one}`).join('')}`,
  );

test.each<[string, string[]]>([
  ['12.3%', ['12.3 percent']],
  ['１２．５％', ['12.5 percent']],
  ['twelve percent', ['12 percent']],
  ['twelve point five per cent', ['12.5 percent']],
  ['one hundred and four percent', ['104 percent']],
  ['3.2 percentage points', ['3.2 percentage points']],
  ['35 bps', ['35 basis points']],
  ['two-thirds of it', ['66.666667 percent']],
  ['a quarter of it', ['25 percent']],
  ['half', ['50 percent']],
  ['one and a half million dollars', ['1.5 plain', '1000000 money USD HKD AUD CAD SGD']],
  ['it doubled', ['2 times']],
  ['tenfold', ['NaN times']],
  ['double-digit', ['NaN times']],
  ['two decades', ['20 years']],
  ['8.6 months', ['8.6 months']],
  ['$1,200', ['1200 money USD']],
  ['HK$1,200', ['1200 money HKD']],
  ['€5 million', ['5000000 money EUR']],
  ['minus 5%', ['minus 5 percent']],
  ['½', ['NaN other']],
  ['A4', ['NaN other']],
  ['百分之十二点三', ['12.3 percent']],
  ['百分之12', ['12 percent']],
  ['一成二', ['10 percent', '2 plain']],
  ['两成半', ['25 percent']],
  ['三分之一', ['33.333333 percent']],
  ['千分之八', ['0.8 percent']],
  ['两倍', ['2 times']],
  ['翻一番', ['NaN times']],
  ['一半', ['50 percent']],
  ['一万二千元', ['12000 money CNY']],
  ['1.2万美元', ['12000 money USD']],
  ['3个百分点', ['3 percentage points']],
  ['二〇三六年', ['2036 years']],
  ['半年', ['0.5 years']],
  ['负百分之五', ['minus 5 percent']],
])('%s', (text, numbers) => {
  expect(read(text)).toEqual(numbers);
});

test.each([
  'This is one of the strengths, and no one knows.',
  'First, look at the second plan on behalf of the client.',
  '一般来说，这是一种进一步的统一安排，第一步十分重要。',
  'Double-check the third party.',
])('words that count nothing are none: %s', (text) => {
  expect(read(text)).toEqual([]);
});

test('the digits of a name are no number, those of another one are', () => {
  expect(read('510300 and CSI 300 Fund', ['510300', 'CSI 300 Fund'])).toEqual([]);
  expect(read('5103001', ['510300'])).toHaveLength(1);
});
