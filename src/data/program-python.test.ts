import { describe, expect, it } from 'vitest';

import { parseProgram } from './program-parse.ts';
import { programFromPython } from './program-python.ts';
import { executeProgram, ProgramError } from './program.ts';

describe('programFromPython', () => {
  it.each([
    ['ans = 60.94', '60.94', 60.94],
    ['x0 = 60.94 - 25.14; ans = x0 / 25.14', 'subtract(60.94, 25.14), divide(#0, 25.14)', 1.42403],
    ['ans = 3547 + -319', 'add(3547, -319)', 3228],
    ['ans = 13.4%', '13.4%', 0.134],
    [
      'x0 = 1 + 2 * 3; ans = (x0 - .5) ** 2',
      'multiply(2, 3), add(1, #0), subtract(#1, .5), exp(#2, 2)',
      42.25,
    ],
    ['x0 = 5 - 2; ans = -x0', 'subtract(5, 2), multiply(#0, const_m1)', -3],
    ['x0 = 8 / 2; x1 = 1 + 1; ans = x0', 'divide(8, 2), add(1, 1), #0', 4],
  ])('%s', (snippet, program, value) => {
    expect(programFromPython(snippet)).toBe(program);
    expect(executeProgram(parseProgram(program), [])).toBe(value);
  });

  it('turns both comparisons into greater', () => {
    expect(programFromPython('ans = 3 > 2')).toBe('greater(3, 2)');
    expect(programFromPython('ans = 3 < 2')).toBe('greater(2, 3)');
  });

  it.each([
    ['ans = __import__("os")', /cannot read/],
    ['ans = open', /"open" has no value yet/],
    ['ans = f(2)', /"f" has no value yet/],
    ['x0 = 1', /no "ans"/],
    ['ans = 1 +', /ends too early/],
    ['ans = (1', /not closed/],
    ['ans == 1', /not an assignment/],
    ['ans = 1 2', /"2" was not expected/],
  ])('never runs %s', (snippet, message) => {
    expect(() => programFromPython(snippet)).toThrow(ProgramError);
    expect(() => programFromPython(snippet)).toThrow(message);
  });
});
