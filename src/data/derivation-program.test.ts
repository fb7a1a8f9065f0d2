import { describe, expect, it } from 'vitest';

import { derivationProgram } from './derivation-program.ts';
import { parseProgram } from './program-parse.ts';
import { executeProgram } from './program.ts';

describe('derivationProgram', () => {
  it.each([
    ['(44.1-56.7)/56.7', 'subtract(44.1, 56.7), divide(#0, 56.7)', -0.22222],
    ['2,664 - 1,003,025 ', 'subtract(2664, 1003025)', -1000361],
    ['(166 + 178)/2', 'add(166, 178), divide(#0, const_2)', 172],
    ['(19+11+18)/3', 'add(19, 11), add(#0, 18), divide(#1, const_3)', 16],
    ['(30 - 10)/2', 'subtract(30, 10), divide(#0, 2)', 10],
    ['[(-2,088) + (-1,074)]/2', 'add(-2088, -1074), divide(#0, const_2)', -1581],
    ['34% + 11%', 'add(34%, 11%)', 0.45],
    ['126 / 67 - 1', 'divide(126, 67), subtract(#0, 1)', 0.8806],
    ['$2.2 ÷ 15%', 'divide(2.2, 15%)', 14.66667],
  ])('%s', (derivation, program, value) => {
    expect(derivationProgram(derivation)).toBe(program);
    expect(executeProgram(parseProgram(program), [])).toBe(value);
  });

  it.each(['', '  ', '60.3 million + 32,137 thousand', '4##5', '1 +', '(1 + 2', 'Impairment charges'])(
    'gives nothing for %j',
    (derivation) => {
      expect(derivationProgram(derivation)).toBeNull();
    },
  );
});
