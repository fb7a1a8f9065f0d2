import { expect, it } from 'vitest';

import { carryOutFraction } from './latex-fraction.ts';
import { scoreAnswer } from './score.ts';

it.each<[string, number, 'decimal' | 'percent', string]>([
  ['\\boxed{\\frac{89}{4}}', 22.25, 'decimal', 'correct'],
  ['The answer is \\boxed{\\dfrac{1}{3}}.', 0.33333, 'decimal', 'correct'],
  ['$-\\frac{3}{8}$', -0.375, 'decimal', 'correct'],
  ['\\frac{-3}{8}', -0.375, 'decimal', 'correct'],
  ['\\frac{1,200}{4}', 300, 'decimal', 'correct'],
  ['\\boxed{\\frac{50}{4}\\%}', 12.5, 'percent', 'correct'],
  ['\\boxed{\\frac{50}{4}\\%}', 0.125, 'decimal', 'correct'],
  ['\\boxed{\\frac{1}{3}}', 0.25, 'decimal', 'wrong'],
  ['\\boxed{\\frac{1}{3}}', -0.33333, 'decimal', 'wrong'],
  ['\\boxed{\\frac{1}{0}}', 1, 'decimal', 'unparseable'],
])('%s against %d', (answer, value, unit, verdict) => {
  expect(scoreAnswer(answer, { kind: 'number', value, unit, tolerance: 0 }).verdict).toBe(verdict);
});

it('leaves everything else alone', () => {
  for (const text of ['3/4', '22.25', '\\boxed{5}', '\\frac{a}{b}', ''])
    expect(carryOutFraction(text)).toBe(text);
});
