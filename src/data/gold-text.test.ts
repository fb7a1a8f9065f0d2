import { describe, expect, it } from 'vitest';

import { goldText, plainNumber } from './gold-text.ts';
import { growthQuestion } from './test-questions.ts';

function shown(question: string, program: string, value: number, unit: 'decimal' | 'percent' = 'decimal') {
  const reference = { kind: 'number', value, unit, tolerance: 0 } as const;
  return goldText({ question, program, tables: growthQuestion.tables, reference });
}

describe('goldText', () => {
  it('prints a ratio that is asked as a percentage with its sign', () => {
    expect(goldText(growthQuestion)).toBe('1.64%');
    expect(shown('what was the percent change?', 'subtract(2, 3), divide(#0, 3)', -0.33333)).toBe('-33.33%');
  });

  it('keeps amounts and plain ratios as they are', () => {
    expect(shown('percent of what? the average', 'add(1, 2), divide(#0, const_2)', 1.5)).toBe('1.5');
    expect(shown('what is the ratio of a to b?', 'divide(38, 188)', 0.20213)).toBe('0.202');
    expect(shown('what was the growth in millions?', 'subtract(5829, 5735)', 94)).toBe('94');
  });

  it('marks values that are in percent units already', () => {
    expect(shown('what percent?', 'divide(60, 243), multiply(#0, const_100)', 24.69136, 'percent')).toBe(
      '24.69%',
    );
  });

  it('takes a row of percentages for a ratio', () => {
    expect(shown('what was the highest margin?', 'table_max(operating margin, none)', 0.085)).toBe('8.5%');
  });
});

describe('plainNumber', () => {
  it.each([
    [36003776400000, '36003776400000'],
    [0.00000012, '0.00000012'],
    [-0.5, '-0.5'],
    [1e21, '1000000000000000000000'],
    [120, '120'],
  ])('%d', (value, text) => {
    expect(plainNumber(value)).toBe(text);
  });
});
