/** One case of `interop/parity_portfolio.py`: how far our figures are from those of the Python libraries. */

import type { Returns } from '../../src/apps/advisory/market/returns.ts';
import type { Objective } from '../../src/apps/advisory/portfolio/allocation.ts';
import type { Constraints } from '../../src/apps/advisory/portfolio/constraints.ts';
import { covarianceOf, type CovarianceMethod } from '../../src/apps/advisory/portfolio/covariance.ts';
import { meansOf, type MeanMethod } from '../../src/apps/advisory/portfolio/means.ts';
import { optimise } from '../../src/apps/advisory/portfolio/optimise.ts';
import { drawdowns } from '../../src/apps/advisory/risk/drawdown.ts';
import { normalQuantile } from '../../src/apps/advisory/risk/normal.ts';
import {
  beta,
  sharpeRatio,
  sortinoRatio,
  trackingError,
  volatility,
} from '../../src/apps/advisory/risk/ratios.ts';
import { expectedShortfall, valueAtRisk } from '../../src/apps/advisory/risk/value-at-risk.ts';

type Under = 'bounded' | 'free' | 'capped' | 'trading';

export interface PortfolioCase {
  name: string;
  returns: number[][];
  covariance: Record<CovarianceMethod, { matrix: number[][]; shrinkage: number }>;
  means: Record<MeanMethod, number[]>;
  standardErrors: number[];
  constraints: {
    lower: number;
    upper: number;
    members: number[];
    groupLower: number;
    groupUpper: number;
    held: number[];
    cost: number;
  };
  capped: number[];
  portfolios: { objective: Objective; under: Under; weights: number[] }[];
  risk: Record<string, number>;
  quantiles: [number, number][];
}

const PERIODS = 252;
const RISK_FREE = 0.015;
const LEVEL = 0.95;

const worst = (ours: readonly number[], theirs: readonly number[]): number =>
  Math.max(...theirs.map((value, i) => Math.abs(value - (ours[i] ?? Number.NaN))));

/** Largest absolute difference by what is compared. */
export async function differences(given: PortfolioCase): Promise<Record<string, number>> {
  const returns = returnsOfCase(given);
  const found: Record<string, number> = {};
  for (const [method, { matrix, shrinkage }] of Object.entries(given.covariance)) {
    const ours = covarianceOf(returns, method as CovarianceMethod);
    found[`covariance, ${method}`] = worst(
      [...ours.matrix.flat(), ours.shrinkage],
      [...matrix.flat(), shrinkage],
    );
  }
  for (const [method, values] of Object.entries(given.means)) {
    found[`means, ${method}`] = worst(meansOf(returns, method as MeanMethod).values, values);
  }
  found['standard errors'] = worst(meansOf(returns, 'historical').standardErrors, given.standardErrors);
  for (const { objective, under, weights } of given.portfolios) {
    const allocation = await optimise({
      means: meansOf(returns, 'historical'),
      covariance: covarianceOf(returns, 'ledoit-wolf'),
      constraints: constraintsOf(given, under),
      objective,
    });
    found[`weights, ${objective.kind} (${under})`] = worst(allocation.weights, weights);
  }
  const ours = riskOf(given.returns);
  for (const [name, value] of Object.entries(given.risk)) {
    found[`risk, ${name}`] = Math.abs(value - (ours[name] ?? Number.NaN));
  }
  found['normal quantiles'] = worst(
    given.quantiles.map(([share]) => normalQuantile(share)),
    given.quantiles.map(([, value]) => value),
  );
  return found;
}

const symbolsOf = ({ capped }: PortfolioCase): string[] => capped.map((_, i) => `S${i}`);

function returnsOfCase(given: PortfolioCase): Returns {
  return {
    kind: 'simple',
    dates: given.returns.map((_, at) => String(at)),
    symbols: symbolsOf(given),
    values: given.returns,
    frequency: 'daily',
    periodsPerYear: PERIODS,
  };
}

function constraintsOf(given: PortfolioCase, under: Under): Constraints {
  const symbols = symbolsOf(given);
  const { lower, upper, members, groupLower, groupUpper, held, cost } = given.constraints;
  const by = (values: readonly number[]) =>
    Object.fromEntries(symbols.map((symbol, i) => [symbol, values[i] as number]));
  if (under === 'free') return {};
  if (under === 'capped') return { upper: by(given.capped) };
  const group = {
    name: 'g',
    symbols: members.map((i) => symbols[i] as string),
    lower: groupLower,
    upper: groupUpper,
  };
  return {
    lower,
    upper,
    groups: [group],
    ...(under === 'trading' && { trading: { current: by(held), cost } }),
  };
}

function riskOf(returns: readonly (readonly number[])[]): Record<string, number> {
  const x = returns.map((row) => row[0] as number);
  const benchmark = returns.map((row) => row.reduce((total, value) => total + value, 0) / row.length);
  return {
    volatility: volatility(x, PERIODS),
    drawdown: -Math.min(...drawdowns(x)),
    varHistorical: valueAtRisk(x, LEVEL, 'historical'),
    varNormal: valueAtRisk(x, LEVEL, 'normal'),
    varCornishFisher: valueAtRisk(x, LEVEL, 'cornish-fisher'),
    esHistorical: expectedShortfall(x, LEVEL, 'historical'),
    esNormal: expectedShortfall(x, LEVEL, 'normal'),
    esCornishFisher: expectedShortfall(x, LEVEL, 'cornish-fisher'),
    sharpe: sharpeRatio(x, RISK_FREE, PERIODS),
    sortino: sortinoRatio(x, RISK_FREE, PERIODS),
    trackingError: trackingError(x, benchmark, PERIODS),
    beta: beta(x, benchmark),
  };
}
