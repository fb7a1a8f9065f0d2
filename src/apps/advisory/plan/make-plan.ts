/** The numbers of a plan: estimates, portfolio, past, simulation, figures and charts. Same input, same numbers. */

import { backtest } from '../backtest/backtest.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import { frontier } from '../portfolio/frontier.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { Product } from '../suitability/products.ts';
import type { Assumptions, Plan } from './advice.ts';
import { allocate, heldWeights, limitsFor } from './allocate.ts';
import { sensitivity } from '../sensitivity/sensitivity.ts';
import { sensitivityFigures } from '../sensitivity/sensitivity-figures.ts';
import { drawCharts } from './draw-charts.ts';
import type { Estimates } from './estimates.ts';
import { simulateGoals } from './goal-simulation.ts';
import { planFigures } from './plan-figures.ts';

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
  | { plan: Plan; allocation: Allocation; pastDrawdown: number }
  /** No portfolio keeps the limits; why. */
  | { infeasible: string };

export async function makePlan(input: PlanInput): Promise<MadePlan> {
  const { profile, risk, products, estimates, assumptions, extent } = input;
  const limits = limitsFor(profile, risk, products, assumptions.tradingCost);
  const allocation = await allocate(estimates, limits);
  if ('infeasible' in allocation) return allocation;
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
  const simulation = simulateGoals(profile, estimates, allocation.weights, assumptions);
  const parts = { profile, allocation, weights, products, past, simulation, assumptions, extent };
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
    ...{ profile, products, estimates, allocation, weights, past, simulation },
    frontier: await frontier(problem, FRONTIER_POINTS),
    volatilityLimit: limits.volatility,
  });
  const pastDrawdown = figures.find(({ id }) => id === 'backtest.drawdown')?.value ?? NaN;
  return { plan: { weights, figures, charts }, allocation, pastDrawdown };
}
