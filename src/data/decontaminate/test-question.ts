/** Questions for the tests of this folder. */

import type { Question } from '../../core/question.ts';

/** A training question in English; `id` also names its document. */
export function makeQuestion(id: string, question: string, more: Partial<Question> = {}): Question {
  return {
    id,
    source: 'mine',
    split: 'train',
    language: 'en',
    category: 'test',
    licence: 'MIT',
    cluster: id,
    texts: [],
    tables: [],
    history: [],
    question,
    reference: null,
    ...more,
  };
}

export function textBlocks(...texts: string[]): Question['texts'] {
  return texts.map((text, i) => ({ id: `text_${i}`, text }));
}

export function choice(...options: string[]): Question['reference'] {
  return {
    kind: 'choice',
    letters: ['A'],
    options: Object.fromEntries(options.map((option, i) => ['ABCDE'[i] as string, option])),
  };
}
