import { expect, it } from 'vitest';
import type { Passage } from './passages.ts';
import { isSame, lookOf, passagesIn, piecesOf } from './passages.ts';
import type { Manipulation, Verdict } from './shapes.ts';

const text = 'We guarantee 9 % a year.';
const verdict = (rule: string, decision: Verdict['decision'], start: number, end: number): Verdict => ({
  ...({ rule: { id: rule } } as Pick<Verdict, 'rule'>),
  ...{ decision, quotes: [{ text: text.slice(start, end), start, end }] },
  ...{ reason: '', by: { kind: 'retrieval' }, suggestion: null, notes: [] },
});
const hidden: Manipulation = {
  ...{ kind: 'hidden text', plain: null },
  quote: { text: 'year', start: 19, end: 23 },
};

it('takes the passages of verdicts and manipulations that stand in the text', () => {
  const moved = verdict('c', 'breach', 3, 12);
  moved.quotes = [{ text: 'guarantee', start: 4, end: 13 }];
  const found = passagesIn(text, [verdict('a', 'breach', 3, 12), moved], [hidden]);
  expect(found).toEqual([
    { of: { kind: 'rule', rule: 'a' }, start: 3, end: 12, decision: 'breach' },
    { of: { kind: 'manipulation', index: 0 }, start: 19, end: 23, decision: null },
  ]);
});

it('makes one passage of quotes of a verdict that overlap', () => {
  const quoted = (start: number, end: number) => ({ text: text.slice(start, end), start, end });
  const one = { ...verdict('a', 'breach', 13, 16), quotes: [quoted(13, 16), quoted(3, 12), quoted(0, 5)] };
  const of = { kind: 'rule', rule: 'a' };
  const decision = 'breach';
  expect(passagesIn(text, [one], [])).toEqual([
    { of, start: 0, end: 12, decision },
    { of, start: 13, end: 16, decision },
  ]);
});

it('cuts the text where passages begin and end, and keeps all of it', () => {
  const passages = passagesIn(
    text,
    [verdict('long', 'needs review', 3, 23), verdict('short', 'breach', 13, 16)],
    [hidden],
  );
  const pieces = piecesOf(text, passages);
  expect(pieces.map((piece) => piece.text)).toEqual(['We ', 'guarantee ', '9 %', ' a ', 'year', '.']);
  const owners = (passage: Passage): string => (passage.of.kind === 'rule' ? passage.of.rule : 'm');
  expect(pieces.map((piece) => piece.passages.map(owners))).toEqual([
    ...[[], ['long'], ['short', 'long'], ['long'], ['m', 'long'], []],
  ]);
  expect(pieces.slice(1, 5).map(lookOf)).toEqual([
    ...['needs review', 'breach', 'needs review', 'needs review'],
  ]);
});

it('gives a text without passages in one piece', () => {
  expect(piecesOf(text, [])).toEqual([{ text, start: 0, passages: [] }]);
  expect(piecesOf('', [])).toEqual([]);
});

it('tells what is the same', () => {
  expect(isSame({ kind: 'rule', rule: 'a' }, { kind: 'rule', rule: 'a' })).toBe(true);
  expect(isSame({ kind: 'manipulation', index: 1 }, { kind: 'manipulation', index: 0 })).toBe(false);
  expect(isSame(null, { kind: 'manipulation', index: 0 })).toBe(false);
});
