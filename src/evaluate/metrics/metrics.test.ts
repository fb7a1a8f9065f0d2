import { describe, expect, it } from 'vitest';
import type { Reference } from '../../core/question.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { summarise } from '../summarise.ts';
import { answerKey } from './answer-key.ts';
import { balancedAccuracy } from './balanced-accuracy.ts';
import { chooseAnswer } from './choose-answer.ts';
import { passAtK } from './pass-at-k.ts';

const rate: Reference = { kind: 'number', value: 0.145, unit: 'decimal', tolerance: 0 };
const grounding = { numbers: 2, unsupported: 0, claims: 1, wrong: 0, supported: 1, faithful: true };

function answer(text: string, more: Partial<EvaluatedAnswer> = {}): EvaluatedAnswer {
  return {
    ...{
      kind: 'answer',
      stage: 'm',
      benchmark: 'b',
      questionId: 'q',
      cluster: 'c',
      category: 'x',
      language: 'en',
    },
    ...{ sample: 0, prompt: '', source: { texts: [], tables: [], history: [], question: '' } },
    ...{ text: `<answer>${text}</answer>`, verdict: 'wrong', rule: '', reason: '', formatValid: true },
    ...{ reference: rate, gold: '0.145', predicted: null, grounding },
    ...{ promptTokens: 1, completionTokens: 1, finishReason: 'stop' },
    ...more,
  };
}

describe('passAtK', () => {
  it.each([
    [4, 0, 4, 0],
    [4, 1, 4, 1],
    [4, 1, 1, 0.25],
    [4, 2, 2, 1 - (2 * 1) / (4 * 3)],
    // C(7,3) / C(10,3) = 35 / 120.
    [10, 3, 3, 1 - 35 / 120],
  ])('of %i answers %i right, k = %i', (n, c, k, expected) => {
    expect(passAtK(n, c, k)).toBeCloseTo(expected, 12);
  });

  it('refuses more than there are', () => {
    expect(() => passAtK(2, 1, 3)).toThrow(RangeError);
    expect(() => passAtK(2, 3, 1)).toThrow(RangeError);
  });
});

describe('balancedAccuracy', () => {
  it('gives a constant answer no more than one class', () => {
    const rows = [...Array<string>(9).fill('no'), 'yes'].map((gold) => ({ gold, predicted: 'no' }));
    expect(balancedAccuracy(rows)).toBe(0.5);
    expect(balancedAccuracy([{ gold: 'no', predicted: null }])).toBe(0);
    expect(balancedAccuracy([])).toBeNull();
  });
});

describe('answerKey', () => {
  it('is the same for an answer written in other ways, whatever the gold', () => {
    for (const text of ['14.5%', '0.145', '14.51 %', '\\boxed{14.5\\%}'])
      expect(answerKey(answer(text))).toBe('0.145');
    // Where golds are fractions of one a bare 14.5 is another answer.
    expect(answerKey(answer('14.5'))).toBe('14.5');
    expect(answerKey(answer('', { text: '<think>14.5%' }))).toBeNull();
  });
});

describe('chooseAnswer', () => {
  const [a, b, c] = [answer('1'), answer('2', { sample: 1 }), answer('2.0', { sample: 2 })];

  it('takes the answer most often given, the earliest of equals, and lets no unreadable one vote', () => {
    expect(chooseAnswer([a, b, c], 'majority')).toBe(b);
    expect(chooseAnswer([a, b], 'majority')).toBe(a);
    const unread = answer('', { text: 'I do not know', sample: 3 });
    expect(chooseAnswer([unread, unread, a], 'majority')).toBe(a);
    expect(chooseAnswer([unread], 'majority')).toBe(unread);
    expect(chooseAnswer([], 'majority')).toBeNull();
  });

  it('takes the best supported, whatever the majority', () => {
    const weak = { ...grounding, unsupported: 1, supported: 0.5, faithful: false };
    const [x, y] = [answer('2', { grounding: weak }), answer('2', { grounding: weak, sample: 1 })];
    const good = answer('3', { sample: 2 });
    expect(chooseAnswer([x, y, good], 'supported')).toBe(good);
    expect(chooseAnswer([x, y, good], 'majority')).toBe(x);
  });
});

describe('summarise with several answers a question', () => {
  it('gives pass@1 over questions, pass@k, the vote and the best supported', () => {
    const right = { verdict: 'correct' } as const;
    const rows = [
      ...[answer('1', right), answer('1', { ...right, sample: 1 }), answer('2', { sample: 2 })],
      ...[answer('5', { questionId: 'r' }), answer('5', { questionId: 'r', sample: 1 })],
      answer('1', { ...right, questionId: 'r', sample: 2 }),
    ];
    expect(summarise(rows, 1).b).toMatchObject({
      ...{ n: 2, correct: 3, accuracy: 0.5, samples: 3 },
      passAtK: { k: 3, n: 2, value: 1 },
      majorityVote: { value: 0.5 },
    });
  });

  it('counts a dialogue as right when all of its turns are', () => {
    const right = { verdict: 'correct' } as const;
    const rows = [
      answer('1', { ...right, questionId: 'd1#0' }),
      answer('1', { ...right, questionId: 'd1#1' }),
      answer('1', { ...right, questionId: 'd2#0' }),
      answer('1', { questionId: 'd2#1' }),
    ];
    const groupOf = () => (id: string) => id.replace(/#\d+$/, '');
    expect(summarise(rows, 1, groupOf).b).toMatchObject({ accuracy: 0.75, groups: { n: 2, accuracy: 0.5 } });
  });
});

describe('summarise on reasoning', () => {
  const faulty = { ...grounding, unsupported: 1, supported: 0.5, faithful: false };
  const rows = [grounding, grounding, grounding, faulty, null].map((each, i) =>
    answer('1', { questionId: `q${i}`, cluster: `c${i}`, grounding: each }),
  );

  it('says of how many answers, with an interval', () => {
    const { b } = summarise(rows, 1);
    expect(b).toMatchObject({ n: 5, checked: 4, faithful: 0.75, supported: 0.875 });
    // Wilson for 3 of 4, as in tables.
    const { low, high } = b?.faithfulInterval as { low: number; high: number };
    expect([low, high].map((bound) => bound.toFixed(3))).toEqual(['0.301', '0.954']);
    const supported = b?.supportedInterval as { low: number; high: number };
    expect(supported.low).toBeGreaterThan(low);
    expect(supported.high).toBeGreaterThan(0.954);
  });

  it('draws documents where there are several answers a question', () => {
    const twice = rows.flatMap((row) => [row, { ...row, sample: 1 }]);
    const { b } = summarise(twice, 1);
    expect(b).toMatchObject({ checked: 8, faithful: 0.75 });
    // Four documents of which one is at fault: resampled shares are quarters.
    expect(b?.faithfulInterval).toEqual({ low: 0.25, high: 1 });
  });

  it('is silent where no answer states a number', () => {
    const { b } = summarise([answer('1', { grounding: null })], 1);
    expect(b).not.toHaveProperty('checked');
  });
});
