import { describe, expect, it } from 'vitest';
import { groundTrace } from '../ground.ts';
import type { SourceQuestion } from '../sources.ts';

const source: SourceQuestion = {
  question: 'What was the margin?',
  history: [],
  texts: [
    {
      id: 't1',
      text: 'Long-term borrowings were $640 million at December 31, 2018 and $715 million at December 31, 2019.',
    },
    { id: 't2', text: 'Rent for the years 2018 and 2019 was $81 million and $93 million, respectively.' },
  ],
  tables: [
    {
      id: 'a',
      rows: [
        ['', '2019', '2018'],
        ['Net sales', '8,214', '7,936'],
        ['Cost of sales', '5,107', '4,882'],
        ['Fair value of plan assets', '1,342', '1,275'],
        ['Defined benefit obligation', '1,518', '1,467'],
      ],
    },
    {
      id: 'b',
      rows: [
        ['产品', '预算单价（元）', '实际单价（元）'],
        ['甲', '86.5', '91.2'],
        ['乙', '123.4', '118.7'],
      ],
    },
    {
      id: 'c',
      rows: [
        ['Periods', 'Factor at 8%'],
        ['4', '3.3121'],
        ['5', '3.9927'],
      ],
    },
  ],
};

function misplaced(reasoning: string): string[] {
  const { errors, numbers } = groundTrace(`<think>\n${reasoning}\n</think>`, source);
  return errors
    .filter(({ kind }) => kind === 'misplaced-number')
    .map(({ start }) => numbers.find((number) => number.start === start)?.text ?? '');
}

describe('numbers of another row, column or year', () => {
  it.each([
    ['the year behind the number', 'Net sales came to 7,936 in 2019.', ['7,936']],
    ['the year before it', 'In 2018, the cost of sales was 5,107.', ['5,107']],
    ['another row', 'The cost of sales in 2019 was 8,214.', ['8,214']],
    [
      'a row named in part, swapped',
      'For 2019: plan assets of 1,518 against an obligation of 1,342.',
      ['1,518', '1,342'],
    ],
    ['both from one row', 'Cost of sales went from 7,936 in 2018 to 5,107 in 2019.', ['7,936']],
    ['under a heading', '**2018**\n\n- Net sales: 8,214\n- Cost of sales: 4,882', ['8,214']],
    ['pair by pair', 'In 2018 and 2019, net sales were 7,936 and 7,936, respectively.', ['7,936']],
    ['Chinese columns', '乙的预算单价是118.7元。', ['118.7元']],
    ['Chinese rows', '甲的实际单价为118.7元。', ['118.7元']],
    ['counted periods', 'The 4-period factor at 8% is 3.9927.', ['3.9927']],
    ['a text', 'Borrowings stood at $640 million at the end of 2019.', ['$640 million']],
    ['a text with respectively', 'The rent of 2018 was $93 million.', ['$93 million']],
    [
      'said once, calculated with later',
      'Net sales in 2019 were 7,936. So 5,107 / 7,936 = 64.35%.',
      ['7,936'],
    ],
  ])('%s', (_, reasoning, expected) => {
    expect(misplaced(reasoning)).toEqual(expected);
  });

  it.each([
    [
      'the right places',
      'Net sales in 2019 were 8,214 and cost of sales 5,107; in 2018 net sales were 7,936.',
    ],
    ['a change', 'Net sales rose from 7,936 in 2018 to 8,214 in 2019.'],
    ['a calculation over two years', 'Growth in 2019: 8,214 - 7,936 = 278.'],
    ['what a calculation gives', 'Return on net sales: 5,107 / 8,214.'],
    ['the year before', 'In 2019 net sales grew; the prior year had 7,936.'],
    ['a supposition', 'If net sales in 2019 were 7,936, the margin would be lower.'],
    ['a question', 'Were net sales in 2019 really 7,936?'],
    ['several years', 'Over 2018 and 2019, net sales of 7,936 were the lower.'],
    ['several numbers behind a name', 'Net sales: 7,936, 8,214'],
    ['the right pairs', 'In 2018 and 2019, net sales were 7,936 and 8,214, respectively.'],
    ['no row named', 'The figure for 2019 is 7,936 higher than zero.'],
    ['a text as it is', 'Borrowings were $640 million in 2018 and $715 million in 2019.'],
    ['Chinese', '乙的预算单价是123.4元，实际单价是118.7元。'],
  ])('says nothing of %s', (_, reasoning) => {
    expect(misplaced(reasoning)).toEqual([]);
  });

  it('takes a quotation of the source as it stands, and nothing else between quotation marks', () => {
    const quoted = 'December 31, 2018 and $715 million';
    expect(misplaced(`The text says of 2018 "${quoted}".`)).toEqual([]);
    expect(misplaced('The text says of 2018 "long-term borrowings were $715 million in 2018".')).toEqual([
      '$715 million',
    ]);
  });

  it('says what stands in the place that is named', () => {
    const { errors } = groundTrace('<think>\nNet sales came to 7,936 in 2019.\n</think>', source);
    expect(errors.find(({ kind }) => kind === 'misplaced-number')?.reason).toBe(
      '7,936 is not "Net sales, 2019": that is 8,214',
    );
  });
});
