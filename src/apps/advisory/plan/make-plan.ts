/** The numbers of a plan: estimates, portfolio, past, simulation, figures and charts. Same input, same numbers. */

import { backtest } from '../backtest/backtest.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import { frontier } from '../portfolio/frontier.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { Obstacle } from '../suitability/gate.ts';
import type { GoalChance } from '../suitability/goal-rules.ts';
import type { Product } from '../suitability/products.ts';
import type { Assumptions, Plan } from './advice.ts';
import { allocate, heldWeights, limitsFor } from './allocate.ts';
import { sensitivity } from '../sensitivity/sensitivity.ts';
import { sensitivityFigures } from '../sensitivity/sensitivity-figures.ts';
import { drawCharts } from './draw-charts.ts';
import type { Estimates } from './estimates.ts';
import { goalChances } from './goal-figures.ts';
import { outlookOf } from './goal-simulation.ts';
import { obstacleOf } from './obstacle.ts';
import { planFigures } from './plan-figures.ts';
import { uncertaintyOf } from './uncertainty.ts';

const FRONTIER_POINTS = 15;

/** `quick`: without what takes long, the intervals of the past and the sensitivity. */
export type Extent = 'all figures' | 'quick';

export interface PlanInput {
  profile: Profile;
  risk: RiskScore;
  /** That passed the gate and have prices, in the order of the estimates. */
  products: readonly Product[];
  estimates: Estimates;
  assumptions: Assumptions;
  extent: Extent;
}

export type MadePlan =
  | { plan: Plan; allocation: Allocation; pastDrawdown: number; goals: GoalChance[] }
  /** Why no portfolio keeps the limits. */
  | { obstacle: Obstacle };

export async function makePlan(input: PlanInput): Promise<MadePlan> {
  const { profile, risk, products, estimates, assumptions, extent } = input;
  const limits = limitsFor(profile, risk, products, assumptions.tradingCost);
  const allocation = await allocate(estimates, limits);
  if (allocation === null) return { obstacle: await obstacleOf(input) };
  const weights = heldWeights(allocation);
  const { means, covariance, market } = estimates;
  const past = await backtest({
    market,
    strategy: allocation.weights,
    rebalance: { kind: 'calendar', every: 'quarter' },
    benchmark: market.symbols.map(() => 1 / market.symbols.length),
    cost: assumptions.tradingCost,
    gainsTax: assumptions.gainsTax,
  });
  const { expectedReturn, volatility } = allocation;
  const uncertainty = uncertaintyOf(estimates, allocation.weights, { volatility, seed: assumptions.seed });
  const [low, high] = uncertainty.expectedReturn;
  const outlook = outlookOf(profile, estimates, allocation.weights, assumptions, [
    low - expectedReturn,
    high - expectedReturn,
  ]);
  const parts = { profile, allocation, weights, products, past, outlook, uncertainty, assumptions, extent };
  const problem = { means, covariance, constraints: limits.constraints };
  const shifted =
    extent === 'quick'
      ? []
      : await sensitivity({
          ...{
            ...problem,
            objective: allocation.objective,
            weights: allocation.weights,
            fee: assumptions.fee,
          },
        });
  const figures = [...planFigures(parts), ...sensitivityFigures(shifted)];
  const charts = drawCharts({
    ...{ profile, products, estimates, allocation, weights, past, simulation: outlook.central },
    frontier: await frontier(problem, FRONTIER_POINTS),
    volatilityLimit: limits.volatility,
  });
  const pastDrawdown = figures.find(({ id }) => id === 'backtest.drawdown')?.value ?? NaN;
  const goals = goalChances(profile, outlook.central);
  return { plan: { weights, figures, charts }, allocation, pastDrawdown, goals };
}
