import { describe, expect, it } from 'vitest';

import { checkReasoning } from '../reasoning-check.ts';
import { growthQuestion, postQuestion } from '../test-questions.ts';
import { lexiconAnalyst } from './lexicon-analyst.ts';

function analysed(text: string) {
  const trace = lexiconAnalyst.distil({ ...postQuestion, texts: [{ id: 'post', text }] }, 0, 1);
  if (trace === null) throw new Error('no trace');
  return trace;
}

describe('lexiconAnalyst', () => {
  it.each([
    ['$ACME - Acme upgraded at Smith Bank', 'bullish'],
    ['$ACME: Smith Bank cuts to Sell', 'bearish'],
    ['Acme beats estimates', 'bullish'],
    ['Acme does not miss estimates', 'bullish'],
    ['Acme fails to win contract', 'bearish'],
    ['Acme opens an office in Oslo', 'neutral'],
    ['Acme risk update https://t.co/plunges', 'bearish'],
  ])('%s → %s', (text, answer) => {
    expect(analysed(text).answer).toBe(answer);
  });

  it('names cue words, weights and negations, and sums them', () => {
    const { reasoning } = analysed('Acme not weak, profit jumps but outlook cut');
    expect(reasoning.split('\n')).toEqual([
      'The post begins "Acme not weak, profit jumps but outlook cut".',
      'The cue "weak" sounds bullish, turned by "not": +2.',
      'The cue "profit" sounds bearish, turned by "not": -1.',
      'The cue "jumps" sounds bearish, turned by "not": -2.',
      'The cue "cut" sounds bearish: -2.',
      'Together: 2 + (-1) + (-2) + (-2) = -3',
      'The total is below zero, so the post is bearish.',
    ]);
  });

  it('is right for the right reasons often enough to pass the reasoning check', () => {
    const trace = analysed('$ACME - Acme upgraded at Smith Bank');
    expect(checkReasoning(postQuestion, trace).criteria.filter((criterion) => !criterion.passed)).toEqual([]);
  });

  it('answers posts only', () => {
    expect(lexiconAnalyst.distil(growthQuestion, 0, 1)).toBeNull();
  });
});
