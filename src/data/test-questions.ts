/** Questions written for the tests of this room, in the shape that the sources give. */

import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';

export const growthQuestion: Question = {
  id: 'ACME/2020/page_7.pdf-1',
  source: 'finqa',
  split: 'train',
  language: 'en',
  category: 'change-rate',
  licence: 'MIT',
  cluster: 'ACME/2020/page_7.pdf',
  texts: [{ id: 'text_0', text: 'acme opened 3 plants and paid interest of $ 12.5 million in 2020 .' }],
  tables: [
    {
      id: 'table',
      rows: [
        ['in millions', '2020', '2019'],
        ['net sales', '$ 5829', '$ 5735'],
        ['operating margin', '8.5% ( 8.5 % )', '7.9% ( 7.9 % )'],
        ['settlements', '-2 ( 2 )', '-29 ( 29 )'],
      ],
    },
  ],
  history: [],
  question: 'what was the percentage growth of net sales from 2019 to 2020?',
  reference: { kind: 'number', value: 0.01639, unit: 'decimal', tolerance: 0, text: '1.6%' },
  program: 'subtract(5829, 5735), divide(#0, 5735)',
};

export const postQuestion: Question = {
  id: 'train/0',
  source: 'tfns',
  split: 'train',
  language: 'en',
  category: 'sentiment',
  licence: 'MIT',
  cluster: 'tfns:0',
  texts: [{ id: 'post', text: '$ACME - Acme upgraded at Smith Bank' }],
  tables: [],
  history: [],
  question: 'Is this post bearish, bullish or neutral?',
  reference: {
    kind: 'label',
    label: 'bullish',
    labels: { bearish: ['bearish', 'negative'], bullish: ['bullish', 'positive'], neutral: ['neutral'] },
  },
};

/** A finished trace in the output format. */
export function traceOf(reasoning: string, answer: string): Trace {
  return {
    questionId: 'q',
    sample: 0,
    text: `<think>\n${reasoning}\n</think>\n<answer>\n${answer}\n</answer>`,
    reasoning,
    answer,
    finishReason: 'stop',
    usage: { promptTokens: 0, completionTokens: 0 },
    model: 'teacher:test',
    requestKey: 'test',
  };
}
