/** What is told where a calmer portfolio than the proposed one reaches an essential goal more often. */

import type { Goal } from '../profile/profile.ts';
import type { NewFinding } from './finding.ts';
import { toldText } from './goal-rules.ts';

export interface CalmerChance {
  goal: Goal;
  /** Shares of simulated courses that pay the goal in full: with the calmer portfolio, and with the proposed one. */
  probability: number;
  proposed: number;
}

export function calmerFindings(chances: readonly CalmerChance[]): NewFinding[] {
  return chances.map(({ goal: { id, name }, probability, proposed }) => ({
    ...{ id: 'calmer-reaches', decision: 'caution', answer: 'goals' },
    ...{ value: toldText(probability), limit: toldText(proposed) },
    figure: `goal.${id}.calmer.probability`,
    // Without numbers: a model that repeats them would need a figure for each.
    text: {
      en: `The essential goal ${name.en} is reached more often with the calmer portfolio of a lower risk level: compare the two before a decision.`,
      zh: `必要目标“${name.zh}”在较低风险等级的较平稳组合下更常实现：决定前请比较两者。`,
    },
  }));
}
