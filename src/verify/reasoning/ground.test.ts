import { describe, expect, it } from 'vitest';
import { groundTrace } from './ground.ts';

const question = {
  texts: [{ id: 'p1', text: 'The tax rate was 21.5%. Buybacks came to $1.2 billion and 4,321.7 in fees.' }],
  tables: [
    {
      id: 't1',
      rows: [
        ['in millions', '2019', '2018'],
        ['revenue', '$ 5,829', '$ 5,735'],
        ['loss', '( 57 )', '-23 ( 23 )'],
        ['reserve', '77', '77'],
      ],
    },
  ],
  history: [{ question: 'what was the dividend?', answer: '0.64' }],
  question: 'how did revenue change over the 3.5 years?',
};

const origins = (text: string) =>
  groundTrace(text, question).numbers.map(({ text: raw, status, origin }) => [raw, status, origin]);

describe('groundTrace', () => {
  it.each<[string, unknown]>([
    ['5,829', { kind: 'cell', table: 't1', row: 1, column: 1 }],
    ['5829', { kind: 'cell', table: 't1', row: 1, column: 1 }],
    ['$5,829 million', { kind: 'cell', table: 't1', row: 1, column: 1 }],
    ['57', { kind: 'cell', table: 't1', row: 2, column: 1 }],
    ['-57', { kind: 'cell', table: 't1', row: 2, column: 1 }],
    ['23', { kind: 'cell', table: 't1', row: 2, column: 2 }],
    ['2018', { kind: 'cell', table: 't1', row: 0, column: 2 }],
    ['21.5%', { kind: 'text', block: 'p1', start: 17, end: 22 }],
    ['0.215', { kind: 'text', block: 'p1', start: 17, end: 22 }],
    ['$1.2 billion', { kind: 'text', block: 'p1', start: 41, end: 53 }],
    ['1,200,000,000', { kind: 'text', block: 'p1', start: 41, end: 53 }],
    ['4,322', { kind: 'text', block: 'p1', start: 58, end: 65 }],
    ['0.64', { kind: 'history', turn: 0 }],
    ['3.5', { kind: 'question' }],
  ])('%s is found', (text, origin) => {
    expect(origins(`it is ${text}`)).toEqual([[text, 'found', origin]]);
  });

  it('takes the equal cell whose header is mentioned', () => {
    expect(origins('the reserve in 2018 was 77')[1]?.[2]).toEqual({
      kind: 'cell',
      table: 't1',
      row: 3,
      column: 2,
    });
    expect(origins('the reserve in 2019 was 77')[1]?.[2]).toEqual({
      kind: 'cell',
      table: 't1',
      row: 3,
      column: 1,
    });
  });

  it.each(['999', '5,830', '58%', '4,300', '250'])('%s is unsupported', (text) => {
    expect(origins(`The competitor spent ${text} on research.`)).toEqual([[text, 'unsupported', null]]);
  });

  it('follows results of claims that hold, and their restatements', () => {
    const trace = groundTrace('5,829 - 5,735 = 94. 94 / 5,735 = 1.64%, so about 1.6% or 0.0164.', question);
    expect(trace.numbers.map(({ text, status }) => [text, status])).toEqual([
      ['5,829', 'found'],
      ['5,735', 'found'],
      ['94', 'recomputed'],
      ['94', 'recomputed'],
      ['5,735', 'found'],
      ['1.64%', 'recomputed'],
      ['1.6%', 'recomputed'],
      ['0.0164', 'recomputed'],
    ]);
    expect(trace.claims).toHaveLength(2);
    expect(trace.supported).toBe(1);
  });

  it('does not support the result of a claim that does not hold', () => {
    expect(origins('5,829 - 5,735 = 95').at(-1)).toEqual([
      '95',
      'miscalculated',
      { kind: 'claim', claim: 0 },
    ]);
  });

  it('takes a result that is calculated only afterwards', () => {
    expect(origins('It is 94: 5,829 - 5,735 = 94')[0]).toEqual([
      '94',
      'recomputed',
      { kind: 'claim', claim: 0 },
    ]);
  });

  it('knows constants where they calculate', () => {
    expect(origins('94 / 5,735 * 100 = 1.64')[2]).toEqual([
      '100',
      'found',
      { kind: 'constant', name: 'percent' },
    ]);
    expect(origins('(57 + 23 + 77) / 3 = 52.33')[3]).toEqual([
      '3',
      'found',
      { kind: 'constant', name: 'a count' },
    ]);
    expect(origins('57 + 23 = 80. 80 / 57.5 = 1.391')[4]).toEqual(['57.5', 'untraced', null]);
  });

  it('leaves out what states no quantity, and shares over the rest', () => {
    const trace = groundTrace('Step 1: revenue\n1. 5,829\n2. 999 on the 3rd', question);
    expect(trace.numbers.map(({ text }) => text)).toEqual(['5,829', '999']);
    expect(trace.supported).toBe(0.5);
    expect(groundTrace('nothing to count', question).supported).toBe(1);
  });

  it('points into the text', () => {
    const text = 'so \\(5{,}829\\) and $999';
    for (const number of groundTrace(text, question).numbers) {
      expect(text.slice(number.start, number.end)).toBe(number.text);
    }
  });
});
