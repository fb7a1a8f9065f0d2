import { expect, it } from 'vitest';
import { askedOf } from './asked.ts';

it('tells questions of the same words apart by what they are about', () => {
  expect(askedOf({ question: 'sentiment?', texts: [{ text: 'Shares fall.' }], tables: [] })).toBe(
    'sentiment? · Shares fall.',
  );
  expect(askedOf({ question: 'change in cash?', texts: [], tables: [{ caption: 'Guzi' }] })).toBe(
    'change in cash? · Guzi',
  );
  expect(askedOf({ question: 'change in cash?', texts: [], tables: [{}] })).toBe('change in cash?');
  const long = 'By how much did the revenue of 2022 change?';
  expect(askedOf({ question: long, texts: [{ text: 'Revenue rose.' }] })).toBe(long);
});
