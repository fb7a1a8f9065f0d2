/**
 * What a portfolio of each level may be. The volatility bounds of levels 1, 3 and 5 are those at which the market risk measure of the
 * EU's key information documents changes class (Delegated Regulation (EU) 2017/653, Annex II: 5 %, 12 %, 20 %); the others lie between.
 */

import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { Wording } from '../wording.ts';
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
  crypto: { most: 0.05, name: { en: 'crypto', zh: '加密资产' } },
  derivative: { most: 0.05, name: { en: 'derivatives', zh: '衍生品' } },
  'leveraged-fund': { most: 0.05, name: { en: 'leveraged funds', zh: '杠杆基金' } },
  'inverse-fund': { most: 0.05, name: { en: 'inverse funds', zh: '反向基金' } },
  structured: { most: 0.1, name: { en: 'structured products', zh: '结构化产品' } },
  'sector-fund': { most: 0.2, name: { en: 'sector funds', zh: '行业基金' } },
} as const satisfies Partial<Record<ProductKind, { most: number; name: Wording }>>;

/** 0 for a kind that the client knows nothing of. */
export function kindLimits({ knowledge }: Profile): { kind: ProductKind; most: number; name: Wording }[] {
  return Object.entries(KIND_SHARES).map(([key, { most, name }]) => {
    const kind = key as keyof typeof KIND_SHARES;
    return { kind, name, most: knowledge[productKinds[kind].family] === 'none' ? 0 : most };
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
