import { expect, test } from 'vitest';
import { partEnds, partOf, partsOf } from './segments.ts';
import type { Scope } from './segments.ts';

function parts(text: string, scope: Scope): string[] {
  const ends = partEnds(text, scope);
  return ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end).trim());
}

test.each([
  [
    'Mr. Roe paid 1.5% in the U.S. market. Why? He knew!',
    ['Mr. Roe paid 1.5% in the U.S. market.', 'Why?', 'He knew!'],
  ],
  ['one\ntwo', ['one', 'two']],
  ['He said "yes." Then he left.', ['He said "yes."', 'Then he left.']],
  ['保本吗？不保本。真的!好', ['保本吗？', '不保本。', '真的!', '好']],
])('sentences of %s', (text, expected) => expect(parts(text, 'sentence')).toEqual(expected));

test.each([
  ['we gain 1,000 a day, or 2; but not now', ['we gain 1,000 a day,', 'or 2;', 'but not now']],
  ['it rose although rates rose', ['it rose', 'although rates rose']],
  ['保本，保息:真的', ['保本，', '保息:', '真的']],
])('clauses of %s', (text, expected) => expect(parts(text, 'clause')).toEqual(expected));

test('paragraphs, and the whole text', () => {
  expect(parts('a b\nc\n\nd', 'paragraph')).toEqual(['a b\nc', 'd']);
  expect(parts('a b\nc\n\nd', 'text')).toEqual(['a b\nc\n\nd']);
});

test('the part of a passage; none where it stands across two', () => {
  expect([partOf([3, 7], 0, 3), partOf([3, 7], 3, 5), partOf([3, 7], 2, 4)]).toEqual([0, 1, -1]);
});

test('a sentence belongs to the passage with the one before and to that with the one after', () => {
  const ends = partEnds('一。二。三。', 'passage');
  expect(ends).toEqual([2, 4, 6]);
  expect([
    partsOf('passage', ends, 0, 1),
    partsOf('passage', ends, 2, 3),
    partsOf('passage', ends, 4, 5),
  ]).toEqual([[0, 1], [1, 2], [2]]);
  expect(partsOf('sentence', ends, 2, 3)).toEqual([1]);
});
