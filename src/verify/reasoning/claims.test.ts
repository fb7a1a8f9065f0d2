import { describe, expect, it } from 'vitest';
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

  it('finds every claim of a long trace in time that grows with its length', { timeout: 20_000 }, () => {
    const text = '5,829 - 5,735 = 94 and 94 / 5,735 = 1.64%.\n'.repeat(500);
    expect(findClaims(text)).toHaveLength(1000);
    const started = performance.now();
    for (const part of ['(', '1+', '1=', '1+1=', '1-', '2^']) findClaims(part.repeat(20_000) + '1 = 2');
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
