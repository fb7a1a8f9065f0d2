/**
 * What a portfolio of each level may be. The volatility bounds of levels 1, 3 and 5 are those at which the market risk measure of the
 * EU's key information documents changes class (Delegated Regulation (EU) 2017/653, Annex II: 5 %, 12 %, 20 %); the others lie between.
 */

import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import { productKinds } from './products.ts';
import type { Product, ProductKind } from './products.ts';

/** Quantile of the standard normal distribution that 95 of 100 outcomes lie above. */
export const LOSS_QUANTILE = 1.6448536269514722;

const VOLATILITY = { 1: 0.05, 2: 0.08, 3: 0.12, 4: 0.16, 5: 0.2 } as const;
const FOREIGN = { 1: 0, 2: 0.2, 3: 0.4, 4: 0.6, 5: 1 } as const;

/** Most of a portfolio that cannot be sold within days. */
const LOCKED = 0.1;

export interface PortfolioLimits {
  /** Annual volatility, at most. */
  volatility: number;
  /** Loss within a year that 95 of 100 years stay above, at most. */
  loss: number;
  /** In other currencies than the client's. */
  foreign: number;
  locked: number;
}

export function portfolioLimits(profile: Profile, risk: RiskScore): PortfolioLimits {
  return {
    volatility: Math.min(VOLATILITY[risk.level], profile.largestLossInYear / LOSS_QUANTILE),
    loss: profile.largestLossInYear,
    foreign: FOREIGN[risk.level],
    locked: risk.facts.bindingYears >= 5 && risk.facts.reserveMonths >= 6 ? LOCKED : 0,
  };
}

/** Most that all products of these kinds may take together, where the client knows the kind at all. */
const KIND_SHARES = {
  crypto: 0.05,
  derivative: 0.05,
  'leveraged-fund': 0.05,
  'inverse-fund': 0.05,
  structured: 0.1,
  'sector-fund': 0.2,
} as const satisfies Partial<Record<ProductKind, number>>;

/** 0 for a kind that the client knows nothing of. */
export function kindLimits({ knowledge }: Profile): { kind: ProductKind; most: number }[] {
  return Object.entries(KIND_SHARES).map(([name, most]) => {
    const kind = name as keyof typeof KIND_SHARES;
    return { kind, most: knowledge[productKinds[kind].family] === 'none' ? 0 : most };
  });
}

/** Most that products may take together that count as one: what the one of them may take that may take most. */
export function largestTogether(products: readonly Product[], profile: Profile): number {
  return Math.max(...products.map((product) => largestWeight(product, profile)));
}

/** Most that one product may take. */
export function largestWeight(product: Product, profile: Profile): number {
  return Math.min(productKinds[product.kind].largestWeight, profile.constraints.largestWeight ?? 1);
}
