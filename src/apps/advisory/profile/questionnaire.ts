/**
 * The questions on risk tolerance, as data. Thirteen items in the three dimensions that Grable & Lytton found (Financial risk tolerance
 * revisited: the development of a risk assessment instrument, Financial Services Review 8(3), 1999, pp. 163–181): investment risk,
 * comfort and experience, speculative risk; points from 13 to 47 as there. The questions are our own: neither their wording nor their
 * validation carries over (docs/advisory.md).
 */

import { speculativeItems } from './items-speculative.ts';
import { comfortItems } from './items-comfort.ts';
import { investmentItems } from './items-investment.ts';
import type { Wording } from '../wording.ts';

export type Dimension = 'investment' | 'comfort' | 'speculative';

export interface Choice {
  id: string;
  points: number;
  text: Wording;
}

export interface Item {
  id: string;
  dimension: Dimension;
  text: Wording;
  /** From the most careful to the most daring; points from 1. */
  choices: readonly Choice[];
}

export const toleranceItems: readonly Item[] = [...investmentItems, ...comfortItems, ...speculativeItems];

/** Highest total that each level but the last takes in, as published for the scale: low, below average, average, above average. */
export const toleranceBands = [18, 22, 28, 32] as const;
