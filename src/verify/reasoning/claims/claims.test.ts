import { describe, expect, it } from 'vitest';
import { growthOf } from '../../test-growth.ts';
import { findClaims } from './claims.ts';

const shown = (text: string) =>
  findClaims(text).map(({ expression, stated, holds }) => [expression, stated, holds]);

describe('findClaims: claims that hold', () => {
  it.each<[string, string, number]>([
    ['5,829 - 5,735 = 94', '5,829 - 5,735', 94],
    ['$5,829 - $5,735 = $94', '$5,829 - $5,735', 94],
    ['10 + 20 + 30 + 40 = 100', '10 + 20 + 30 + 40', 100],
    ['12 × 3 = 36', '12 × 3', 36],
    ['12 x 3 = 36', '12 x 3', 36],
    ['12 * 3 = 36', '12 * 3', 36],
    ['12 ÷ 3 = 4', '12 ÷ 3', 4],
    ['1.05^3 = 1.157625', '1.05^3', 1.157625],
    ['1.05**3 ≈ 1.158', '1.05**3', 1.158],
    ['(1 + 0.145)² = 1.311', '(1 + 0.145)²', 1.311],
    ['(121 / 100)^(1/2) - 1 = 10%', '(121 / 100)^(1/2) - 1', 10],
    ['(5,829 - 5,735) / 5,735 = 1.64%', '(5,829 - 5,735) / 5,735', 1.64],
    ['15 / 60 = 25 %', '15 / 60', 25],
    ['15/48 = 31.25%', '15/48', 31.25],
    ['15/48 = 0.3125', '15/48', 0.3125],
    ['15/48 × 100 = 31.25%', '15/48 × 100', 31.25],
    ['100 * 15/48 = 31.25%', '100 * 15/48', 31.25],
    ['15/48 × 100% = 31.25%', '15/48 × 100%', 31.25],
    ['57.3% - 59.7% = -2.4%', '57.3% - 59.7%', -2.4],
    ['57.3% − 59.7% = −2.4 percentage points', '57.3% − 59.7%', -2.4],
    ['36% - 28% = 8', '36% - 28%', 8],
    ['57.3 - 59.7 = -2.4%', '57.3 - 59.7', -2.4],
    ['(70 + 65 + 66) / 3 = 67%', '(70 + 65 + 66) / 3', 67],
    ['60.3 million + 32,137 thousand = 92,437', '60.3 million + 32,137 thousand', 92437],
    ['53.0 / 1,027 = 0.05', '53.0 / 1,027', 0.05],
    ['- (197 + 101 + 206) / 3 = -168', '- (197 + 101 + 206) / 3', -168],
    ['2020-2008 = 12', '2020-2008', 12],
    ['(2.5 + 2.4 + 3.2) / (2019-2017+1) = 2.7', '(2.5 + 2.4 + 3.2) / (2019-2017+1)', 2.7],
    ['8% - 7.2% = 80 bps', '8% - 7.2%', 80],
    ['5% of 1,200 is 60', '5% of 1,200', 60],
    ['5829 minus 5735 equals 94', '5829 minus 5735', 94],
    ['5829减去5735等于94', '5829减去5735', 94],
    ['5829 - 5735 = $94 million', '5829 - 5735', 94],
    ['$5,829 million - $5,735 million = $94 million', '$5,829 million - $5,735 million', 94000000],
    ['$5,829 million - $5,735 million = $94', '$5,829 million - $5,735 million', 94],
    ['$1.2 million / 4 = $300,000', '$1.2 million / 4', 300000],
    ['1.2亿 / 3 = 4000万', '1.2亿 / 3', 40000000],
    ['5,735 - 5,829 = (94)', '5,735 - 5,829', -94],
    ['5 - (-3) = 8', '5 - (-3)', 8],
    ['-29 - 8 = -37', '-29 - 8', -37],
    ['10/3 ≈ 3', '10/3', 3],
    ['94 / 5735 = approximately 0.0164', '94 / 5735', 0.0164],
    ['1264-1264/(1+0.145)=160.1', '1264-1264/(1+0.145)', 160.1],
    ['\\frac{94}{5735} \\approx 1.64\\%', '\\frac{94}{5735}', 1.64],
    ['\\( 5{,}829 \\times 2 = 11{,}658 \\)', '5{,}829 \\times 2', 11658],
    ['**94 / 5735 = 1.64%**', '94 / 5735', 1.64],
    ['- 5829 - 5735 = 94', '5829 - 5735', 94],
    ['1. 5829 - 5735 = 94', '5829 - 5735', 94],
    ['In 2019, 5829 - 5735 = 94', '5829 - 5735', 94],
    ['from 2018 to 2019: 5829 - 5735 = 94', '5829 - 5735', 94],
    ['in 2019 5829 - 5735 = 94', '5829 - 5735', 94],
    ['5,829 (2019) - 5,735 (2018) = 94', '5,829 (2019) - 5,735', 94],
    ['5,829 (this year) - 5,735 = 94', '5,829 (this year) - 5,735', 94],
    ['the change (5829 - 5735 = 94) is small', '5829 - 5735', 94],
    ['change = 5829 - 5735 = 94', '5829 - 5735', 94],
    ['3 + 4 =\n7', '3 + 4', 7],
  ])('%s', (text, expression, stated) => {
    expect(shown(text)).toEqual([[expression, stated, true]]);
  });
});

describe('findClaims: claims that do not hold', () => {
  it.each<[string, number, number | null]>([
    ['5,829 - 5,735 = 95', 95, 94],
    ['5,735 - 5,829 = 94', 94, -94],
    ['94 / 5735 = 1.65%', 1.65, 1.6390584132519617],
    ['94 / 5735 = 1.64', 1.64, 0.016390584132519617],
    ['94 / 5735 = 0.0164%', 0.0164, 1.6390584132519617],
    ['7 / 3 = 2', 2, 7 / 3],
    ['5829 - 5735 = 94%', 94, 9400],
    ['5 / 0 = 3', 3, null],
  ])('%s', (text, stated, computed) => {
    const [claim, ...more] = findClaims(text);
    expect(more).toEqual([]);
    expect(claim).toMatchObject({ stated, holds: false });
    if (computed === null) expect(claim?.computed).toBeNull();
    else expect(claim?.computed).toBeCloseTo(computed, 12);
  });
});

describe('findClaims: what is no claim', () => {
  it.each([
    'revenue = 5829',
    'x = 5',
    'revenue in 2019 is 5829',
    '2019-2020',
    'fiscal 2019-2020 = 5',
    '2019-12-31 = year end',
    '12/31/2019 = 5',
    '5829 - 5735',
    '5 + * 3 = 2',
    '- 5829\n- 5735\n= list',
    'a => 5 - 3 => 2',
    'the ratio 3:4 = x',
    'Q1 + Q2 = 5',
    '(',
    '= = =',
  ])('%s', (text) => {
    expect(findClaims(text)).toEqual([]);
  });
});

describe('findClaims: comparisons', () => {
  it.each<[string, boolean]>([
    ['The margin of 11.2% is lower than 12.9%.', true],
    ['The margin was 11.2%, which is still above the 12.9% of 2019.', false],
    ['2021, at $61, came out higher than 2020 at $64.', false],
    ['Rents in 2021 were lower than in 2020 (6.4 vs. 6.1).', false],
    ['Rents in 2021 were higher than in 2020 (6.4 vs. 6.1).', true],
    ['Leases of 31.5 exceed debt of 48.0.', false],
    ['410 is less than half of 760.', false],
    ['410 is more than half of 760.', true],
    ['250 is above 3 times 120.', false],
    ['实际产量290件多于标准产量300件。', false],
    ['收入3.5%的增速快于成本6.1%的增速。', false],
    ['今年的58天比去年的49天更短。', false],
    ['今年的49天比去年的58天短，周转加快。', true],
    ['132小于120的1.05倍。', false],
    ['125小于120的1.05倍。', true],
    ['30大于80的一半。', false],
    ['二季度高于一季度（4.9对5.4）。', false],
    ["Don't mix them up: 48 is higher than 52.", false],
  ])('%s', (text, holds) => {
    expect(findClaims(text).filter(({ kind }) => kind === 'comparison')).toMatchObject([{ holds }]);
  });

  it.each([
    'Is 48 higher than 52?',
    'If 48 is higher than 52, the test fails.',
    '48 should be higher than 52.',
    '4.2比正确值只小了不到0.1。',
    '小于30或比率小于25的不算。',
    '要求48%高于52%。',
    '有105家公司的员工多于300人。',
    '（1）净资产收益率高于10%。',
    '基金1的风险和基金2相比更高。',
  ])('%s states none', (text) => {
    expect(findClaims(text).filter(({ kind }) => kind === 'comparison')).toEqual([]);
  });
});

describe('findClaims: what is taken back', () => {
  it.each([
    '应纳税额=640×25%=165万元。\n\n核对一下，640÷4=160。\n\n所以前面的165算错了，应为160万元。',
    '现值=150×1.5≈235.50万元。\n\n150×1.5=225。\n\n前面235.5写错了。',
    'The loss is 120 / 150 - 1 = -25%, so I mis-computed; it is 20%.',
    'Total: 410 + 350 = 750.\n\n410 + 350 = 760.\n\nI made a slip; the sum is 760, not 750.',
  ])('%s', (text) => {
    const wrong = findClaims(text).filter(({ holds }) => !holds);
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.every(({ abandoned }) => abandoned)).toBe(true);
  });

  it.each(['90÷300=35%，所以选项B不对。', '90÷300=35%。\n所以这种说法是错误的，说法有误。'])(
    '%s denies no calculation',
    (text) => {
      expect(findClaims(text)).toMatchObject([{ holds: false, abandoned: false }]);
    },
  );

  it('takes back no step that states another number', () => {
    const text = '410 + 350 = 780.\n\n90 / 60 = 1.6.\n\nSo the 1.6 was wrong.';
    expect(findClaims(text).map(({ abandoned }) => abandoned)).toEqual([false, true]);
  });
});

describe('findClaims: averages', () => {
  const ofSums = (text: string) => findClaims(text).filter(({ kind }) => kind === 'average');

  it('counts the terms of a sum', () => {
    expect(ofSums('60 + 75 + 90 = 225. The average is 225 / 4 = 56.25.')).toMatchObject([{ holds: false }]);
  });

  it('counts a term that is added in two parts once', () => {
    const text =
      '2,410 and 1,730. The sum: 2,410 + 1,000 = 3,410; 3,410 + 730 = 4,140. The average is 4,140 / 2 = 2,070.';
    expect(ofSums(text)).toEqual([]);
  });
});

describe('findClaims: chains and positions', () => {
  it('holds each calculation against each later result', () => {
    expect(shown('94 / 5735 = 0.0164 = 1.64%')).toEqual([
      ['94 / 5735', 0.0164, true],
      ['94 / 5735', 1.64, true],
    ]);
    expect(shown('growth = (5829 - 5735)/5735 = 94/5735 = 1.64%')).toEqual([
      ['(5829 - 5735)/5735', 1.64, true],
      ['94/5735', 1.64, true],
    ]);
    expect(shown('5829 - 5735 = 94 / 5735 = 1.64%')).toEqual([
      ['5829 - 5735', 94, true],
      ['94 / 5735', 1.64, true],
    ]);
  });

  it('points into the text', () => {
    const text = 'So \\(5{,}829 - 5{,}735 = 94\\), then 94 / 5,735 = 1.64%.';
    const claims = findClaims(text);
    expect(claims.map((claim) => text.slice(claim.start, claim.end))).toEqual(
      claims.map((claim) => claim.text),
    );
    expect(claims.map((claim) => text.slice(claim.statedStart, claim.end))).toEqual(['94', '1.64%']);
    expect(claims[1]?.expression).toBe('94 / 5,735');
  });

  it('finds every claim of a long trace, and is at worst quadratic', { timeout: 60_000 }, () => {
    const text = '5,829 - 5,735 = 94 and 94 / 5,735 = 1.64%.\n'.repeat(500);
    expect(findClaims(text)).toHaveLength(1000);
    const parts = ['(', '1+', '1=', '1+1=', '1-', '2^'];
    const find = (length: number): void => parts.forEach((part) => findClaims(part.repeat(length) + '1 = 2'));
    expect(growthOf(find, 2500)).toBeLessThan(32);
  });
});
