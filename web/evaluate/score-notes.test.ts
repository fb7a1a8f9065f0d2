import { expect, it } from 'vitest';
import type { Score } from '../../src/core/results.ts';
import { leftOutCount, noScoreOf, unaskedCount } from './score-notes.ts';

const score = (accuracy: number | null, verdicts?: Score['verdicts']): Score => ({
  ...{ n: 4, correct: 0, accuracy, low: 0, high: 1, formatValid: null, verdicts },
});

it('says why there is no accuracy', () => {
  expect(noScoreOf(score(0, { wrong: 4 }))).toBeNull();
  expect(noScoreOf(score(null))).toBe('unscored');
  expect(noScoreOf(score(null, { unscorable: 4 }))).toBe('unscored');
  expect(noScoreOf(score(null, { unasked: 4 }))).toBe('unasked');
  expect(noScoreOf(score(null, { unasked: 3, 'judge-error': 1 }))).toBe('both');
});

it('counts what was not asked apart from what was left out', () => {
  const mixed = score(0.5, { correct: 2, unasked: 2, unscorable: 3, 'judge-error': 1 });
  expect([unaskedCount(mixed), leftOutCount(mixed)]).toEqual([2, 4]);
});
