/** The numbers of a plan: estimates, portfolio, past, simulation, figures and charts. Same input, same numbers. */

import { backtest } from '../backtest/backtest.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import { frontier } from '../portfolio/frontier.ts';
import { sum } from '../portfolio/linear.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { Obstacle } from '../suitability/gate.ts';
import type { GoalChance } from '../suitability/goal-rules.ts';
import type { Product } from '../suitability/products.ts';
import type { Assumptions, Plan } from './advice.ts';
import { heldWeights } from './allocate.ts';
import { calmerFigures, calmerWays } from './calmer.ts';
import type { CalmerWay } from './calmer.ts';
import { sensitivity } from '../sensitivity/sensitivity.ts';
import { sensitivityFigures } from '../sensitivity/sensitivity-figures.ts';
import { drawCharts } from './draw-charts.ts';
import type { Estimates } from './estimates.ts';
import { goalChances } from './goal-figures.ts';
import { outlookOf, simulationOf } from './goal-simulation.ts';
import { bestOf, levelPortfolios } from './level-portfolios.ts';
import { obstacleOf } from './obstacle.ts';
import type { Offer } from './offers.ts';
import { planFigures } from './plan-figures.ts';
import { uncertaintyOf } from './uncertainty.ts';

const FRONTIER_POINTS = 15;

/** `quick`: without what takes long, the intervals of the past and the sensitivity. */
export type Extent = 'all figures' | 'quick';

export interface PlanInput {
  profile: Profile;
  risk: RiskScore;
  /** What the client's level permits. */
  products: readonly Product[];
  /** The same, and that of each lower level behind it. */
  offers: readonly Offer[];
  /** Of what the client's level permits, as estimated among all. */
  estimates: Estimates;
  assumptions: Assumptions;
  extent: Extent;
}

export type MadePlan =
  | {
      plan: Plan;
      allocation: Allocation;
      pastDrawdown: number;
      goals: GoalChance[];
      calmer: CalmerWay[];
    }
  /** Why no portfolio keeps the limits. */
  | { obstacle: Obstacle };

export async function makePlan(input: PlanInput): Promise<MadePlan> {
  const { profile, risk, products, offers, estimates, assumptions, extent } = input;
  const { tradingCost } = assumptions;
  const portfolios = await levelPortfolios({ profile, risk, offers, estimates, tradingCost });
  const { limits } = portfolios[0] as (typeof portfolios)[number];
  const allocation = bestOf(portfolios);
  if (allocation === null) return { obstacle: await obstacleOf(input) };
  const weights = heldWeights(allocation);
  const { means, covariance, market } = estimates;
  const past = await backtest({
    market,
    strategy: allocation.weights,
    rebalance: { kind: 'calendar', every: 'quarter' },
    benchmark: equalWeights(estimates),
    cost: tradingCost,
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
  const calmer = calmerWays(
    profile,
    { allocation, simulation: outlook.central },
    portfolios,
    ({ weights: of }, paths) => simulationOf(profile, estimates, of, { ...assumptions, paths }),
  );
  const figures = [...planFigures(parts), ...calmerFigures(calmer), ...sensitivityFigures(shifted)];
  const charts = drawCharts({
    ...{ profile, products, estimates, allocation, weights, past, simulation: outlook.central },
    frontier: await frontier(problem, FRONTIER_POINTS),
    volatilityLimit: limits.volatility,
  });
  const pastDrawdown = figures.find(({ id }) => id === 'backtest.drawdown')?.value ?? NaN;
  const goals = goalChances(profile, outlook.central);
  return { plan: { weights, figures, charts }, allocation, pastDrawdown, goals, calmer };
}

/** Those that count as one share what one would have. */
function equalWeights({ means: { symbols }, alike }: Estimates): number[] {
  const shares = symbols.map((symbol) => {
    const group = alike.find((one) => one.symbols.includes(symbol));
    return 1 / (group?.symbols.length ?? 1);
  });
  return shares.map((share) => share / sum(shares));
}
