import { expect, it, vi } from 'vitest';
import type { Score } from '../../src/core/results.ts';
import { measureText } from './measures.ts';
import type { MeasureKey } from './measures.ts';

// Numbers are written in the language that the browser keeps.
vi.hoisted(() => {
  const storage = { getItem: () => 'en', setItem: () => undefined };
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('sessionStorage', storage);
});

const score: Score = {
  ...{ n: 500, correct: 463, accuracy: 0.926, low: 0.9, high: 0.946, formatValid: 0.96 },
  clustered: { low: 0.8939, high: 0.9544 },
  macroF1: 0.8722,
  passAtK: { k: 4, value: 0.97 },
  majority: { label: 'D', accuracy: 0.268 },
  groups: { accuracy: 0.5 },
  checked: 1625,
  faithful: 0.9975,
  faithfulInterval: { low: 0.9937, high: 0.999 },
  supported: 0.9,
};

it.each<[MeasureKey, string | null]>([
  ['clustered', '[89.4, 95.4]'],
  ['macroF1', '87.2 %'],
  ['passAtK', '97.0 % (k = 4)'],
  ['majority', '26.8 % (D)'],
  ['groups', '50.0 %'],
  ['checked', '1,625'],
  ['faithful', '99.8 % [99.4, 99.9]'],
  ['supported', '90.0 %'],
  ['formatValid', '96.0 %'],
  ['majorityVote', null],
])('%s is told as %s', (key, text) => {
  expect(measureText(score, key)).toBe(text);
});
