/** Made-up products for tests, one of almost every kind. */

import type { RuleFacts } from '../compliance/rules/rule.ts';
import { jurisdictions } from './profile/profile.ts';
import type { Product } from './suitability/products.ts';

/** A rule without a rulebook, for tests of what cites it. */
export function testRule(id: string): RuleFacts {
  return {
    ...{ id, title: id, citation: `Rule ${id}`, address: 'https://example.com', jurisdiction: 'US' },
    ...{ topic: 'suitability', severity: 'high', language: 'en', rulebook: 'test', version: '0' },
  };
}

export function testProduct(symbol: string, change: Partial<Product> = {}): Product {
  return {
    symbol,
    name: { en: `${symbol} fund`, zh: `${symbol}基金` },
    ...{ kind: 'share-fund', riskClass: 4, currency: 'USD', leverage: 1, complexity: 'simple' },
    ...{ liquidity: 'daily', ongoingCost: 0.002, minimumHorizonYears: 5, esg: [] },
    ...{ clients: ['retail', 'qualified', 'professional'], jurisdictions: [...jurisdictions] },
    ...change,
  };
}

export const testProducts: readonly Product[] = [
  testProduct('CASH', { kind: 'money-market', riskClass: 1, minimumHorizonYears: 0 }),
  testProduct('BOND', { kind: 'bond-fund', riskClass: 2, minimumHorizonYears: 2 }),
  testProduct('MIX', { kind: 'mixed-fund', riskClass: 3, minimumHorizonYears: 3 }),
  testProduct('WORLD', { riskClass: 4 }),
  testProduct('EURO', { riskClass: 4, currency: 'EUR' }),
  testProduct('CHINA', { riskClass: 'R4', currency: 'CNY', jurisdictions: ['CN', 'EU'] }),
  testProduct('SMOKE', { kind: 'share', riskClass: 5, esg: ['tobacco'] }),
  testProduct('GOLD', { kind: 'commodity-fund', riskClass: 4 }),
  testProduct('NOTE', {
    kind: 'structured',
    riskClass: 4,
    complexity: 'complex',
    liquidity: 'monthly',
    ongoingCost: 0.018,
  }),
  testProduct('LOCK', {
    kind: 'private-fund',
    riskClass: 6,
    complexity: 'complex',
    liquidity: 'locked',
    clients: ['qualified', 'professional'],
  }),
  testProduct('THREE', {
    kind: 'leveraged-fund',
    riskClass: 7,
    leverage: 3,
    complexity: 'complex',
    minimumHorizonYears: 0,
  }),
  testProduct('COIN', { kind: 'crypto', riskClass: 7, complexity: 'complex' }),
  testProduct('DEAR', { ongoingCost: 0.035 }),
];
