import { describe, expect, it } from 'vitest';

import { operandOrigin } from './operand-origin.ts';
import { growthQuestion } from './test-questions.ts';

describe('operandOrigin', () => {
  it('names row and column of a cell, whatever its sign', () => {
    expect(operandOrigin('5735', growthQuestion)).toEqual({
      kind: 'cell',
      row: 'net sales',
      column: '2019',
      text: '$ 5735',
      asPercent: false,
    });
    expect(operandOrigin('29', growthQuestion)).toMatchObject({ row: 'settlements', column: '2019' });
  });

  it('quotes the sentence around a number', () => {
    expect(operandOrigin('12.5', growthQuestion)).toMatchObject({
      kind: 'sentence',
      id: 'text_0',
      excerpt: expect.stringContaining('paid interest of $ 12.5 million') as string,
    });
  });

  it('prefers the place whose names share words with the question', () => {
    const rows = [
      ['', '2018', '2019'],
      ['costs', '7', '7'],
      ['tax', '7', '7'],
    ];
    const material = {
      ...growthQuestion,
      tables: [{ id: 't', rows }],
      question: 'what was the tax in 2019?',
    };
    expect(operandOrigin('7', material)).toMatchObject({ row: 'tax', column: '2019' });
  });

  it('finds earlier answers and numbers of the question', () => {
    const material = {
      texts: [],
      tables: [],
      history: [{ question: 'and what was it?', answer: '81.5' }],
      question: 'and less 100?',
    };
    expect(operandOrigin('81.5', material)).toMatchObject({ kind: 'history', answer: '81.5' });
    expect(operandOrigin('100', material)).toMatchObject({ kind: 'question' });
  });

  it('finds the percentage of which an operand is the decimal form', () => {
    expect(operandOrigin('8.5%', growthQuestion)).toMatchObject({ row: 'operating margin', asPercent: true });
    expect(operandOrigin('0.079', growthQuestion)).toMatchObject({ text: '7.9% ( 7.9 % )', asPercent: true });
    expect(operandOrigin('0.125', growthQuestion)).toBeNull();
  });

  it('reads the first row too, for tables that have no header', () => {
    const rows = [
      ['opening balance', '$ 8859'],
      ['closing balance', '19900'],
    ];
    const material = { ...growthQuestion, tables: [{ id: 't', rows }] };
    expect(operandOrigin('8859', material)).toMatchObject({ row: 'opening balance', column: '' });
    expect(operandOrigin('19900', material)).toMatchObject({ row: 'closing balance', column: '' });
  });

  it('says null where a number stands nowhere', () => {
    expect(operandOrigin('573', growthQuestion)).toBeNull();
  });
});
