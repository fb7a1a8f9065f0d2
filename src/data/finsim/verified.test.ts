/** FinSim against what judges it: gold traces pass every check, and the checks tell them from the teacher's bad ones. */

import { describe, expect, it } from 'vitest';
import type { Question } from '../../core/question.ts';
import type { Trace } from '../../core/trace.ts';
import { checkFormat, groundTrace, scoreGeneration } from '../../verify/index.ts';
import { checkReasoning } from '../reasoning-check.ts';
import { finsimBenchmarks } from './families.ts';
import { finsimTeacher } from './noisy-teacher.ts';
import { finsimQuestions, goldTrace, solve } from './questions.ts';

function distil(question: Question): Trace {
  const trace = finsimTeacher.distil(question, 0, 1);
  if (trace === null) throw new Error(`no trace for ${question.id}`);
  return trace;
}

describe.each(finsimBenchmarks)('%s', (benchmark) => {
  it.each([1, 3] as const)('has gold traces that score correct at level %i', (difficulty) => {
    for (const question of finsimQuestions({ benchmark, split: 'test', count: 300, seed: 21, difficulty })) {
      const text = goldTrace(question);
      expect(checkFormat(text)).toMatchObject({ valid: true, answer: solve(question).answer });
      const { outcome } = scoreGeneration({ text, finishReason: 'stop' }, question.reference);
      expect({ text, verdict: outcome.verdict, reason: outcome.reason }).toMatchObject({
        verdict: 'correct',
      });
    }
  });

  it.each([1, 3] as const)('has gold reasoning that meets all seven criteria at level %i', (difficulty) => {
    for (const question of finsimQuestions({ benchmark, split: 'test', count: 120, seed: 23, difficulty })) {
      const { steps, answer } = solve(question);
      const trace = { ...distil(question), text: goldTrace(question), reasoning: steps.join('\n'), answer };
      const unmet = checkReasoning(question, trace).criteria.filter((criterion) => !criterion.passed);
      expect({ text: trace.text, unmet }).toMatchObject({ unmet: [] });
      expect(groundTrace(trace.reasoning, question).supported).toBe(1);
    }
  });

  it('has wrong answers that score wrong, and cut-off traces that score truncated', () => {
    for (const question of finsimQuestions({ benchmark, split: 'train', count: 300, seed: 22 })) {
      const trace = distil(question);
      const { outcome, format } = scoreGeneration(trace, question.reference);
      const expected =
        trace.finishReason === 'length'
          ? 'truncated'
          : trace.answer === solve(question).answer
            ? 'correct'
            : 'wrong';
      expect({ text: trace.text, verdict: outcome.verdict }).toMatchObject({ verdict: expected });
      expect(format).toMatchObject({ reasoning: trace.reasoning, answer: trace.answer });
    }
  });
});

it('leaves 60–67 % of the teacher’s traces after both checks, and drops nearly all that were spoilt', () => {
  const traces = finsimBenchmarks
    .flatMap((benchmark) => finsimQuestions({ benchmark, split: 'train', count: 200, seed: 24 }))
    .map((question) => ({ question, trace: distil(question) }))
    .map(({ question, trace }) => ({
      correct: scoreGeneration(trace, question.reference).outcome.verdict === 'correct',
      reasoned: checkReasoning(question, trace).passed,
      spoilt: trace.text !== goldTrace(question),
    }));
  const kept = traces.filter(({ correct, reasoned }) => correct && reasoned);
  expect(kept.length / traces.length).toBeGreaterThan(0.6);
  expect(kept.length / traces.length).toBeLessThan(0.67);
  const spoilt = traces.filter((trace) => trace.correct && trace.spoilt);
  expect(spoilt.length).toBeGreaterThan(40);
  expect(spoilt.filter((trace) => trace.reasoned).length / spoilt.length).toBeLessThan(0.1);
});
