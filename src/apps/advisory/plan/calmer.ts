/** Essential goals that a calmer portfolio, that of a lower level, reaches more often than the proposed one, by the same simulation. */

import type { Figure } from '../figure.ts';
import { NOTHING } from './allocate.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import type { Goal, Profile } from '../profile/profile.ts';
import type { Level } from '../profile/score.ts';
import type { GoalOutcome } from '../simulate/chance.ts';
import { outcomeIn } from '../simulate/simulate.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { toldChance } from '../suitability/goal-rules.ts';
import type { LevelPortfolio } from './level-portfolios.ts';

export interface CalmerWay {
  goal: Goal;
  level: Level;
  allocation: Allocation;
  /** Of the goal, with this portfolio. */
  outcome: GoalOutcome;
  /** Share of simulated courses that pay the goal, with this portfolio and with the proposed one. */
  probability: number;
  proposed: number;
}

/** Of the normal distribution: a difference within this many of its standard errors may be the simulation's. */
const SURE = 1.96;
/** That tell whether a portfolio is worth all paths; a slider waits for them. */
const FEW_PATHS = 1000;

/**
 * For each essential goal the level that reaches it most often, where that is more often than `proposed` does beyond the error of the
 * simulation and as both are told. `simulated`: what becomes of a portfolio.
 */
export function calmerWays(
  profile: Profile,
  proposed: { allocation: Allocation; simulation: Simulation },
  portfolios: readonly LevelPortfolio[],
  simulated: (allocation: Allocation, paths: number) => Simulation,
): CalmerWay[] {
  const essential = profile.goals.filter(({ priority }) => priority === 'essential');
  const open = essential.filter(
    ({ id }) => toldChance(outcomeIn(proposed.simulation, id).probability).bound !== 'more than',
  );
  if (open.length === 0) return [];
  const calmer: { level: Level; allocation: Allocation; simulation: Simulation }[] = [];
  for (const { level, allocation } of portfolios) {
    if (allocation === null || allocation.volatility >= proposed.allocation.volatility) continue;
    if ([proposed, ...calmer].some((one) => isSame(one.allocation, allocation))) continue;
    const { paths } = proposed.simulation;
    const few = simulated(allocation, Math.min(paths, FEW_PATHS));
    const mayReach = ({ id }: Goal): boolean =>
      outcomeIn(few, id).interval[1] > outcomeIn(proposed.simulation, id).probability;
    if (!open.some(mayReach)) continue;
    calmer.push({ level, allocation, simulation: simulated(allocation, paths) });
  }
  return open.flatMap((goal): CalmerWay[] => {
    const own = outcomeIn(proposed.simulation, goal.id);
    const ways = calmer.map(({ level, allocation, simulation }): CalmerWay => {
      const outcome = outcomeIn(simulation, goal.id);
      const { probability } = outcome;
      return { goal, level, allocation, outcome, probability, proposed: own.probability };
    });
    const best = ways.reduce<CalmerWay | null>(
      (most, way) => (most === null || way.probability > most.probability ? way : most),
      null,
    );
    return best !== null && isMoreOften(best.outcome, own) ? [best] : [];
  });
}

/** `goal.ID.calmer.level`, `.probability`, `.return`, `.volatility`. */
export function calmerFigures(ways: readonly CalmerWay[]): Figure[] {
  return ways.flatMap(({ goal: { id, name }, level, allocation, probability }): Figure[] => {
    const of = (part: string): string => `goal.${id}.calmer.${part}`;
    const formula = `as of plan, at level goal.${id}.calmer.level`;
    return [
      {
        ...{ id: of('level'), value: level, unit: 'score' },
        label: {
          en: `lower risk level whose calmer portfolio reaches ${name.en} more often`,
          zh: `更常实现${name.zh}的较平稳组合的风险等级`,
        },
        formula: `level below profile.level with the highest share of simulated paths that pay ${id}`,
      },
      {
        ...{ id: of('probability'), ...toldChance(probability), unit: 'fraction' },
        label: {
          en: `probability of reaching ${name.en} with that calmer portfolio`,
          zh: `较平稳组合实现${name.zh}的概率`,
        },
        formula: `as goal.${id}.probability, at level goal.${id}.calmer.level`,
      },
      {
        ...{ id: of('return'), value: allocation.expectedReturn, unit: 'fraction' },
        label: {
          en: `expected return a year of that calmer portfolio (${name.en})`,
          zh: `该较平稳组合的预期年化收益率（${name.zh}）`,
        },
        formula,
      },
      {
        ...{ id: of('volatility'), value: allocation.volatility, unit: 'fraction' },
        label: {
          en: `volatility a year of that calmer portfolio (${name.en})`,
          zh: `该较平稳组合的年波动率（${name.zh}）`,
        },
        formula,
      },
    ];
  });
}

function isMoreOften(one: GoalOutcome, other: GoalOutcome): boolean {
  const error = Math.hypot(one.standardError, other.standardError);
  return (
    one.probability - other.probability > SURE * error &&
    toldChance(one.probability).value > toldChance(other.probability).value
  );
}

function isSame(one: Allocation, other: Allocation): boolean {
  return one.weights.every((weight, i) => Math.abs(weight - (other.weights[i] as number)) <= NOTHING);
}
