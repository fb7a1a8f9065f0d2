import { describe, expect, it } from 'vitest';
import type { QuestionVerdict } from '../core/outcome.ts';
import type { Reference } from '../core/question.ts';
import { omissionWarnings } from './omissions.ts';
import { resultsOf } from './results-of.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';
import { stageTable } from './stage-table.ts';
import { summarise } from './summarise.ts';

function answer(
  stage: string,
  id: number,
  verdict: QuestionVerdict,
  more: Partial<EvaluatedAnswer> = {},
): EvaluatedAnswer {
  return {
    kind: 'answer',
    stage,
    benchmark: 'bench-table',
    questionId: `q${id}`,
    cluster: `c${Math.floor(id / 2)}`,
    prompt: '',
    source: { texts: [], tables: [], history: [], question: '' },
    text: '',
    verdict,
    rule: 'number',
    reason: '',
    formatValid: true,
    category: 'change',
    language: 'en',
    sample: 0,
    reference: { kind: 'number', value: 1, unit: 'plain', tolerance: 0 },
    gold: '1',
    predicted: null,
    grounding: null,
    promptTokens: 10,
    completionTokens: 20,
    finishReason: 'stop',
    ...more,
  };
}

const up: Reference = { kind: 'label', label: 'up', labels: { up: ['up'], down: ['down'] } };

const facts = { seconds: { total: 61, sft: 20 }, model: { parameters: 600_000 }, seed: 7 };

/** `verdicts[i]` for question i. */
function stageAnswers(stage: string, correct: (id: number) => boolean, n = 40): EvaluatedAnswer[] {
  return Array.from({ length: n }, (_, id) => answer(stage, id, correct(id) ? 'correct' : 'wrong'));
}

describe('summarise', () => {
  it('counts truncated and unparseable as attempts and leaves out what could not be scored', () => {
    const verdicts: QuestionVerdict[] = [
      'correct',
      'wrong',
      'truncated',
      'unparseable',
      'unscorable',
      'judge-error',
    ];
    const answers = verdicts.map((verdict, id) => answer('sft', id, verdict, { formatValid: id < 3 }));
    const score = summarise(answers, 7)['bench-table'];
    expect(score).toMatchObject({ n: 4, correct: 1, accuracy: 0.25, formatValid: 0.5 });
    expect(score?.verdicts).toEqual(Object.fromEntries(verdicts.map((verdict) => [verdict, 1])));
    expect(score?.low).toBeCloseTo(0.0456, 4);
  });

  it('counts a question that could not be asked as not correct, so that a short context flatters no score', () => {
    const given = { formatValid: true, completionTokens: 20 };
    const none = { formatValid: false, completionTokens: 0 };
    const answers = [
      answer('sft', 0, 'correct', given),
      answer('sft', 1, 'wrong', { ...given, formatValid: false }),
      answer('sft', 2, 'unasked', none),
      answer('sft', 3, 'unasked', none),
      answer('sft', 4, 'unscorable', given),
    ];
    expect(summarise(answers, 7)['bench-table']).toMatchObject({
      n: 4,
      correct: 1,
      accuracy: 0.25,
      verdicts: { correct: 1, wrong: 1, unasked: 2, unscorable: 1 },
      // Of the three answers given.
      formatValid: 2 / 3,
      meanCompletionTokens: 20,
    });
  });

  it('has no accuracy, instead of one of 0, where no question could be asked', () => {
    const label = { benchmark: 'bench-mood', reference: up, gold: 'up' } as const;
    const answers = [
      answer('sft', 0, 'unasked', label),
      answer('sft', 1, 'unscorable', { ...label, gold: null }),
      answer('sft', 2, 'correct'),
    ];
    const scores = summarise(answers, 7);
    const mood = scores['bench-mood'];
    expect(mood).toMatchObject({ n: 1, correct: 0, accuracy: null, low: 0, high: 1, clustered: null });
    expect(mood).not.toHaveProperty('macroF1');
    // Over all benchmarks it counts again.
    expect(scores.total).toMatchObject({ n: 2, correct: 1, accuracy: 0.5 });
  });

  it('has no accuracy where nothing could be scored', () => {
    const score = summarise([answer('sft', 0, 'unscorable')], 7)['bench-table'];
    expect(score).toMatchObject({ n: 0, correct: 0, accuracy: null, low: 0, high: 1 });
  });

  it('adds macro-F1 and the majority class for labels, and pools the total over questions', () => {
    const label = { benchmark: 'bench-mood', reference: up } as const;
    const answers = [
      answer('sft', 0, 'correct', { ...label, gold: 'up', predicted: 'up' }),
      answer('sft', 1, 'wrong', { ...label, gold: 'up', predicted: null }),
      answer('sft', 2, 'wrong', { ...label, gold: 'down', predicted: 'up' }),
      answer('sft', 3, 'correct'),
    ];
    const scores = summarise(answers, 7);
    // up: 2·1/(2+2) = 0.5; down: 0.
    expect(scores['bench-mood']).toMatchObject({ macroF1: 0.25, majority: { label: 'up', accuracy: 2 / 3 } });
    expect(scores['bench-table']).not.toHaveProperty('macroF1');
    expect(scores.total).toMatchObject({ n: 4, correct: 2, accuracy: 0.5 });
    expect(Object.keys(scores)).toEqual(['bench-mood', 'bench-table', 'total']);
  });
});

describe('resultsOf', () => {
  it('compares the pairs of the recipe on the same questions', () => {
    const answers = [
      ...stageAnswers('base', () => false),
      ...stageAnswers('zero', (id) => id < 3),
      ...stageAnswers('sft', (id) => id < 20),
      ...stageAnswers('grpo', (id) => id >= 1 && id < 32),
    ];
    const { tests, stages } = resultsOf(answers, facts);
    expect(stages.grpo?.total).toMatchObject({ n: 40, correct: 31 });
    expect(tests.map(({ a, b }) => `${a}-${b}`)).toEqual(['base-sft', 'sft-grpo', 'base-zero', 'zero-grpo']);
    // Question 0 lost, 20…31 gained: 2 · (1 + 13) / 2^13.
    expect(tests[1]).toMatchObject({
      n: 40,
      n01: 12,
      n10: 1,
      method: 'exact',
      pValue: 28 / 8192,
      difference: 11 / 40,
    });
    expect(tests[2]).toMatchObject({ n01: 3, n10: 0, pValue: 0.25 });
  });

  it('compares on each of several benchmarks by itself, too', () => {
    const table = [...stageAnswers('sft', () => false, 8), ...stageAnswers('grpo', (id) => id < 8, 8)];
    const mood = [...stageAnswers('sft', () => true, 8), ...stageAnswers('grpo', (id) => id < 6, 8)].map(
      (one) => ({ ...one, benchmark: 'bench-mood' }),
    );
    expect(resultsOf(table, facts)).not.toHaveProperty('benchmarkTests');
    const { tests, benchmarkTests } = resultsOf([...table, ...mood], facts);
    expect(tests).toEqual([expect.objectContaining({ n: 16, n01: 8, n10: 2 })]);
    expect(benchmarkTests).toEqual({
      'bench-table': [expect.objectContaining({ a: 'sft', b: 'grpo', n: 8, n01: 8, n10: 0 })],
      'bench-mood': [expect.objectContaining({ a: 'sft', b: 'grpo', n: 8, n01: 0, n10: 2 })],
    });
  });

  it('pairs only questions that both stages were scored on, and leaves out stages without answers', () => {
    const answers = [
      ...stageAnswers('base', () => false, 4),
      answer('sft', 0, 'correct'),
      answer('sft', 1, 'unscorable'),
      answer('sft', 9, 'correct'),
    ];
    const { tests, stages } = resultsOf(answers, facts);
    expect(Object.keys(stages)).toEqual(['base', 'sft']);
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({ a: 'base', b: 'sft', n: 1, n01: 1, n10: 0, pValue: 1 });
  });
});

describe('compareStages', () => {
  it('takes a question that only one model could be asked for one that the other did not answer', () => {
    const answers = [
      answer('base', 0, 'unasked'),
      answer('base', 1, 'correct'),
      answer('sft', 0, 'correct'),
      answer('sft', 1, 'unasked'),
      answer('sft', 2, 'unasked'),
    ];
    const { tests } = resultsOf(answers, facts);
    expect(tests).toEqual([expect.objectContaining({ n: 2, n01: 1, n10: 1, difference: 0 })]);
  });

  it('does not compare with a model that no question could be put to', () => {
    const answers = [answer('base', 0, 'unasked'), answer('sft', 0, 'correct')];
    expect(resultsOf(answers, facts).tests).toEqual([]);
  });
});

describe('omissionWarnings', () => {
  it('says how many of which benchmark, and how they count', () => {
    const answers = [
      ...stageAnswers('sft', () => true, 5),
      answer('sft', 5, 'unasked'),
      answer('sft', 0, 'unasked', { benchmark: 'bench-mood' }),
      answer('sft', 1, 'judge-error', { benchmark: 'bench-mood' }),
    ];
    expect(omissionWarnings('evaluate sft', answers)).toEqual([
      "evaluate sft: 2 of 8 questions do not fit the model's context and were not asked (bench-table 1 of 6, bench-mood 1 of 2); " +
        'they count as not correct, and a model with a longer context may answer them',
      'evaluate sft: 1 of 8 answers could not be scored (bench-mood 1 of 2); it is left out of the accuracy',
    ]);
    expect(
      omissionWarnings(
        'evaluate sft',
        stageAnswers('sft', () => false),
      ),
    ).toEqual([]);
  });
});

describe('stageTable', () => {
  it('shows below a benchmark what was not asked or left out, and says why there is no accuracy', () => {
    const mood = { benchmark: 'bench-mood' };
    const answers = [
      ...stageAnswers('base', () => false, 4),
      answer('base', 4, 'unscorable'),
      answer('base', 0, 'unasked', mood),
      ...stageAnswers('sft', () => true, 4),
      answer('sft', 4, 'unasked'),
      answer('sft', 0, 'wrong', mood),
    ];
    const lines = stageTable(resultsOf(answers, facts)).split('\n');
    const from = (name: string): string[] =>
      lines.slice(lines.findIndex((line) => line.startsWith(name))).map((line) => line.replace(/ +/g, ' '));
    expect(from('bench-table').slice(0, 5)).toEqual([
      'bench-table 5 0.0 [0.0, 49.0] 80.0 [37.6, 96.4]',
      ' not asked 0 1',
      ' left out 1 0',
      'bench-mood 1 – no question could be asked 0.0 [0.0, 79.3]',
      ' not asked 1 0',
    ]);
    expect(from('total').slice(1, 3)).toEqual([' not asked 1 1', ' left out 1 0']);
    expect(from('not asked:').slice(0, 2)).toEqual([
      "not asked: the prompt does not fit the model's context; counts as not correct",
      'left out: no verdict could be given; not counted in n',
    ]);
  });

  it('prints stages side by side with intervals, and the tests below', () => {
    const answers = [
      ...stageAnswers('base', () => false),
      ...stageAnswers('sft', (id) => id < 20),
      ...stageAnswers('grpo', (id) => id < 32),
    ];
    const table = stageTable(resultsOf(answers, facts));
    expect(table.split('\n')).toEqual([
      'accuracy %        n    base                sft                 grpo',
      '─'.repeat(80),
      'bench-table      40     0.0 [0.0, 8.8]    50.0 [35.2, 64.8]    80.0 [65.2, 89.5]',
      '─'.repeat(80),
      'total            40     0.0 [0.0, 8.8]    50.0 [35.2, 64.8]    80.0 [65.2, 89.5]',
      'format valid %        100.0              100.0                100.0',
      '',
      'sft over base   +50.0 points   p < 0.001   (McNemar, same questions)',
      'grpo over sft   +30.0 points   p < 0.001   (McNemar, same questions)',
    ]);
  });
});
