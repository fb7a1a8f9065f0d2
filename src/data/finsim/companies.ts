/**
 * Fictional companies: 16 × 16 pairs of two-letter syllables, dealt to the splits so that no company is in two of
 * them, while every syllable is in all of them (a name of the test split is new, its tokens are not).
 */

import type { Split } from '../../core/question.ts';

const starts = [
  'Ba',
  'Ce',
  'Di',
  'Fo',
  'Gu',
  'Ha',
  'Je',
  'Ki',
  'Lo',
  'Mu',
  'Ne',
  'Pe',
  'Ri',
  'So',
  'Tu',
  'Ve',
];
const ends = ['bo', 'da', 'fu', 'go', 'ka', 'li', 'mo', 'nu', 'po', 'ra', 'si', 'to', 'va', 'xo', 'yu', 'zi'];

/** 10/16 train, 2/16 dev, 4/16 test. */
function splitOfPair(start: number, end: number): Split {
  const share = (start + 5 * end) % 16;
  return share < 10 ? 'train' : share < 12 ? 'dev' : 'test';
}

function dealCompanies(): Record<Split, string[]> {
  const dealt: Record<Split, string[]> = { train: [], dev: [], test: [] };
  starts.forEach((start, i) => ends.forEach((end, j) => dealt[splitOfPair(i, j)].push(start + end)));
  return dealt;
}

/** All companies of each split: 160 train, 32 dev, 64 test. */
export const companies: Readonly<Record<Split, readonly string[]>> = dealCompanies();
