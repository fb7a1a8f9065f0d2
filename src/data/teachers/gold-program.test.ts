import { describe, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import { findClaims } from '../../verify/index.ts';
import { checkAnswer } from '../answer-check.ts';
import { checkReasoning } from '../reasoning-check.ts';
import { growthQuestion, postQuestion } from '../test-questions.ts';
import { goldProgramTeacher } from './gold-program.ts';

function taught(changes: Partial<Question> & { value?: number | boolean }) {
  const { value, ...rest } = changes;
  const reference: Question['reference'] =
    typeof value === 'boolean'
      ? { kind: 'boolean', value }
      : { kind: 'number', value: value ?? 0.01639, unit: 'decimal', tolerance: 0 };
  const question: Question = { ...growthQuestion, reference, ...rest };
  const trace = goldProgramTeacher.distil(question, 0, 1);
  if (trace === null) throw new Error('no trace');
  expect(checkAnswer(question, trace).verdict).toBe('correct');
  expect(findClaims(trace.reasoning).filter((claim) => !claim.holds)).toEqual([]);
  return { trace, lines: trace.reasoning.split('\n'), check: checkReasoning(question, trace) };
}

describe('goldProgramTeacher', () => {
  it('says where each operand stands, calculates, and answers in the form asked for', () => {
    const { trace, lines, check } = taught({});
    expect(lines).toEqual([
      'Asked: what was the percentage growth of net sales from 2019 to 2020?',
      'The table gives $ 5829 in row "net sales", column "2020".',
      'The table gives $ 5735 in row "net sales", column "2019".',
      'Difference: 5829 - 5735 = 94',
      'Quotient: 94 / 5735 = 0.0163906',
      'As a percentage: 0.0163906 * 100 = 1.63906',
      'So the answer is 1.64%.',
    ]);
    expect(trace.text).toBe(`<think>\n${lines.join('\n')}\n</think>\n<answer>\n1.64%\n</answer>`);
    expect(trace.model).toBe('teacher:gold-program');
    expect(check.passed).toBe(true);
  });

  it('says so where an operand stands nowhere, and the reasoning check holds it against the trace', () => {
    const { lines, check } = taught({
      question: 'what was the increase?',
      program: 'subtract(5829, 4444)',
      value: 1385,
    });
    expect(lines).toContain('The number 4444 is printed neither in the table nor in the text.');
    const missed = check.criteria.filter((criterion) => !criterion.passed);
    expect(missed).toMatchObject([
      { name: 'logical consistency', reason: expect.stringContaining('4444') as string },
    ]);
  });

  it('names the count of an average, row operations, percentages and negative numbers', () => {
    const average = taught({
      question: 'what was the average of net sales?',
      program: 'add(5829, 5735), divide(#0, const_2)',
      value: 5782,
    });
    expect(average.lines).toContain('There are 2 values to average.');
    const row = taught({
      question: 'average settlements?',
      program: 'table_average(settlements, none)',
      value: -15.5,
    });
    expect(row.lines).toContain('The row "settlements" holds -2 ( 2 ), -29 ( 29 ).');
    expect(row.lines).toContain('Average of the row: ((-2) + (-29)) / 2 = -15.5');
    const percent = taught({
      question: 'what is that in millions?',
      program: 'multiply(8.5%, 5829)',
      value: 495.465,
    });
    expect(percent.lines[1]).toBe(
      'The table gives 8.5% ( 8.5 % ) in row "operating margin", column "2020", that is 0.085.',
    );
    expect(percent.check.passed).toBe(true);
  });

  it('reads a value off, from an earlier turn too, and compares', () => {
    const history = [{ question: 'what was the sum?', answer: '81.5' }];
    const read = taught({ history, question: 'what was that sum again?', program: '81.5', value: 81.5 });
    expect(read.lines[1]).toBe('The earlier question "what was the sum?" had the answer 81.5.');
    expect(read.check.passed).toBe(true);
    const greater = taught({ question: 'did net sales fall?', program: 'greater(5735, 5829)', value: false });
    expect(greater.lines).toContain('Comparison: 5735 is not greater than 5829.');
    expect(greater.trace.answer).toBe('no');
    expect(greater.check.passed).toBe(true);
  });

  it('cannot answer without a program or without gold', () => {
    expect(goldProgramTeacher.distil(postQuestion, 0, 1)).toBeNull();
    expect(goldProgramTeacher.distil({ ...growthQuestion, reference: null }, 0, 1)).toBeNull();
  });
});
