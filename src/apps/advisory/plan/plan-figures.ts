/** Figures of a plan that an explanation may speak of: the portfolio, its risk, its past, the goals. */

import type { Figure } from '../figure.ts';
import type { Allocation } from '../portfolio/allocation.ts';
import type { Profile } from '../profile/profile.ts';
import { backtestFigures } from '../backtest/backtest-figures.ts';
import type { Backtest } from '../backtest/backtest.ts';
import { drawdowns } from '../risk/drawdown.ts';
import { compoundReturn, volatility } from '../risk/ratios.ts';
import { periodsText } from '../risk/risk-figures.ts';
import { LOSS_QUANTILE } from '../suitability/limits.ts';
import type { Product } from '../suitability/products.ts';
import type { Assumptions } from './advice.ts';
import { goalFigures } from './goal-figures.ts';
import { plannedMonths } from './goal-simulation.ts';
import type { Outlook } from './goal-simulation.ts';
import type { Extent } from './make-plan.ts';
import type { Uncertainty } from './uncertainty.ts';

const BOOTSTRAP = 'block bootstrap of past returns, 95 %';

export interface PlanParts {
  profile: Profile;
  allocation: Allocation;
  /** By symbol, without what is not held. */
  weights: Readonly<Record<string, number>>;
  products: readonly Product[];
  past: Backtest;
  outlook: Outlook;
  uncertainty: Uncertainty;
  assumptions: Assumptions;
  extent: Extent;
}

export function planFigures(parts: PlanParts): Figure[] {
  return [
    ...portfolioFigures(parts),
    ...pastFigures(parts),
    ...goalFigures(parts.profile, parts.outlook),
    ...wealthFigures(parts),
  ];
}

function portfolioFigures({ profile, allocation, weights, products, uncertainty }: PlanParts): Figure[] {
  const held = products.filter(({ symbol }) => weights[symbol] !== undefined);
  const cost = held.reduce((sum, { symbol, ongoingCost }) => sum + (weights[symbol] ?? 0) * ongoingCost, 0);
  const [calm, wild] = uncertainty.volatility;
  const figures: Figure[] = [
    {
      ...{ id: 'plan.return', value: allocation.expectedReturn, unit: 'fraction' },
      label: { en: 'expected return a year', zh: '预期年化收益率' },
      formula: `w'μ, μ shrunk (Bayes–Stein), before tax, fee and trading; interval: ${BOOTSTRAP}`,
      interval: uncertainty.expectedReturn,
    },
    {
      ...{ id: 'plan.volatility', value: allocation.volatility, unit: 'fraction' },
      label: { en: 'volatility a year', zh: '年波动率' },
      formula: `sqrt(w'Σw), Σ shrunk (Ledoit–Wolf, correlations); interval: ${BOOTSTRAP}`,
      interval: [calm, wild],
    },
    {
      ...{ id: 'plan.loss95', value: LOSS_QUANTILE * allocation.volatility, unit: 'fraction' },
      label: { en: 'loss in a bad year, exceeded in one of twenty', zh: '不利年份的亏损（二十年一遇）' },
      formula: '1.645 · plan.volatility and its interval, no return counted',
      interval: [LOSS_QUANTILE * calm, LOSS_QUANTILE * wild],
    },
    {
      ...{ id: 'plan.cost', value: cost, unit: 'fraction' },
      label: { en: 'ongoing cost of the products a year', zh: '产品年度持续费用' },
      formula: 'Σ weight · ongoingCost, within the prices',
    },
    {
      ...{ id: 'plan.tradingCost', value: allocation.tradingCost, unit: 'fraction' },
      label: { en: 'cost of the first purchase', zh: '首次买入的交易费用' },
      formula: 'tradingCost · Σ|w|',
    },
  ];
  for (const { symbol, name } of held) {
    const weight = weights[symbol] ?? 0;
    figures.push(
      {
        ...{ id: `plan.weight.${symbol}`, value: weight, unit: 'fraction' },
        label: { en: `share of ${name.en}`, zh: `${name.zh}占比` },
        formula: 'max μ, volatility ≤ plan.volatilityLimit, bounds of the gate',
      },
      {
        ...{ id: `plan.amount.${symbol}`, value: weight * profile.investNow, unit: 'money' },
        currency: profile.currency,
        label: { en: `amount in ${name.en} at once`, zh: `${name.zh}首次投入金额` },
        formula: `plan.weight.${symbol} · investNow`,
      },
    );
  }
  return figures;
}

/** Fixed weights, brought back each quarter, after costs and taxes; no return is taken as free of risk. */
function pastFigures({ past, assumptions: { seed }, extent }: PlanParts): Figure[] {
  if (extent === 'all figures') return backtestFigures(past, { riskFree: 0, seed });
  const { returns, periodsPerYear: periods } = past;
  return [
    {
      ...{ id: 'backtest.return', unit: 'fraction', value: compoundReturn(returns, periods) },
      label: { en: 'past return a year, compounded', zh: '历史年化收益率（复利）' },
      formula: `Π(1 + r)^(${periodsText(periods)}/n) − 1`,
    },
    {
      ...{ id: 'backtest.volatility', unit: 'fraction', value: volatility(returns, periods) },
      label: { en: 'past volatility a year', zh: '历史年波动率' },
      formula: `sd(r) · sqrt(${periodsText(periods)})`,
    },
    {
      ...{ id: 'backtest.drawdown', unit: 'fraction', value: 0 - Math.min(...drawdowns(returns)) },
      label: { en: 'largest past loss from a peak', zh: '历史最大回撤' },
      formula: 'max(1 − wealth / highest wealth before)',
    },
  ];
}

function wealthFigures({ profile, outlook: { central, low, high } }: PlanParts): Figure[] {
  const months = plannedMonths(profile);
  // The simulation has a month at least: its end is no end of theirs.
  if (months < 1) return [];
  const last = central.years.length - 1;
  const [from, month] = profile.asOf.split('-').map(Number) as [number, number];
  const year = from + Math.floor((month - 1 + months) / 12);
  const cases = [
    { key: 'p5', en: 'in an unfavourable case', zh: '不利情形' },
    { key: 'p50', en: 'in the median case', zh: '中位情形' },
    { key: 'p95', en: 'in a favourable case', zh: '有利情形' },
  ] as const;
  return cases.map(({ key, en, zh }) => ({
    ...{ id: `plan.wealth.${year}.${key}`, unit: 'money', currency: profile.currency },
    value: central.fanReal[key][last] ?? NaN,
    interval: [low.fanReal[key][last] ?? NaN, high.fanReal[key][last] ?? NaN] as [number, number],
    label: { en: `wealth at the end ${en}, in the money of today`, zh: `期末资产，${zh}（现在的币值）` },
    formula: `${key} of simulated wealth after goals, deflated; interval: at the ends of plan.return`,
  }));
}
