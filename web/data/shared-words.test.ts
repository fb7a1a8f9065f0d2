import { expect, it } from 'vitest';
import { sharedWords } from './shared-words.ts';
import type { WordPiece } from './shared-words.ts';

const marked = (pieces: readonly WordPiece[]): string =>
  pieces.map(({ text, isShared }) => (isShared ? `[${text}]` : text)).join('');

it('marks what both texts have, whatever the case', () => {
  const [a, b] = sharedWords('What was the net income in 2019?', 'what was Apple’s net income in 2020?');
  expect(marked(a)).toBe('[What was] the [net income in] 2019[?]');
  expect(marked(b)).toBe('[what was] Apple’s [net income in] 2020[?]');
});

it('compares Chinese by characters, and numbers as wholes', () => {
  const [a, b] = sharedWords('净利润为1,234万元', '净利率为1,235万元');
  expect(marked(a)).toBe('[净利]润[为]1,234[万元]');
  expect(marked(b)).toBe('[净利]率[为]1,235[万元]');
});

it('loses nothing of either text, and finds nothing in common where nothing is', () => {
  const [a, b] = sharedWords('  one\n two ', '三');
  expect(marked(a)).toBe('  one\n two ');
  expect(marked(b)).toBe('三');
  expect(sharedWords('', 'x')).toEqual([[], [{ text: 'x', isShared: false }]]);
});
