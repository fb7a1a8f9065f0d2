import { describe, expect, it } from 'vitest';
import type { Question } from '../core/question.ts';
import { referenceText } from './reference-text.ts';
import { markdownTable, renderQuestion } from './render-question.ts';
import { growthQuestion, postQuestion } from './test-questions.ts';

const choice: Question = {
  ...postQuestion,
  language: 'zh',
  texts: [],
  history: [{ question: '存款利率是多少？', answer: '2%' }],
  question: '下列哪项是负债？',
  reference: { kind: 'choice', letters: ['B', 'C'], options: { A: '现金', B: '应付账款', C: '短期借款' } },
};

describe('renderQuestion', () => {
  it('shows texts, tables as Markdown, and the question, and nothing of the gold', () => {
    expect(renderQuestion(growthQuestion)).toBe(
      [
        'acme opened 3 plants and paid interest of $ 12.5 million in 2020 .',
        '',
        '| in millions | 2020 | 2019 |',
        '| --- | --- | --- |',
        '| net sales | $ 5829 | $ 5735 |',
        '| operating margin | 8.5% ( 8.5 % ) | 7.9% ( 7.9 % ) |',
        '| settlements | -2 ( 2 ) | -29 ( 29 ) |',
        '',
        'Question: what was the percentage growth of net sales from 2019 to 2020?',
      ].join('\n'),
    );
  });

  it('keeps texts together', () => {
    const texts = ['one', ' two '].map((text, i) => ({ id: `${i}`, text }));
    expect(renderQuestion({ ...postQuestion, texts })).toBe(`one\ntwo\n\nQuestion: ${postQuestion.question}`);
  });

  it('shows history and options in the language of the question', () => {
    expect(renderQuestion(choice)).toBe(
      [
        '此前的问答：',
        '问： 存款利率是多少？',
        '答： 2%',
        '',
        '问题： 下列哪项是负债？',
        'A. 现金',
        'B. 应付账款',
        'C. 短期借款',
      ].join('\n'),
    );
  });
});

describe('markdownTable', () => {
  it('fills up short rows and keeps cells on one line', () => {
    const rows = [['', 'a|b'], ['x\ny'], ['z', '1', '2']];
    expect(markdownTable({ id: 't', caption: 'Cash', rows })).toBe(
      'Cash\n\n|  | a\\|b |  |\n| --- | --- | --- |\n| x y |  |  |\n| z | 1 | 2 |',
    );
    expect(markdownTable({ id: 't', rows: [] })).toBe('');
  });
});

describe('referenceText', () => {
  it.each<[string, Partial<Question>, string | null]>([
    ['a ratio as a percentage', growthQuestion, '1.64%'],
    ['a choice with its options', choice, 'B. 应付账款; C. 短期借款'],
    ['a label', postQuestion, 'bullish'],
    ['yes or no', { reference: { kind: 'boolean', value: false } }, 'no'],
    ['yes or no in Chinese', { language: 'zh', reference: { kind: 'boolean', value: true } }, '是'],
    [
      'text with what is accepted as well',
      { reference: { kind: 'text', text: 'Acme', accepted: ['Acme', 'Acme Inc.'] } },
      'Acme (or) Acme Inc.',
    ],
    ['no reference', { reference: null }, null],
  ])('%s', (_, part, text) => {
    expect(referenceText({ ...postQuestion, ...part })).toBe(text);
  });
});
