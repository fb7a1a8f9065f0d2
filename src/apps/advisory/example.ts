/** A made-up client, market and product list to try everything with. Nothing in it is a real person, product or price. */

import { stringify } from 'yaml';
import { syntheticMarket } from './market/synthetic-market.ts';
import type { PriceRow } from './market/price-row.ts';
import type { Profile } from './profile/profile.ts';
import type { Language } from './wording.ts';
import { exampleProducts } from './example-products.ts';

const CURRENCY = { en: 'USD', zh: 'CNY' } as const;

export function exampleProfile(language: Language): Profile {
  const scale = language === 'zh' ? 5 : 1;
  return {
    client: language === 'zh' ? '示例客户（虚构）' : 'Example client (made up)',
    ...{ asOf: '2026-11-28', language, jurisdiction: language === 'zh' ? 'CN' : 'US', clientClass: 'retail' },
    ...{ currency: CURRENCY[language], age: 41, dependants: 1, incomePerMonth: 5200 * scale },
    ...{ incomeStability: 'steady', spendingPerMonth: 3300 * scale, reserves: 26_000 * scale },
    debts: [
      {
        ...{ name: language === 'zh' ? '房贷' : 'home loan', amount: 90_000 * scale, interestRate: 0.035 },
        ...{ monthlyPayment: 600 * scale, secured: true },
      },
    ],
    ...{ investNow: 48_000 * scale, investPerMonth: 500 * scale, horizonYears: 12 },
    goals: [
      {
        ...{ id: 'studies', name: { en: 'Studies', zh: '子女教育' }, amount: 95_000 * scale },
        ...{ date: '2038-09-01', priority: 'essential' },
      },
      {
        ...{ id: 'journey', name: { en: 'Journey', zh: '环球旅行' }, amount: 15_000 * scale },
        ...{ date: '2034-06-01', priority: 'wish' },
      },
    ],
    lossesLived: { largest: '10-to-25', reaction: 'held' },
    largestLossInYear: 0.18,
    knowledge: {
      ...{ deposits: 'experienced', bonds: 'basic', shares: 'basic', funds: 'basic' },
      ...{ structured: 'none', derivatives: 'none' },
    },
    constraints: { excludeSymbols: [] },
    esgExclusions: ['tobacco'],
    vulnerability: [],
    answers: {
      ...{
        mix: 'wide',
        sharesPart: 'half',
        worstYear: '20',
        biggerWorry: 'alike',
        nextInstalment: 'planned',
      },
      ...{
        borrow: 'never',
        afterMistake: 'smaller',
        sleep: 'uneasy',
        unsure: 'depends',
        twoJobs: 'ratherSafe',
      },
      ...{ orderShare: 'mostlyFee', longShot: 'never', payMix: 'smallBonus' },
    },
  };
}

const assets = [
  { symbol: 'CASH', mean: 0.018, volatility: 0.003 },
  { symbol: 'BOND', mean: 0.033, volatility: 0.04 },
  { symbol: 'MIX', mean: 0.044, volatility: 0.08 },
  { symbol: 'WORLD', mean: 0.07, volatility: 0.15 },
  { symbol: 'VALUE', mean: 0.06, volatility: 0.16 },
  { symbol: 'EMERGING', mean: 0.075, volatility: 0.21 },
  { symbol: 'GOLD', mean: 0.04, volatility: 0.15 },
  { symbol: 'LEAF', mean: 0.06, volatility: 0.24 },
  { symbol: 'TRIPLE', mean: 0.09, volatility: 0.48 },
  { symbol: 'NOTE', mean: 0.05, volatility: 0.1 },
];

/** Ten years of weekly closes. */
export function exampleMarket(language: Language): PriceRow[] {
  return syntheticMarket({
    ...{ seed: 8, assets, correlation: 0.3, count: 521, frequency: 'weekly', from: '2016-11-25' },
    currency: CURRENCY[language],
  });
}

/** File name → text, for a folder that can be tried at once. */
export function exampleFiles(language: Language): Record<string, string> {
  const note = {
    en: '# Made up: no real person, product or price.',
    zh: '# 虚构示例：不涉及真实的人、产品或价格。',
  }[language];
  const rows = exampleMarket(language).map(
    ({ date, symbol, close, currency }) => `${date},${symbol},${close ?? ''},${currency ?? ''}`,
  );
  return {
    'profile.yaml': `${note}\n${stringify(exampleProfile(language))}`,
    'products.yaml': `${note}\n${stringify(exampleProducts(language))}`,
    'prices.csv': `date,symbol,close,currency\n${rows.join('\n')}\n`,
  };
}
