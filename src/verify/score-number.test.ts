import { describe, expect, it } from 'vitest';
import type { UnitConvention } from '../core/question.ts';
import type { Verdict } from '../core/outcome.ts';
import { scoreNumber } from './score-number.ts';

type Row = [
  name: string,
  answer: string,
  value: number,
  unit: UnitConvention,
  verdict: Verdict,
  rule: string,
];

const score = (answer: string, value: number, unit: UnitConvention, tolerance = 0) =>
  scoreNumber(answer, { kind: 'number', value, unit, tolerance });

const tableTest = (rows: Row[]) =>
  it.each(rows)('%s: %s for %d %s is %s', (_name, answer, value, unit, verdict, rule) => {
    expect(score(answer, value, unit)).toMatchObject({ verdict, rule: `number:${rule}` });
  });

describe('FinQA and ConvFinQA: golds are decimal fractions', () => {
  tableTest([
    ['rounded to one place', '14.5%', 0.14464, 'decimal', 'correct', 'rounding'],
    ['coarsely printed gold string', '14%', 0.14464, 'decimal', 'correct', 'rounding'],
    ['one digit, whole percent', '1%', 0.00764, 'decimal', 'correct', 'rounding'],
    ['one digit, negative', '-3%', -0.02602, 'decimal', 'correct', 'rounding'],
    ['as a decimal', '0.145', 0.14464, 'decimal', 'correct', 'rounding'],
    ['all digits of the gold', '14.464%', 0.14464, 'decimal', 'correct', 'exact'],
    ['more digits than the gold', '14.464286%', 0.14464, 'decimal', 'correct', 'rounding'],
    ['more digits, other number', '14.469286%', 0.14464, 'decimal', 'wrong', 'rounding'],
    ['edge of the interval', '66.49%', 0.66495, 'decimal', 'correct', 'rounding'],
    ['wrong last digit', '14.4%', 0.14464, 'decimal', 'wrong', 'rounding'],
    ['truncated instead of rounded', '71.8%', 0.71886, 'decimal', 'wrong', 'rounding'],
    ['lost percent sign is never guessed', '14.46', 0.1446, 'decimal', 'wrong', 'rounding'],
    ['fraction with a percent sign', '0.1446%', 0.1446, 'decimal', 'wrong', 'rounding'],
    ['lost minus sign (HIG/2011)', '58.6%', -0.58621, 'decimal', 'wrong', 'rounding'],
    ['minus sign too many', '-14.5%', 0.14464, 'decimal', 'wrong', 'rounding'],
    ['decrease in words', 'decreased by 7.8%', -0.07838, 'decimal', 'correct', 'rounding'],
    ['gold already in percent needs its own convention', '37.81%', 37.81139, 'decimal', 'wrong', 'rounding'],
    ['gold already in percent', '37.81%', 37.81139, 'percent', 'correct', 'rounding'],
    ['money', '16086', 16086.33333, 'decimal', 'correct', 'rounding'],
    ['money with separators and currency', '$ 16,086', 16086.33333, 'decimal', 'correct', 'rounding'],
    ['over 100 percent', '502.08%', 5.0208, 'decimal', 'correct', 'exact'],
    ['zero', '0%', 0, 'decimal', 'correct', 'exact'],
    ['a printed zero is not a rounding', '0%', 0.004, 'decimal', 'wrong', 'rounding'],
    ['table unit named in the answer', '$ 103.7 million', 103.7, 'decimal', 'correct', 'stated-unit'],
    ['table unit named in the answer', '$ 73576 thousand', 73576, 'decimal', 'correct', 'stated-unit'],
    ['basis points asked for', '80 bps', 80, 'decimal', 'correct', 'stated-unit'],
    ['percentage points asked for', '-2.4 percentage points', -2.4, 'decimal', 'correct', 'stated-unit'],
    ['no unit reading for fractions', '0.8 bps', 0.8, 'decimal', 'wrong', 'rounding'],
    ['noise in the gold string', '4.9\\\\n', 4.85514, 'decimal', 'correct', 'rounding'],
    [
      'two prints of one quantity',
      '$ 386797190 or $ 386.8 million',
      386797189.66,
      'decimal',
      'correct',
      'rounding',
    ],
  ]);
});

describe('traps with a number attached', () => {
  tableTest([
    ['10% is 0.1', '10%', 0.1, 'decimal', 'correct', 'exact'],
    ['0.1 is 10%', '0.1', 0.1, 'decimal', 'correct', 'exact'],
    ['10 percent', '10 percent', 0.1, 'decimal', 'correct', 'exact'],
    ['10个百分点', '10个百分点', 0.1, 'decimal', 'correct', 'exact'],
    ['10 percent is 10 where golds are percent', '10 percent', 10, 'percent', 'correct', 'exact'],
    ['10 is 10 percent where golds are percent', '10', 10, 'percent', 'correct', 'exact'],
    ['0.1 is not', '0.1', 10, 'percent', 'wrong', 'rounding'],
    ['100 bp is 1 where golds are percent', '100 bp', 1, 'percent', 'correct', 'exact'],
    ['50 bp is 0.005 as a decimal', '50 bp', 0.005, 'decimal', 'correct', 'exact'],
    ['-3.2 as an accounting negative', '(3.2)', -3.2, 'plain', 'correct', 'exact'],
    ['the other way round', '-3.2', -3.2, 'plain', 'correct', 'exact'],
    ['brackets are not a plain 3.2', '(3.2)', 3.2, 'plain', 'wrong', 'rounding'],
    ['$1.2 million', '$1.2 million', 1200000, 'plain', 'correct', 'exact'],
    ['1,200,000', '1,200,000', 1200000, 'plain', 'correct', 'exact'],
    ['1.2亿', '1.2亿', 120000000, 'plain', 'correct', 'exact'],
    ['120,000,000', '120,000,000', 120000000, 'plain', 'correct', 'exact'],
    ['scale that is off', '$1.2 billion', 1200000, 'plain', 'wrong', 'rounding'],
    ['scientific notation names no unit', '1.2e6', 1.2, 'plain', 'wrong', 'rounding'],
    ['percent under plain is a hundredth', '10%', 10, 'plain', 'wrong', 'rounding'],
    ['TAT-QA: percent, two places', '-22.22', -22.22, 'percent', 'correct', 'exact'],
    ['TAT-QA: more places', '-22.2222%', -22.22, 'percent', 'correct', 'rounding'],
    ['TAT-QA: last digit off by one', '-22.23', -22.22, 'percent', 'wrong', 'rounding'],
    ['whole golds are exact', '407.3', 407, 'plain', 'wrong', 'rounding'],
    ['whole golds with a printed decimal', '407.0', 407, 'plain', 'correct', 'exact'],
    ['one decimal does not make a gold a rounding', '0.64', 0.6, 'plain', 'wrong', 'rounding'],
    ['an overflowing answer', '1e999', 5, 'plain', 'wrong', 'rounding'],
    ['a tiny gold', '0.0131%', 0.00013, 'decimal', 'correct', 'rounding'],
  ]);
});

describe('coarse answers', () => {
  tableTest([
    ['one digit, 1 % away', '2', 1.98, 'plain', 'correct', 'rounding'],
    ['one digit, further away', '5', 5.28254, 'plain', 'wrong', 'coarse'],
    ['one digit of a decimal', '0.1', 0.14464, 'decimal', 'wrong', 'coarse'],
    ['one digit of millions', '$1 million', 1234567, 'plain', 'wrong', 'coarse'],
    ['two digits', '$1.2 million', 1234567, 'plain', 'correct', 'rounding'],
    ['two digits', '5.3', 5.28254, 'plain', 'correct', 'rounding'],
  ]);

  it('tolerance is relative and additional, and keeps the sign', () => {
    expect(score('71.8%', 0.71886, 'decimal', 0.01)).toMatchObject({
      verdict: 'correct',
      rule: 'number:tolerance',
    });
    expect(score('0.60', 0.71886, 'decimal', 0.01).verdict).toBe('wrong');
    expect(score('-0.1', 0.1, 'decimal', 5).verdict).toBe('wrong');
  });
});

describe('what cannot be scored', () => {
  it('gold that is no number is unscorable, whatever the answer', () => {
    expect(score('5', Number.NaN, 'plain')).toMatchObject({ verdict: 'unscorable', rule: 'reference' });
    expect(score('', Number.POSITIVE_INFINITY, 'plain').verdict).toBe('unscorable');
  });

  it('an answer without one clear number is unparseable', () => {
    expect(score('I cannot tell', 5, 'plain')).toMatchObject({
      verdict: 'unparseable',
      rule: 'number:no-number',
    });
    expect(score('2:1', 1, 'plain')).toMatchObject({ verdict: 'unparseable', rule: 'number:ambiguous' });
    expect(score('5 or 6', 5, 'plain')).toMatchObject({ verdict: 'unparseable', rule: 'number:ambiguous' });
  });

  it('the reason names both values', () => {
    expect(score('14.4%', 0.14464, 'decimal').reason).toBe('14.4% is not the reference 0.14464 (decimal)');
  });
});
