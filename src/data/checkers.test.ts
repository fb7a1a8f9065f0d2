import { describe, expect, it } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { checkAnswer } from './answer-check.ts';
import { readCalibrationSet } from './calibration/index.ts';
import { answerChecker } from './check-answer.ts';
import { reasoningChecker } from './check-trace.ts';
import type { AnswerJudge, ReasoningJudge } from './judge.ts';
import { checkReasoning } from './reasoning-check.ts';
import { criterionNames } from './reasoning-criteria.ts';
import { growthQuestion, postQuestion, traceOf } from './test-questions.ts';

const textQuestion: Question = {
  ...postQuestion,
  reference: { kind: 'text', text: 'Lower input prices', accepted: [] },
};
const verdict: Outcome = { verdict: 'correct', rule: 'judge:j', reason: 'said so' };

function askedJudge(): AnswerJudge & { asked: [string, string][] } {
  const asked: [string, string][] = [];
  return {
    id: 'j',
    asked,
    judge(reference, answer) {
      asked.push([reference, answer]);
      return Promise.resolve(verdict);
    },
  };
}

const open = (answer: string, finishReason: Trace['finishReason']): Trace => ({
  ...traceOf('a', answer),
  text: `<think>\na\n</think>\n<answer>\n${answer}`,
  answer: null,
  finishReason,
});

describe('answerChecker', () => {
  it.each<[string, Question, Trace, [string, string]]>([
    [
      'text that no exact match settles',
      textQuestion,
      traceOf('a', 'Costs fell'),
      ['Lower input prices', 'Costs fell'],
    ],
    [
      'an answer that the scorer cannot read',
      growthQuestion,
      traceOf('a', 'a bit over one and a half per cent'),
      ['1.64%', 'a bit over one and a half per cent'],
    ],
    ['a label that is paraphrased', postQuestion, traceOf('a', 'It rises'), ['bullish', 'It rises']],
  ])('asks the judge about %s', async (_, question, trace, shown) => {
    const judge = askedJudge();
    expect(await answerChecker(judge)(question, trace)).toBe(verdict);
    expect(judge.asked).toEqual([shown]);
  });

  it.each<[string, Question, Trace, Outcome['verdict']]>([
    ['an exact match', textQuestion, traceOf('a', 'lower input prices.'), 'correct'],
    ['a number that is right', growthQuestion, traceOf('a', '1.64%'), 'correct'],
    ['a number that is wrong', growthQuestion, traceOf('a', '2.64%'), 'wrong'],
    ['a label that is wrong', postQuestion, traceOf('a', 'bearish'), 'wrong'],
    ['an answer cut off', textQuestion, open('Costs f', 'length'), 'truncated'],
    ['no answer', textQuestion, open('Costs fell', 'stop'), 'unparseable'],
    ['no reference', { ...postQuestion, reference: null }, traceOf('a', 'b'), 'unscorable'],
    [
      'an unusable reference',
      { ...postQuestion, reference: { kind: 'text', text: 'nan', accepted: [] } },
      traceOf('a', 'b'),
      'unscorable',
    ],
  ])('does not ask about %s', async (_, question, trace, expected) => {
    const judge = askedJudge();
    const outcome = await answerChecker(judge)(question, trace);
    expect(outcome.verdict).toBe(expected);
    expect(outcome).toEqual(checkAnswer(question, trace));
    expect(judge.asked).toEqual([]);
  });

  it('is the scorer where there is no judge', async () => {
    const trace = traceOf('a', 'Costs fell');
    expect(await answerChecker(null)(textQuestion, trace)).toEqual(checkAnswer(textQuestion, trace));
  });
});

describe('reasoningChecker', () => {
  const passed = { criteria: [], passed: true };
  const judge: ReasoningJudge = { id: 'j', judge: () => Promise.resolve(passed) };
  const unasked: ReasoningJudge = { id: 'j', judge: () => Promise.reject(new Error('asked')) };
  const fuzzy = traceOf('It went up\nMore was earned\nSo growth follows', '1.64%');

  it('leaves what rules only estimate to the judge', async () => {
    expect(checkReasoning(growthQuestion, fuzzy).passed).toBe(false);
    expect(await reasoningChecker(judge)(growthQuestion, fuzzy)).toBe(passed);
  });

  it.each([
    ['too few steps', 'one\ntwo', ['number of steps']],
    ['repetition', 'one\ntwo\nthree\none\ntwo\nthree', ['content diversity']],
    [
      'arithmetic that does not hold',
      'take 5829\ntake 5735\n5829 - 5735 = 104\nso 1.64%',
      ['internal consistency'],
    ],
    ['no reasoning', '', ['number of steps']],
  ])('refuses %s without asking', async (_, reasoning, names) => {
    const check = await reasoningChecker(unasked)(growthQuestion, traceOf(reasoning, '1.64%'));
    if (!('criteria' in check)) throw new Error(check.failed);
    expect(check.passed).toBe(false);
    expect(check.criteria.map(({ name, passed }) => [name, passed])).toEqual(
      names.map((name) => [name, false]),
    );
  });

  it('refuses no trace of the calibration set that people found good, and none for what they found met', async () => {
    let refused = 0;
    for (const { reasoning, answer, label, id } of readCalibrationSet().traces) {
      const check = await reasoningChecker(judge)(textQuestion, traceOf(reasoning, answer));
      if (!('criteria' in check) || check.passed) continue;
      refused++;
      expect(criterionNames.some((name) => label[name] === 0)).toBe(true);
      const unfounded = check.criteria.filter(({ name }) => label[name] === 1).map(({ name }) => name);
      expect({ id, unfounded }).toEqual({ id, unfounded: [] });
    }
    expect(refused).toBeGreaterThanOrEqual(8);
  });

  it('passes a failure of the judge on, and is the rules where there is none', async () => {
    const broken: ReasoningJudge = { id: 'j', judge: () => Promise.resolve({ failed: 'timeout' }) };
    expect(await reasoningChecker(broken)(growthQuestion, fuzzy)).toEqual({ failed: 'timeout' });
    expect(await reasoningChecker(null)(growthQuestion, fuzzy)).toEqual(
      checkReasoning(growthQuestion, fuzzy),
    );
  });
});
