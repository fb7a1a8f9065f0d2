/** FinSim against the room that judges it: gold traces are correct and well formed, and the scorer tells them from wrong ones. */

import { describe, expect, it } from 'vitest';
import { checkFormat, scoreGeneration } from '../../verify/index.ts';
import { finsimBenchmarks } from './families.ts';
import { finsimTeacher } from './noisy-teacher.ts';
import { finsimQuestions, goldTrace, solve } from './questions.ts';

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

  it('has wrong answers that score wrong, and cut-off traces that score truncated', () => {
    for (const question of finsimQuestions({ benchmark, split: 'train', count: 300, seed: 22 })) {
      const trace = finsimTeacher.distil(question, 0, 1);
      if (trace === null) throw new Error(`no trace for ${question.id}`);
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
