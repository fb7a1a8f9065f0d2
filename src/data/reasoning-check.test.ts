import { describe, expect, it } from 'vitest';

import type { Question } from '../core/question.ts';
import { checkReasoning } from './reasoning-check.ts';
import { growthQuestion, postQuestion, traceOf } from './test-questions.ts';

const good = [
  'net sales were 5829 in 2020',
  'net sales were 5735 in 2019',
  '5829 - 5735 = 94',
  '94 / 5735 = 0.01639',
  '0.01639 is 1.64%',
];

function missed(question: Question, steps: readonly string[], answer: string): string[] {
  const { criteria, passed } = checkReasoning(question, traceOf(steps.join('\n'), answer));
  const names = criteria.filter((criterion) => !criterion.passed).map((criterion) => criterion.name);
  expect(criteria).toHaveLength(7);
  expect(passed).toBe(names.length === 0);
  return names;
}

describe('checkReasoning on a calculation', () => {
  it('passes a sound trace, also one that calculates differently', () => {
    expect(missed(growthQuestion, good, '1.64%')).toEqual([]);
    const other = [
      'sales rose from 5735 to 5829',
      '5829 / 5735 = 1.016391',
      '1.016391 - 1 = 0.016391',
      'that is 1.64%',
    ];
    expect(missed(growthQuestion, other, '1.64%')).toEqual([]);
  });

  it('internal consistency: a claim that does not hold', () => {
    expect(missed(growthQuestion, good.with(2, '5829 - 5735 = 104'), '1.64%')).toContain(
      'internal consistency',
    );
  });

  it('internal consistency: the same thing stated with two values', () => {
    const steps = ['net sales in 2020 is 5829', 'net sales in 2020 is 5892', ...good.slice(1)];
    expect(missed(growthQuestion, steps, '1.64%')).toContain('internal consistency');
  });

  it('internal consistency: an answer that is not the last result, or is denied', () => {
    expect(missed(growthQuestion, good, '2.5%')).toContain('internal consistency');
    expect(missed(growthQuestion, [...good, 'the answer is not 1.64%'], '1.64%')).toContain(
      'internal consistency',
    );
  });

  it('term overlap: the operands of the gold do not appear', () => {
    expect(
      missed(growthQuestion, ['sales grew a bit', 'I estimate growth', 'growth of 1.64%'], '1.64%'),
    ).toContain('term overlap');
  });

  it('number of steps: fewer than three', () => {
    expect(missed(growthQuestion, ['94 / 5735 = 1.64%', 'from 5829'], '1.64%')).toContain('number of steps');
  });

  it('logical consistency: the operation of the gold is missing', () => {
    const steps = [
      'sales were 5829 in 2020',
      'sales were 5735 in 2019',
      '5829 - 5735 = 94',
      'growth is 1.64%',
    ];
    expect(missed(growthQuestion, steps, '1.64%')).toEqual(['logical consistency']);
  });

  it('logical consistency: a number of the calculation stands nowhere', () => {
    const steps = [
      ...good.slice(0, 3),
      'the rival also spent 412.6 on rent',
      '412.6 - 40 = 372.6',
      ...good.slice(3),
    ];
    expect(missed(growthQuestion, steps, '1.64%')).toEqual(['logical consistency']);
  });

  it('content diversity: steps repeat', () => {
    expect(missed(growthQuestion, [...good, ...good], '1.64%')).toEqual(['content diversity']);
  });

  it('task-domain relevance: chatter', () => {
    const steps = [
      'the sky is blue',
      'my cat sleeps',
      'tea is nice',
      'rain may come',
      'I like songs',
      'birds fly',
    ];
    expect(missed(growthQuestion, [...steps, ...good.slice(2, 4)], '1.64%')).toContain(
      'task-domain relevance',
    );
  });

  it('consistency with the instruction: wrong kind of answer, wrong language, wrong format', () => {
    const name = 'consistency with the instruction';
    expect(missed(growthQuestion, good, 'a lot')).toContain(name);
    expect(missed({ ...growthQuestion, language: 'zh' }, good, '1.64%')).toEqual([name]);
    const unclosed = { ...traceOf(good.join('\n'), '1.64%'), text: good.join('\n') };
    const check = checkReasoning(growthQuestion, unclosed);
    expect(check.criteria.find((criterion) => criterion.name === name)?.passed).toBe(false);
  });
});

describe('checkReasoning on a label', () => {
  const steps = ['the post speaks of Acme', 'it was upgraded at Smith Bank', 'an upgrade is bullish'];

  it('passes reasoning that concludes the label', () => {
    expect(missed(postQuestion, steps, 'bullish')).toEqual([]);
  });

  it('fails reasoning that concludes another label', () => {
    expect(missed(postQuestion, steps.with(2, 'an upgrade is bearish'), 'bullish')).toEqual([
      'internal consistency',
      'logical consistency',
    ]);
  });

  it('counts Chinese terms by pairs of characters', () => {
    const question: Question = {
      ...postQuestion,
      language: 'zh',
      texts: [],
      question: '基金经理承诺保本收益，是否合规？',
      reference: { kind: 'boolean', value: false },
    };
    const zh = ['基金经理作出了承诺', '承诺保本收益违反规定', '因此不合规'];
    expect(missed(question, zh, '否')).toEqual([]);
    expect(missed(question, ['今天天气很好', '我喜欢喝茶', '小猫在睡觉'], '否')).toContain('term overlap');
  });
});
