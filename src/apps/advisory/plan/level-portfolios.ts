/**
 * The portfolios of the client's level and of each lower one, from the same estimates. What a lower level may hold a higher one may hold too,
 * so the best of them is proposed: a higher level is never worse by these figures, whatever small positions cost it.
 */

import type { Allocation } from '../portfolio/allocation.ts';
import { optimise } from '../portfolio/optimise.ts';
import type { Profile } from '../profile/profile.ts';
import type { Level, RiskScore } from '../profile/score.ts';
import { largestWeight } from '../suitability/limits.ts';
import type { Product } from '../suitability/products.ts';
import { allocate, limitsFor } from './allocate.ts';
import type { Limits } from './allocate.ts';
import type { Estimates } from './estimates.ts';
import type { Offer } from './offers.ts';

export interface LevelPortfolio {
  level: Level;
  limits: Limits;
  /** Weights in the order of the estimates; null where no portfolio keeps the limits. */
  allocation: Allocation | null;
}

export interface LevelInput {
  profile: Profile;
  risk: RiskScore;
  /** Highest level first. */
  offers: readonly Offer[];
  /** Of all that the highest level may hold. */
  estimates: Estimates;
  tradingCost: number;
}

/** In the order of `offers`. */
export async function levelPortfolios(input: LevelInput): Promise<LevelPortfolio[]> {
  const found: LevelPortfolio[] = [];
  let before = '';
  for (const { level, products } of input.offers) {
    const whole = limitsAt(level, products, input);
    const key = JSON.stringify(whole);
    const last = found.at(-1);
    // Levels differ by little where the accepted loss binds.
    if (last !== undefined && key === before) {
      found.push({ ...last, level });
      continue;
    }
    before = key;
    found.push({ level, ...(await allocated(whole, products, input)) });
  }
  return found;
}

/** With one of each group that counts as one, which is quicker and as good; with all of them where that leaves nothing. */
async function allocated(
  whole: Limits,
  products: readonly Product[],
  { profile, estimates }: LevelInput,
): Promise<Omit<LevelPortfolio, 'level'>> {
  const { symbols, values } = estimates.means;
  const meanOf = ({ symbol }: Product): number => values[symbols.indexOf(symbol)] as number;
  const needless = estimates.alike.flatMap((group) => {
    const members = products.filter(({ symbol }) => group.symbols.includes(symbol));
    return members
      .toSorted(
        (a, b) =>
          largestWeight(b, profile) - largestWeight(a, profile) ||
          Number(b.currency === profile.currency) - Number(a.currency === profile.currency) ||
          Number(group.late.includes(a.symbol)) - Number(group.late.includes(b.symbol)) ||
          meanOf(b) - meanOf(a),
      )
      .slice(1);
  });
  const limits = withUpper(whole, Object.fromEntries(needless.map(({ symbol }) => [symbol, 0])));
  const allocation = await allocate(estimates, limits);
  if (allocation !== null || needless.length === 0) return { limits, allocation };
  return { limits: whole, allocation: await allocate(estimates, whole) };
}

function limitsAt(level: Level, products: readonly Product[], input: LevelInput): Limits {
  const { profile, risk, estimates, tradingCost } = input;
  const { alike, means } = estimates;
  const limits = limitsFor(profile, { ...risk, level }, products, { alike, tradingCost });
  const none = Object.fromEntries(means.symbols.map((symbol) => [symbol, 0]));
  return withUpper(limits, { ...none, ...(limits.constraints.upper as Record<string, number>) });
}

function withUpper(limits: Limits, changed: Readonly<Record<string, number>>): Limits {
  const upper = { ...(limits.constraints.upper as Record<string, number>), ...changed };
  return { ...limits, constraints: { ...limits.constraints, upper } };
}

/** Less is the solver's rounding. */
const BETTER = 1e-9;

/** The one with the highest expected return, of the highest level where several have it; null where there is none. */
export function bestOf(portfolios: readonly LevelPortfolio[]): Allocation | null {
  return portfolios.reduce<Allocation | null>((best, { allocation }) => {
    if (allocation === null) return best;
    return best === null || allocation.expectedReturn > best.expectedReturn + BETTER ? allocation : best;
  }, null);
}

/**
 * Of the least volatility within the limits of the lowest level: the highest return that a level permits may still be too much of a risk for a
 * goal that money at interest would pay. None where the lowest level has no portfolio.
 */
export async function calmestPortfolio(
  portfolios: readonly LevelPortfolio[],
  { means, covariance }: Estimates,
): Promise<Pick<LevelPortfolio, 'level' | 'allocation'>[]> {
  const lowest = portfolios.findLast(({ allocation }) => allocation !== null);
  if (lowest === undefined) return [];
  const { level, limits } = lowest;
  const { constraints } = limits;
  const objective = { kind: 'minimum-variance' } as const;
  return [{ level, allocation: await optimise({ means, covariance, constraints, objective }) }];
}
