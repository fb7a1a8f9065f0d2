import { describe, expect, it } from 'vitest';
import { extractNumber } from './extract-number.ts';

describe('extractNumber finds the number and names the rule', () => {
  it.each([
    ['14.5%', 14.5, 'single'],
    ['The growth rate is 14.5%.', 14.5, 'single'],
    ['In 2019, revenue grew 14.5%', 14.5, 'single'],
    ['As of December 31, 2018: $ 94 million', 94000000, 'single'],
    ['the 5-year total return was 12.3%', 12.3, 'single'],
    ['2019年增长率为14.5%', 14.5, 'single'],
    ['2019', 2019, 'single'],
    ['\\boxed{14.5\\%}', 14.5, 'single'],
    ['5,829 - 5,735 leads to \\boxed{94}', 94, 'single'],
    ['\\[ \\boxed{\\$94 \\text{ million}} \\]', 94000000, 'single'],
    ['\\boxed{94} and again \\boxed{94}', 94, 'single'],
    ['Revenue was 5,829 and 5,735. The answer is 94.', 94, 'single'],
    ['5,829与5,735之差。答案：94', 94, 'single'],
    ['Revenue was 5,829 in 2019 and 5,735 in 2018, so the change is 94', 94, 'single'],
    ['收入从5735增至5829，因此增长94', 94, 'single'],
    ['0.1446 (14.46%)', 14.46, 'agreeing'],
    ['$ 386797190 or $ 386.8 million', 386797190, 'agreeing'],
    ['5,829 - 5,735 = 94', 94, 'equals'],
    ['94 / 5735 = 0.0164 = 1.64%', 1.64, 'equals'],
    ['94 / 5735 ≈ 1.64%', 1.64, 'equals'],
    ['14.5% (94 / 648)', 14.5, 'outside-brackets'],
    ['The increase is 94, from 5,735 to 5,829', 94, 'states'],
    ['The change was approximately $94 million, up from 5,735 to 5,829', 94000000, 'states'],
    ['Revenue decreased by 7.8%', -7.8, 'single'],
    ['a 7.8% decline', -7.8, 'single'],
    ['it fell 7.8%', -7.8, 'single'],
    ['同比下降7.8%', -7.8, 'single'],
    ['a decrease of $ 5 million', -5000000, 'single'],
    ['the decrease was 85', 85, 'single'],
    ['it fell to 7.8%', 7.8, 'single'],
    ['decreased by -7.8%', -7.8, 'single'],
    ['acme 2019s net sales were 5.3', 5.3, 'single'],
    ['negative 7.8%', -7.8, 'single'],
    ['It is negative $1.2 million', -1200000, 'single'],
    ['minus 7.8', -7.8, 'single'],
    ['增长率为负7.8%', -7.8, 'single'],
    ['a non-negative 7.8', 7.8, 'single'],
    ['非负7.8', 7.8, 'single'],
    ['the negative change of 2018 was 7.8', 7.8, 'single'],
    ['It is 1.5e6.', 1500000, 'single'],
    ['101 stores created per year', 101, 'single'],
  ])('%s', (answer, value, rule) => {
    const extracted = extractNumber(answer);
    expect(extracted).toMatchObject({ found: true, rule, number: { value } });
  });
});

describe('extractNumber does not guess', () => {
  it.each([
    ['', 'no number'],
    ['about five percent', 'no number'],
    ['Q1', 'no number'],
    ['5,829 and 5,735', 'ambiguous'],
    ['between 10% and 12%', 'ambiguous'],
    ['5-10%', 'ambiguous'],
    ['Revenue in 2019 was 5,829 and in 2018 was 5,735', 'ambiguous'],
    ['\\boxed{94} or \\boxed{95}', 'ambiguous'],
    ['the ratio is 94 divided by 5,735', 'ambiguous'],
    ['14.5%, 12.3%, 10.1%', 'ambiguous'],
    ['1.234,56', 'ambiguous'],
  ])('%s', (answer, problem) => {
    expect(extractNumber(answer)).toMatchObject({ found: false, problem });
  });
});
