/** The portfolio: the highest expected return within the limits of the client's level, among what passed the gate. */

import { InputError } from '../../../core/errors.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import type { Constraints } from '../portfolio/constraints.ts';
import { optimise } from '../portfolio/optimise.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import { kindLimits, largestTogether, largestWeight, portfolioLimits } from '../suitability/limits.ts';
import type { Product } from '../suitability/products.ts';
import type { Alike, Estimates } from './estimates.ts';

export interface Limits {
  constraints: Constraints;
  volatility: number;
}

/** Below this a weight is the solver's rounding. */
export const NOTHING = 1e-6;
const SMALLEST_POSITION = 0.01;
export const OTHER_CURRENCIES = 'other currencies';

export function limitsFor(
  profile: Profile,
  risk: RiskScore,
  products: readonly Product[],
  { alike, tradingCost }: { alike: readonly Alike[]; tradingCost: number },
): Limits {
  const limits = portfolioLimits(profile, risk);
  const symbolsOf = (is: (product: Product) => boolean): string[] => symbolsIn(products.filter(is));
  const groups = [
    {
      name: OTHER_CURRENCIES,
      symbols: symbolsOf(({ currency }) => currency !== profile.currency),
      upper: limits.foreign,
    },
    {
      name: 'not sold within days',
      symbols: symbolsOf(({ liquidity }) => liquidity === 'locked'),
      upper: limits.locked,
    },
    ...kindLimits(profile).map(({ kind: each, most }) => ({
      ...{ name: `kind ${each}`, symbols: symbolsOf(({ kind }) => kind === each), upper: most },
    })),
    ...alike.map(({ symbols }) => {
      const members = products.filter(({ symbol }) => symbols.includes(symbol));
      const upper = members.length === 0 ? 1 : largestTogether(members, profile);
      return { name: `one product: ${symbols.join(', ')}`, symbols: symbolsIn(members), upper };
    }),
  ].filter(({ symbols }) => symbols.length > 0);
  return {
    constraints: {
      upper: Object.fromEntries(products.map((product) => [product.symbol, largestWeight(product, profile)])),
      groups,
      trading: { current: {}, cost: tradingCost },
    },
    volatility: limits.volatility,
  };
}

/** The portfolio, or null where there is none within the limits. Positions too small to be worth their trade are left out, where that is possible. */
export async function allocate(estimates: Estimates, limits: Limits): Promise<Allocation | null> {
  const first = await solve(estimates, limits);
  if (first === null) return null;
  const tiny = Object.entries(heldWeights(first)).flatMap(([symbol, weight]) =>
    weight < SMALLEST_POSITION ? [symbol] : [],
  );
  if (tiny.length === 0) return first;
  const { upper } = limits.constraints;
  const without = {
    ...(upper as Record<string, number>),
    ...Object.fromEntries(tiny.map((one) => [one, 0])),
  };
  const second = await solve(estimates, {
    ...limits,
    constraints: { ...limits.constraints, upper: without },
  });
  return second ?? first;
}

async function solve(
  { means, covariance }: Estimates,
  { constraints, volatility }: Limits,
): Promise<Allocation | null> {
  try {
    return await optimise({
      ...{ means, covariance, constraints },
      objective: { kind: 'target-volatility', value: volatility },
    });
  } catch (error) {
    if (error instanceof InputError && error.code === 'infeasible') return null;
    throw error;
  }
}

const symbolsIn = (products: readonly Product[]): string[] => products.map(({ symbol }) => symbol);

/** By symbol, without what is not held. */
export function heldWeights({ symbols, weights }: Allocation): Record<string, number> {
  return Object.fromEntries(
    symbols.flatMap((symbol, i) => {
      const weight = weights[i] ?? 0;
      return weight > NOTHING ? [[symbol, weight]] : [];
    }),
  );
}
