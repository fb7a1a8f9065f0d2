import { expect, it } from 'vitest';
import type { MarkedNumber } from './marked-number.ts';
import { piecesOf } from './pieces.ts';
import type { Piece } from './pieces.ts';

const text = 'Revenue 63.0 less 48.0 is 16.0, so it grew.';
const number = (part: string): MarkedNumber => ({
  ...{ start: text.indexOf(part), end: text.indexOf(part) + part.length, text: part },
  ...{ status: 'found', origin: null, abandoned: false },
});
const whole = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('text' in piece ? piece.text : whole(piece.pieces))).join('');

it('cuts a text at its numbers and loses nothing', () => {
  const pieces = piecesOf(text, [number('63.0'), number('48.0')]);
  expect(pieces.map(({ kind }) => kind)).toEqual(['text', 'number', 'text', 'number', 'text']);
  expect(pieces[3]).toEqual({ kind: 'number', text: '48.0', index: 1 });
  expect(whole(pieces)).toBe(text);
});

it('puts a wrong calculation around its numbers', () => {
  const wrong = { start: 8, end: 30, text: text.slice(8, 30), holds: false, computed: 15 };
  const pieces = piecesOf(text, [number('63.0'), number('48.0'), number('16.0')], [wrong]);
  expect(pieces.map(({ kind }) => kind)).toEqual(['text', 'wrong', 'text']);
  expect(pieces[1]).toMatchObject({ computed: 15, pieces: { length: 5 } });
  expect(whole(pieces)).toBe(text);
});

it('shows the text whole where marks overlap or lie outside', () => {
  const [a, b] = [number('63.0'), { ...number('63.0'), start: 9, end: 14 }];
  expect(whole(piecesOf(text, [a, b, { ...a, start: 40, end: 99 }]))).toBe(text);
});
