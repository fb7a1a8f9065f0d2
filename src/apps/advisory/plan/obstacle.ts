/** Why no portfolio keeps all limits, in the client's words: which answer and bound cannot be met together, and what would help. */

import { InputError } from '../../../core/errors.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import type { Constraints } from '../portfolio/constraints.ts';
import { optimise } from '../portfolio/optimise.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { Obstacle } from '../suitability/gate.ts';
import { LOSS_QUANTILE, portfolioLimits } from '../suitability/limits.ts';
import { levelAnswer } from '../suitability/product-rules.ts';
import type { Product } from '../suitability/products.ts';
import { limitsFor, OTHER_CURRENCIES } from './allocate.ts';
import type { Estimates } from './estimates.ts';

export const nothingOffered: Obstacle = {
  ...{ answer: 'products', value: 0, limit: 1 },
  text: {
    en: 'No product of the list is suitable and has prices that can be used: the reason stands beside each.',
    zh: '产品清单中没有既适当又有可用价格的产品：原因见各产品。',
  },
};

export interface Blocked {
  profile: Profile;
  risk: RiskScore;
  products: readonly Product[];
  estimates: Estimates;
}

/** Of a client for whom `allocate` found nothing. */
export async function obstacleOf({ profile, risk, products, estimates }: Blocked): Promise<Obstacle> {
  const given = { alike: estimates.alike, tradingCost: 0 };
  const { constraints } = limitsFor(profile, risk, products, given);
  const calmest = await calmestOf(estimates, constraints);
  if (calmest !== null) return tooLively(calmest.volatility, profile, risk);
  // Those that count as one are one.
  const count = estimates.alike.reduce((left, { symbols }) => left - symbols.length + 1, products.length);
  const { largestWeight } = profile.constraints;
  if (largestWeight !== undefined) {
    const free = { ...profile, constraints: { excludeSymbols: profile.constraints.excludeSymbols } };
    const { constraints: relaxed } = limitsFor(free, risk, products, given);
    if ((await calmestOf(estimates, relaxed)) !== null) return tooFew(count, largestWeight);
  }
  const groups = (constraints.groups ?? []).filter(({ name }) => name !== OTHER_CURRENCIES);
  const isForeign = (await calmestOf(estimates, { ...constraints, groups })) !== null;
  return isForeign ? tooForeign(profile, risk) : tooAlike(count);
}

/** The portfolio that moves least; null where the bounds leave none at all. */
async function calmestOf(
  { means, covariance }: Estimates,
  constraints: Constraints,
): Promise<Allocation | null> {
  try {
    return await optimise({ means, covariance, constraints, objective: { kind: 'minimum-variance' } });
  } catch (error) {
    if (error instanceof InputError && error.code === 'infeasible') return null;
    throw error;
  }
}

function tooLively(volatility: number, profile: Profile, risk: RiskScore): Obstacle {
  const accepted = profile.largestLossInYear;
  const loss = volatility * LOSS_QUANTILE;
  const limit = portfolioLimits(profile, risk).volatility;
  if (loss > accepted) {
    return {
      ...{ answer: 'largestLossInYear', value: loss, limit: accepted },
      text: {
        en: `Even the calmest mix of the suitable products may lose ${atLeast(loss)} in a bad year; the client accepts ${percent(accepted)}. Accepting ${atLeast(loss)}, or calmer products on the list, would help.`,
        zh: `即使是适当产品中波动最小的组合，在不利年份也可能亏损${atLeast(loss)}，而客户只接受${percent(accepted)}。将可接受亏损提高到${atLeast(loss)}，或在清单中加入更平稳的产品，会有帮助。`,
      },
    };
  }
  return {
    ...{ answer: levelAnswer(risk), value: volatility, limit },
    text: {
      en: `Even the calmest mix of the suitable products moves ${atLeast(volatility)} a year; risk level ${risk.level} allows ${percent(limit)}. Calmer products on the list would help.`,
      zh: `即使是适当产品中波动最小的组合，年波动率也有${atLeast(volatility)}，而风险等级${risk.level}最多允许${percent(limit)}。在清单中加入更平稳的产品会有帮助。`,
    },
  };
}

function tooFew(count: number, largestWeight: number): Obstacle {
  return {
    ...{ answer: 'constraints.largestWeight', value: largestWeight, limit: 1 / count },
    text: {
      en: `With at most ${percent(largestWeight)} in one product, ${count} suitable products cannot take the whole. A larger share in one, or more suitable products, would help.`,
      zh: `单一产品最多占${percent(largestWeight)}时，${count}个适当产品无法容纳全部资金。提高单一产品上限或增加适当产品会有帮助。`,
    },
  };
}

function tooForeign(profile: Profile, risk: RiskScore): Obstacle {
  const { foreign } = portfolioLimits(profile, risk);
  const { currency } = profile;
  return {
    ...{ answer: 'currency', value: currency, limit: foreign },
    text: {
      en: `Too few suitable products are in ${currency}; at risk level ${risk.level} other currencies may take ${percent(foreign)}. More products in ${currency} would help.`,
      zh: `以${currency}计价的适当产品过少；风险等级${risk.level}下其他币种最多占${percent(foreign)}。增加以${currency}计价的产品会有帮助。`,
    },
  };
}

function tooAlike(count: number): Obstacle {
  return {
    ...{ answer: 'products', value: count, limit: '' },
    text: {
      en: 'The suitable products are too few or too alike: each, and each kind, may take a part only, and together they cannot take the whole. More products, a money market fund first, would help.',
      zh: '适当产品过少或过于相似：单一产品及同类产品均有上限，合计无法容纳全部资金。增加产品（首先是货币基金）会有帮助。',
    },
  };
}

const percent = (value: number): string => `${Number((value * 100).toPrecision(3))}%`;
/** Rounded up to a tenth: less would not do. */
const atLeast = (value: number): string => `${Math.ceil(value * 1000) / 10}%`;
