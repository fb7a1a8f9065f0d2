import { expect, it } from 'vitest';
import { countOf, wordFor } from './count-of.ts';

it('says one thing in the singular, none and many in the plural', () => {
  expect([0, 1, 2, 12_345].map((count) => countOf(count, 'question'))).toEqual([
    '0 questions',
    '1 question',
    '2 questions',
    '12,345 questions',
  ]);
  expect(countOf(1, 'reply', 'replies')).toBe('1 reply');
  expect(countOf(2, 'reply', 'replies')).toBe('2 replies');
  expect([1, 3].map((count) => wordFor(count, 'was', 'were'))).toEqual(['was', 'were']);
});
