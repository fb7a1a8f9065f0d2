/**
 * What the noisy teacher does badly, kind by kind. Weak kinds leave few traces that pass the checks, so a student
 * tuned on them stays weak there and reinforcement learning has something to learn, as in the paper, whose RL set
 * holds what the teacher got wrong.
 */

import {
  falseCue,
  firstClause,
  noCue,
  noNegation,
  noNot,
  nothingMissing,
  wrongBound,
  wrongColumn,
  wrongLetters,
  wrongRow,
  wrongSide,
  wrongTurn,
  type Misreading,
} from './misread.ts';

export interface Weakness {
  /** Share of questions misread, the same way in every sample. */
  misread: number;
  misreadings: readonly Misreading[];
  /** Share of samples with an arithmetic slip or a flipped sign. */
  slip: number;
}

const cells = [wrongRow, wrongColumn];

/** By benchmark, then kind. */
export const weaknesses: Readonly<Record<string, Readonly<Record<string, Weakness>>>> = {
  'finsim-finqa': {
    change: { misread: 0.08, misreadings: cells, slip: 0.12 },
    sum: { misread: 0.06, misreadings: cells, slip: 0.06 },
    difference: { misread: 0.08, misreadings: cells, slip: 0.17 },
    growth: { misread: 0.35, misreadings: cells, slip: 0.4 },
    share: { misread: 0.25, misreadings: cells, slip: 0.35 },
  },
  'finsim-convfinqa': {
    'follow-change': { misread: 0.05, misreadings: [wrongTurn], slip: 0.1 },
    'follow-row': { misread: 0.35, misreadings: cells, slip: 0.12 },
    'follow-growth': { misread: 0.35, misreadings: [wrongTurn], slip: 0.35 },
    'follow-sum': { misread: 0.15, misreadings: [wrongTurn], slip: 0.1 },
  },
  'finsim-tfns': {
    plain: { misread: 0.08, misreadings: [noCue], slip: 0 },
    negated: { misread: 0.85, misreadings: [noNegation], slip: 0 },
    mixed: { misread: 0.7, misreadings: [firstClause], slip: 0 },
    neutral: { misread: 0.08, misreadings: [falseCue], slip: 0 },
  },
  'finsim-ant': {
    meaning: { misread: 0.15, misreadings: [wrongLetters], slip: 0 },
    term: { misread: 0.3, misreadings: [wrongLetters], slip: 0 },
  },
  'finsim-instruct': {
    'fell-row': { misread: 0.15, misreadings: cells, slip: 0 },
    larger: { misread: 0.1, misreadings: [wrongRow], slip: 0 },
    'rose-row': { misread: 0.25, misreadings: [wrongColumn], slip: 0 },
  },
  'finsim-compliance': {
    limit: { misread: 0.2, misreadings: [wrongBound], slip: 0 },
    wording: { misread: 0.3, misreadings: [noNot], slip: 0 },
    risk: { misread: 0.15, misreadings: [wrongSide], slip: 0 },
    disclosure: { misread: 0.6, misreadings: [nothingMissing], slip: 0 },
  },
};
