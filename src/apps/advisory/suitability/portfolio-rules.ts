/** The gate's rules on a whole portfolio, computed anew from its weights: the solver's own word for its constraints is not taken. */

import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { NewFinding } from './finding.ts';
import { kindLimits, largestTogether, largestWeight, LOSS_QUANTILE, portfolioLimits } from './limits.ts';
import type { Product } from './products.ts';

export interface PortfolioToCheck {
  /** By symbol; they add up to 1. */
  weights: Readonly<Record<string, number>>;
  /** Annual. */
  volatility: number;
  /** Largest fall from a peak in the past, as a positive fraction; null where it was not computed. */
  pastDrawdown: number | null;
  /** Symbols that count as one product, by group. */
  alike: readonly (readonly string[])[];
}

/** Solvers meet their constraints to about this much. */
export const SLACK = 1e-6;

export type PortfolioFinding = NewFinding & { product: string | null };

export function portfolioFindings(
  portfolio: PortfolioToCheck,
  permitted: readonly Product[],
  profile: Profile,
  risk: RiskScore,
): PortfolioFinding[] {
  const limits = portfolioLimits(profile, risk);
  const found: PortfolioFinding[] = [];
  const refuse = (applies: boolean, finding: Omit<PortfolioFinding, 'decision'>): void => {
    if (applies) found.push({ ...finding, decision: 'refuse' });
  };
  const held = Object.entries(portfolio.weights).filter(([, weight]) => Math.abs(weight) > SLACK);
  const products = new Map(permitted.map((product) => [product.symbol, product]));
  const share = (of: (product: Product) => boolean): number =>
    held.reduce((total, [symbol, weight]) => {
      const product = products.get(symbol);
      return product !== undefined && of(product) ? total + weight : total;
    }, 0);

  for (const [symbol, weight] of held) {
    const product = products.get(symbol);
    refuse(product === undefined, {
      ...{ id: 'unknown-product', product: symbol, answer: 'products', value: symbol, limit: '' },
      text: {
        en: 'It is not among the products that passed the gate.',
        zh: '不在通过适当性检查的产品之列。',
      },
    });
    const most = product === undefined ? 0 : largestWeight(product, profile);
    refuse(product !== undefined && (weight > most + SLACK || weight < 0), {
      ...{
        id: 'concentration',
        product: symbol,
        answer: 'constraints.largestWeight',
        value: weight,
        limit: most,
      },
      text: { en: 'Too much lies in one product, or less than nothing.', zh: '单一产品占比过高或为负。' },
    });
  }
  for (const symbols of portfolio.alike) {
    const members = permitted.filter(({ symbol }) => symbols.includes(symbol));
    const taken = share(({ symbol }) => symbols.includes(symbol));
    const most = members.length === 0 ? 0 : largestTogether(members, profile);
    // Of one alone the limit of a product is told above.
    const isSeveral = held.filter(([symbol]) => symbols.includes(symbol)).length > 1;
    refuse(isSeveral && taken > most + SLACK, {
      ...{ id: 'concentration', product: null, answer: 'constraints.largestWeight' },
      ...{ value: taken, limit: most },
      text: {
        en: `Too much lies in products that count as one: ${symbols.join(', ')}.`,
        zh: `视为同一产品的合计占比过高：${symbols.join('、')}。`,
      },
    });
  }
  for (const { kind, most, name } of kindLimits(profile)) {
    const taken = share((product) => product.kind === kind);
    refuse(taken > most + SLACK, {
      ...{ id: 'kind-share', product: null, answer: 'products', value: taken, limit: most },
      text: {
        en: `Too much lies in products of one kind: ${name.en}.`,
        zh: `同类产品合计占比过高：${name.zh}。`,
      },
    });
  }
  const total = held.reduce((sum, [, weight]) => sum + weight, 0);
  refuse(!(Math.abs(total - 1) <= 1e-4), {
    ...{ id: 'concentration', product: null, answer: 'products', value: total, limit: 1 },
    text: { en: 'The weights do not add up to the whole.', zh: '各产品占比之和不等于整体。' },
  });
  refuse(!(portfolio.volatility <= limits.volatility + SLACK), {
    ...{ id: 'volatility', product: null, answer: 'answers' },
    ...{ value: portfolio.volatility, limit: limits.volatility },
    text: { en: "It moves more than the client's level allows.", zh: '组合波动超过客户风险等级允许的范围。' },
  });
  refuse(!(portfolio.volatility * LOSS_QUANTILE <= limits.loss + SLACK), {
    ...{ id: 'loss', product: null, answer: 'largestLossInYear' },
    ...{ value: portfolio.volatility * LOSS_QUANTILE, limit: limits.loss },
    text: {
      en: 'A bad year may cost more than the client accepts.',
      zh: '不利年份的亏损可能超过客户可接受的范围。',
    },
  });
  const foreign = share((product) => product.currency !== profile.currency);
  refuse(foreign > limits.foreign + SLACK, {
    ...{ id: 'currency-share', product: null, answer: 'currency', value: foreign, limit: limits.foreign },
    text: { en: 'Too much is in other currencies.', zh: '其他币种资产占比过高。' },
  });
  const locked = share((product) => product.liquidity === 'locked');
  refuse(locked > limits.locked + SLACK, {
    ...{ id: 'locked-share', product: null, answer: 'reserves', value: locked, limit: limits.locked },
    text: { en: 'Too much cannot be sold when it is needed.', zh: '无法随时变现的资产占比过高。' },
  });
  if (portfolio.pastDrawdown !== null && portfolio.pastDrawdown > profile.largestLossInYear) {
    found.push({
      ...{ id: 'past-drawdown', decision: 'caution', product: null, answer: 'largestLossInYear' },
      ...{ value: portfolio.pastDrawdown, limit: profile.largestLossInYear },
      text: {
        en: 'In the past it has fallen further, over a longer time, than the loss the client accepts within a year.',
        zh: '历史上曾在更长时间内出现超过客户一年可接受亏损的下跌。',
      },
    });
  }
  return found;
}
