import { describe, expect, it } from 'vitest';
import { growthOf } from '../test-growth.ts';
import { groundTrace, type TraceErrorKind } from './ground.ts';

const source = {
  texts: [
    {
      id: 'p1',
      text: 'The tax rate was 21.5%. Buybacks came to $1.2 billion. The margin rose from 5% to 7%.',
    },
  ],
  tables: [
    {
      id: 't1',
      caption: '(in millions)',
      rows: [
        ['', '2017', '2018', '2019'],
        ['Revenue', '5,510', '5,735', '5,829'],
        ['Cost of sales', '3,900', '4,012', '4,105'],
        ['Net loss', '(48.0)', '(31.2)', '(12.5)'],
      ],
    },
  ],
  history: [{ question: 'what was the dividend?', answer: '0.64' }],
  question: 'by how much did revenue grow in 2019?',
};

const errors = (text: string): TraceErrorKind[] => groundTrace(text, source).errors.map(({ kind }) => kind);

describe('groundTrace: nothing to find fault with', () => {
  it.each([
    ['rounded operands carried on', '94 / 5,735 = 0.0164, and 0.0164 × 100 = 1.639%.'],
    ['cut off where it says about', '5,829 / 5,735 is about 1.01.'],
    ['scale of the caption', 'Revenue was $5,829 million, that is 5.829 billion or 5,829,000,000.'],
    ['sum in words', 'The sum of 5,735 and 5,829 is 11,564.'],
    ['subtraction in words', 'Subtracting 5,735 from 5,829 gives 94.'],
    ['division in words', 'Dividing 94 by 5,735 gives 1.64%, since 5,829 - 5,735 = 94.'],
    ['average', 'The average of 5,510, 5,735 and 5,829 is 5,691.33.'],
    ['change in words', 'Revenue increased from 5,735 to 5,829, that is 1.64%.'],
    ['points', 'The margin rose from 5% to 7%, an increase of 2 percentage points.'],
    ['points as relative change', 'The margin rose from 5% to 7%, an increase of 40%.'],
    ['comparison', '5,829 is higher than 5,735.'],
    ['comparison denied', '5,735 is not higher than 5,829.'],
    ['comparison asked', 'Is 5,735 higher than 5,829?'],
    ['half', 'Half of 5,829 is 2,914.5.'],
    ['fraction and boxed', '\\[\\frac{5{,}829 - 5{,}735}{5{,}735} \\approx 1.64\\%\\] so \\boxed{1.64\\%}'],
    ['aligned', '\\begin{aligned} x &= 5829 - 5735 \\\\ &= 94 \\end{aligned}'],
    ['root', '\\sqrt{1.215} = 1.1023 a year at 21.5% in two.'],
    ['root in plain text', '√(5,829 / 5,735) = 1.00816'],
    ['power', '(5,829 / 5,510)^(1/2) - 1 = 2.854%'],
    ['unit words', '5,829 dollars × 2 units = 11,658.'],
    ['row names within a calculation', 'Revenue 5,829 - Cost of sales 4,105 = 1,724.'],
    ['unknowns', 'x - 5 + 3 = 10 and revenue × 2 + 3 = 10.'],
    ['functions', 'ln(1 + 0.05) = 0.0488 and max(3, 4 + 1) = 9.'],
    ['years beside words', '2019 revenue - 2018 revenue = 5,829 - 5,735 = 94.'],
    ['labels', 'Step 2: see note 7. In Q3 of 2019-2020, on March 31.\n1. Fine.'],
    ['hypothetical', "Let's say revenue were 6,123; it isn't."],
    ['general knowledge', 'A current ratio above 1.5 is usually healthy.'],
    ['trial multipliers', '5,829 - 5,735 = 94. 5,735 × 0.016 = 91.76, remainder 2.24.'],
    ['complement', 'The rest is 100% - 21.5% = 78.5%, so 78.5% stays.'],
    ['growth factor', 'At 5% a year 1.05^2 = 1.1025, so 10.25%.'],
    ['conversion', '$1.2 billion = $1,200 million.'],
    ['mixed chain', '5,829 - 5,735 = 94 / 5,735 = 1.64%'],
    ['dash as separator', 'Growth in revenue - 94 / 5,735 = 1.64%, for 5,829 - 5,735 = 94.'],
    ['change of a row', 'Revenue rose by 225 in 2018.'],
    ['retraction', '5,829 - 5,735 = 104. Wait, that is not right. 5,829 - 5,735 = 94.'],
    ['calculated anew', '5,829 - 5,735 = 104. Let me double-check: 5,829 - 5,735 = 94. So 94.'],
    ['wrong row taken back', 'Revenue in 2019 was 4,105. No, wait, I read the wrong row: revenue was 5,829.'],
    ['not a retraction', '5,829 - 5,735 = 94. Is that right? Yes, that is right.'],
    ['table restated', '| Revenue | 5,510 | 5,735 | 5,829 |'],
    ['negative shown without sign', 'The net loss of 2018 was 31.2.'],
  ])('%s: %s', (_, text) => {
    expect(groundTrace(text, source).errors).toEqual([]);
  });
});

describe('groundTrace: errors', () => {
  it.each<[string, string, TraceErrorKind[]]>([
    ['a digit', '5,829 - 5,735 = 104', ['wrong-arithmetic']],
    ['lost sign', '5,735 - 5,829 = 94', ['wrong-arithmetic']],
    ['added sign', '5,829 - 5,735 = -94', ['wrong-arithmetic']],
    ['sign in words', 'Revenue decreased from 5,735 to 5,829, that is 1.64%.', ['wrong-arithmetic']],
    ['percent for points', 'The margin rose from 5% to 7%, an increase of 2%.', ['wrong-arithmetic']],
    ['magnitude', '$1.2 billion = $120 million', ['wrong-arithmetic']],
    ['percent magnitude', '(5,829 - 5,735) / 5,735 = 16.4%', ['wrong-arithmetic']],
    ['average over the wrong number', '(5,510 + 5,735 + 5,829) / 4 = 4,268.5 is the average.', []],
    ['average, named before', 'On average: (5,510 + 5,735 + 5,829) / 4 = 4,268.5', ['wrong-arithmetic']],
    ['average in words', 'The average of 5,510, 5,735 and 5,829 is 5,700.', ['wrong-arithmetic']],
    ['sum in words', 'The sum of 5,735 and 5,829 is 11,664.', ['wrong-arithmetic']],
    ['subtraction in words', 'Subtracting 5,735 from 5,829 gives 104.', ['wrong-arithmetic']],
    ['comparison', '5,735 is higher than 5,829.', ['wrong-comparison']],
    ['comparison in signs', '5,735 > 5,829', ['wrong-comparison']],
    ['ratio', '5,829 is about 3 times 5,735.', ['wrong-arithmetic']],
    ['root', '\\sqrt{5{,}829} = 77', ['wrong-arithmetic']],
    ['invented figure', 'Research expense came to $412 million.', ['unsupported-number']],
    ['invented figure, said twice', 'Research was $412 million; 412 is a lot.', ['unsupported-number']],
    ['invented share', 'North America made up 38% of it.', ['unsupported-number']],
    [
      'invented operand',
      'The acquired competitor spent 412.6 on research, and 412.6 / 5,735 = 7.19%.',
      ['unsupported-number'],
    ],
    ['swapped row', 'The revenue in 2019 was 4,105.', ['misplaced-number']],
    ['wrong year', 'Revenue in 2019 was 5,735.', ['misplaced-number']],
    ['wrong year in a list', '- Revenue in 2018: 5,510\n- Revenue in 2019: 5,829', ['misplaced-number']],
    [
      'standing error after an unrelated retraction',
      '5,829 - 5,735 = 104.\n\nThe cost is 4,012.\n\nNo, wait, I used the wrong year.',
      ['wrong-arithmetic'],
    ],
  ])('%s: %s', (_, text, expected) => {
    expect(errors(text)).toEqual(expected);
  });
});

describe('groundTrace: small whole numbers', () => {
  const statusesOf = (text: string): string[] =>
    groundTrace(text, source).numbers.map(({ status }) => status);

  it.each([
    ['revenue current=20', 'untraced'],
    ['营业收入 = 20', 'untraced'],
    ['There are 20 rows.', 'found'],
    ['期数 = 3', 'found'],
  ])('one that is given as a value has to come from somewhere: %s', (text, status) => {
    expect(statusesOf(text)).toEqual([status]);
  });
});

describe('groundTrace: Chinese', () => {
  const chinese = {
    texts: [{ id: 't1', text: '公司2023年分红合计1.26亿元，总股本4,500万股。毛利率由24.0%降至21.6%。' }],
    tables: [
      {
        id: 'b1',
        caption: '单位：万元',
        rows: [
          ['项目', '2022年', '2023年'],
          ['营业收入', '8,412', '9,063'],
          ['流动负债合计', '2,046', '2,183'],
          ['非流动负债合计', '1,702', '1,645'],
        ],
      },
    ],
    history: [],
    question: '营业收入增长多少？',
  };
  it.each<[string, TraceErrorKind[]]>([
    ['营业收入从8,412万元增长到9,063万元，增长了7.74%。', []],
    ['营业收入从8,412万元增长到9,063万元，增长了8.74%。', ['wrong-arithmetic']],
    ['毛利率由24.0%降至21.6%，降幅为2.4个百分点。', []],
    ['毛利率由24.0%降至21.6%，相对降幅为2.4%。', ['wrong-arithmetic']],
    ['9,063减去8,412等于651，651除以8,412约为7.74%。', []],
    ['9,063减去8,412等于641。', ['wrong-arithmetic']],
    ['8,412与9,063之和为17,475。', []],
    ['8,412与9,063之和为17,575。', ['wrong-arithmetic']],
    ['9,063高于8,412。', []],
    ['8,412高于9,063。', ['wrong-comparison']],
    ['1.26亿元 = 12,600万元，12,600 ÷ 4,500 = 2.8元。', []],
    ['1.26亿元 = 1,260万元。', ['wrong-arithmetic']],
    ['8,412 × 4% = 336.48，336.48 + 8,412 = 8,748.48，假设增长4%。', []],
    ['2023年流动负债为1,645万元。', ['misplaced-number']],
    ['2023年非流动负债为1,645万元。', []],
    ['公司新招了138名员工。', ['unsupported-number']],
    ['9,063 − 8,412 = 641。不对，算错了，应该是651：9,063 − 8,412 = 651。', []],
    ['两年平均为(8,412 + 9,063) ÷ 2 = 8,737.5万元。', []],
    ['两年平均：(8,412 + 9,063) ÷ 3 = 5,825万元。', ['wrong-arithmetic']],
    ['去年同业平均的毛利率为38.6%。', ['unsupported-number']],
    ['1,000万元的一半是500万元，如果有1,000万元的话。', []],
  ])('%s', (text, expected) => {
    expect(groundTrace(text, chinese).errors.map(({ kind }) => kind)).toEqual(expected);
  });
});

describe('groundTrace: the answer', () => {
  const trace = (reasoning: string, answer: string): string =>
    `<think>\n${reasoning}\n</think>\n<answer>\n${answer}\n</answer>`;
  it.each<[string, string, boolean | null]>([
    ['5,829 - 5,735 = 94. 94 / 5,735 = 1.639%.', 'It grew by \\boxed{1.64\\%}.', true],
    ['5,829 - 5,735 = 94. 94 / 5,735 = 1.639%.', '0.0164', true],
    ['5,829 - 5,735 = 94. 94 / 5,735 = 1.639%.', '1.46%', false],
    ['5,829 - 5,735 = 94.', '$94 million', true],
    ['The right one is the second. So the answer is B.', 'B', true],
    ['The right one is the second. So the answer is B.', 'C', false],
    ['因此选B。', 'A', false],
    ['Nothing here.', 'positive', null],
  ])('%s / %s', (reasoning, answer, follows) => {
    expect(groundTrace(trace(reasoning, answer), source).answer?.follows ?? null).toBe(follows);
  });

  it('is an error of the trace, and the only one about that number', () => {
    const grounded = groundTrace(trace('5,829 - 5,735 = 94. 94 / 5,735 = 1.639%.', '1.46%'), source);
    expect(grounded.errors.map(({ kind }) => kind)).toEqual(['answer-does-not-follow']);
    expect(grounded.faithful).toBe(false);
  });
});

describe('groundTrace: what it reports', () => {
  it('counts without what is abandoned, and points into the text', () => {
    const text =
      'Revenue: 5,829 - 5,735 = 104. Wait, that is wrong. 5,829 - 5,735 = 94. Research cost $412 million.';
    const grounded = groundTrace(text, source);
    expect(grounded.steps.map(({ abandoned }) => abandoned)).toEqual([true, false, false, false]);
    expect(grounded.counts).toMatchObject({
      numbers: 4,
      found: 2,
      recomputed: 1,
      unsupported: 1,
      claims: 1,
      wrong: 0,
    });
    expect(grounded.supported).toBe(0.75);
    expect(grounded.firstError).toMatchObject({ kind: 'unsupported-number' });
    const { start, end } = grounded.firstError ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe('$412 million');
    for (const number of grounded.numbers) expect(text.slice(number.start, number.end)).toBe(number.text);
  });

  it('is at worst quadratic on text made to slow it down', { timeout: 60_000 }, () => {
    const parts = [
      '1+1=3. ',
      'from 5 to 7, up 2%. ',
      '412 ',
      'wait, wrong. 5 ',
      '从5增长到7，增长了2%。',
      '(',
      '# ',
    ];
    const ground = (length: number): void =>
      parts.forEach((part) => groundTrace(part.repeat(length), source));
    expect(growthOf(ground, 400)).toBeLessThan(32);
  });
});
