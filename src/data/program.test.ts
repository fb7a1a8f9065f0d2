import { describe, expect, it } from 'vitest';

import { parseProgram } from './program-parse.ts';
import { executeProgram, ProgramError } from './program.ts';
import { growthQuestion } from './test-questions.ts';

const run = (text: string) => executeProgram(parseProgram(text), growthQuestion.tables);

describe('FinQA programs', () => {
  it.each([
    ['subtract(5829, 5735), divide(#0, 5735)', 0.01639],
    ['add(29, 4), add(8, 2), divide(29, #0), divide(8, #1), subtract(#2, #3)', 0.07879],
    ['multiply(62%, const_1000)', 620],
    ['multiply(3, const_m1)', -3],
    ['exp(const_2, 10)', 1024],
    ['60.94', 60.94],
    ['add(.455, -.05)', 0.405],
    ['table_average(net sales, none)', 5782],
    ['table_max(operating margin, none)', 0.085],
    ['table_min(settlements, none), table_sum(settlements, none), subtract(#0, #1)', 2],
  ])('%s = %d', (text, value) => {
    expect(run(text)).toBe(value);
  });

  it('compares to yes or no', () => {
    expect(run('greater(5829, 5735)')).toBe(true);
    expect(run('subtract(1, 2), greater(#0, const_1)')).toBe(false);
  });

  it('reads row names that hold commas and parentheses', () => {
    const tables = [
      {
        id: 't',
        rows: [
          ['', 'a'],
          ['net sales, other ( note 2 )', '7'],
        ],
      },
    ];
    const steps = parseProgram('table_max(net sales, other ( note 2 ), none), add(#0, 1)');
    expect(executeProgram(steps, tables)).toBe(8);
  });

  it.each([
    ['root(4, 2)', /unknown operation "root"/],
    ['add(4)', /two arguments/],
    ['add(4, x)', /"x" is no number/],
    ['add(#1, 2), add(1, 2)', /comes later/],
    ['divide(4, 0)', /division of 4 by zero/],
    ['table_max(no such row, none)', /no table row is called "no such row"/],
    ['greater(1, 2), add(#0, 1)', /not a number/],
  ])('refuses %s', (text, message) => {
    expect(() => run(text)).toThrow(ProgramError);
    expect(() => run(text)).toThrow(message);
  });
});
