/** The series behind the report's charts. */

import type { Backtest } from '../backtest/backtest.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import type { Profile } from '../profile/profile.ts';
import { drawdowns } from '../risk/drawdown.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { toldChance } from '../suitability/goal-rules.ts';
import type { Product } from '../suitability/products.ts';
import type { Charts, Fan } from './charts.ts';
import { thinned } from './charts.ts';
import type { Estimates } from './estimates.ts';
import { goalsInOrder, goalYear } from './goal-simulation.ts';

export interface Drawn {
  profile: Profile;
  products: readonly Product[];
  estimates: Estimates;
  allocation: Allocation;
  weights: Readonly<Record<string, number>>;
  frontier: readonly Allocation[];
  past: Backtest;
  simulation: Simulation;
  volatilityLimit: number;
}

export function drawCharts(drawn: Drawn): Charts {
  const { profile, products, estimates, allocation, weights, past, simulation } = drawn;
  const risky = ({ volatility, expectedReturn }: Allocation) => ({ volatility, expectedReturn });
  const fan = (of: Simulation['fan']): Fan => ({ years: simulation.years, ...of });
  const falls = thinned(past.dates.map((date, i) => ({ date, i })));
  const own = drawdowns(past.returns);
  const other = past.benchmark === null ? null : drawdowns(past.benchmark.returns);
  const at = (values: readonly number[]): number[] => falls.map(({ i }) => values[i] ?? NaN);
  return {
    allocation: products
      .filter(({ symbol }) => weights[symbol] !== undefined)
      .map(({ symbol, name }) => ({
        ...{ symbol, name, weight: weights[symbol] ?? 0 },
        riskShare: allocation.riskShares?.[allocation.symbols.indexOf(symbol)] ?? 0,
        figures: [`plan.weight.${symbol}`, `plan.amount.${symbol}`],
      })),
    frontier: {
      points: drawn.frontier.map(risky),
      chosen: risky(allocation),
      assets: estimates.means.symbols.map((symbol, i) => ({
        symbol,
        volatility: Math.sqrt(estimates.covariance.matrix[i]?.[i] ?? NaN),
        expectedReturn: estimates.means.values[i] ?? NaN,
      })),
      volatilityLimit: drawn.volatilityLimit,
    },
    fan: {
      ...fan(simulation.fan),
      real: fan(simulation.fanReal),
      currency: profile.currency,
      goals: goalsInOrder(profile).map((goal) => ({
        ...{ id: goal.id, name: goal.name, year: goalYear(profile, goal), amount: goal.amount },
        probability: toldChance(simulation.goals.find(({ id }) => id === goal.id)?.probability ?? NaN).value,
      })),
    },
    drawdown: {
      dates: falls.map(({ date }) => date),
      values: at(own),
      benchmark: other === null ? null : at(other),
    },
  };
}
