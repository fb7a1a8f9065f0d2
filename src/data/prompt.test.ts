import { describe, expect, it } from 'vitest';
import type { Question } from '../core/question.ts';
import { promptVersion, renderMessages } from './prompt.ts';

const bare: Question = {
  id: 'q',
  source: 's',
  split: 'test',
  language: 'en',
  category: 'c',
  licence: 'l',
  cluster: 'k',
  texts: [],
  tables: [],
  history: [],
  question: 'what?',
  reference: null,
};

function content(question: Partial<Question>): string {
  const messages = renderMessages({ ...bare, ...question });
  expect(messages.map((message) => message.role)).toEqual(['user']);
  return messages[0]?.content ?? '';
}

describe('renderMessages', () => {
  it('puts the row name and the column name next to each cell', () => {
    const table = {
      id: 't',
      caption: 'Bato',
      rows: [
        ['', 'prior', 'current'],
        ['revenue', '48', '63'],
      ],
    };
    expect(content({ tables: [table], question: 'change in revenue?' })).toBe(
      'Bato\nrevenue prior=48\nrevenue current=63\nchange in revenue?',
    );
  });

  it('parts columns by semicolons where a column name holds a space, and leaves empty cells out', () => {
    const table = {
      id: 't',
      rows: [
        ['in millions', 'dec. 31 2014', 'dec. 31 2013', 'dec. 31 2012'],
        ['net sales', '$ 5,829', '$ 5,735', '$ 5,001'],
        ['other', '', '-2 ( 2 )', ''],
      ],
    };
    expect(content({ tables: [table] })).toBe(
      'in millions\nnet sales; dec. 31 2014=$ 5,829; dec. 31 2013=$ 5,735; dec. 31 2012=$ 5,001\nother; dec. 31 2013=-2 ( 2 )\nwhat?',
    );
  });

  it('orders texts, tables, history, question, options', () => {
    expect(
      content({
        texts: [{ id: 'a', text: 'before' }],
        tables: [
          {
            id: 't',
            rows: [
              ['', 'x'],
              ['r', '1'],
            ],
          },
        ],
        history: [{ question: 'x of r?', answer: '1' }],
        question: 'which?',
        reference: { kind: 'choice', letters: ['B'], options: { A: 'one', B: 'two' } },
      }),
    ).toBe('before\nr x=1\nQ: x of r? A: 1\nwhich?\nA one\nB two');
  });

  it('shows neither the gold answer nor the gold program', () => {
    const text = content({
      reference: { kind: 'number', value: 0.31337, unit: 'decimal', tolerance: 0, text: '31.337%' },
      program: 'divide(9, 4)',
    });
    expect(text).toBe('what?');
  });
});

describe('promptVersion', () => {
  it('is pinned: a change of the template must change the version knowingly', () => {
    expect(promptVersion).toBe('compact-2-c4e16b73');
  });
});
