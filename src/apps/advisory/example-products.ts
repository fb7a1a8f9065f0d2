/** Made-up products of many kinds, some of which the gate has to refuse. */

import type { Product, ProductFile } from './suitability/products.ts';
import type { Language } from './wording.ts';

type Given = Pick<Product, 'symbol' | 'name' | 'kind' | 'riskClass' | 'ongoingCost' | 'minimumHorizonYears'> &
  Partial<Product>;

const everywhere: Product['jurisdictions'] = ['US', 'EU', 'CN'];

const given: readonly Given[] = [
  {
    ...{ symbol: 'CASH', name: { en: 'Example Money Fund', zh: '示例货币基金' }, kind: 'money-market' },
    ...{ riskClass: 1, ongoingCost: 0.002, minimumHorizonYears: 0 },
  },
  {
    ...{ symbol: 'BOND', name: { en: 'Example Bond Fund', zh: '示例债券基金' }, kind: 'bond-fund' },
    ...{ riskClass: 2, ongoingCost: 0.003, minimumHorizonYears: 2 },
  },
  {
    ...{ symbol: 'MIX', name: { en: 'Example Mixed Fund', zh: '示例混合基金' }, kind: 'mixed-fund' },
    ...{ riskClass: 3, ongoingCost: 0.008, minimumHorizonYears: 3 },
  },
  {
    ...{
      symbol: 'WORLD',
      name: { en: 'Example World Share Fund', zh: '示例全球股票基金' },
      kind: 'share-fund',
    },
    ...{ riskClass: 4, ongoingCost: 0.002, minimumHorizonYears: 5 },
  },
  {
    ...{
      symbol: 'VALUE',
      name: { en: 'Example Value Share Fund', zh: '示例价值股票基金' },
      kind: 'share-fund',
    },
    ...{ riskClass: 4, ongoingCost: 0.018, minimumHorizonYears: 5 },
  },
  {
    ...{
      symbol: 'EMERGING',
      name: { en: 'Example Emerging Fund', zh: '示例新兴市场基金' },
      kind: 'share-fund',
    },
    ...{ riskClass: 5, ongoingCost: 0.006, minimumHorizonYears: 7, currency: 'EUR' },
  },
  {
    ...{ symbol: 'GOLD', name: { en: 'Example Gold Fund', zh: '示例黄金基金' }, kind: 'commodity-fund' },
    ...{ riskClass: 4, ongoingCost: 0.004, minimumHorizonYears: 5 },
  },
  {
    ...{ symbol: 'LEAF', name: { en: 'Example Leaf Company', zh: '示例烟草公司' }, kind: 'share' },
    ...{ riskClass: 5, ongoingCost: 0, minimumHorizonYears: 5, esg: ['tobacco'] },
  },
  {
    ...{
      symbol: 'TRIPLE',
      name: { en: 'Example Triple Fund', zh: '示例三倍杠杆基金' },
      kind: 'leveraged-fund',
    },
    ...{ riskClass: 7, ongoingCost: 0.011, minimumHorizonYears: 0, leverage: 3, complexity: 'complex' },
  },
  {
    ...{ symbol: 'NOTE', name: { en: 'Example Barrier Note', zh: '示例障碍票据' }, kind: 'structured' },
    ...{
      riskClass: 4,
      ongoingCost: 0.02,
      minimumHorizonYears: 3,
      complexity: 'complex',
      liquidity: 'monthly',
    },
  },
];

export function exampleProducts(language: Language): ProductFile {
  const currency = language === 'zh' ? 'CNY' : 'USD';
  return {
    about: language === 'zh' ? '虚构产品，仅供试用。' : 'Made-up products to try with.',
    products: given.map((one) => ({
      ...{ currency, leverage: 1, complexity: 'simple', liquidity: 'daily', esg: [] },
      ...{ clients: ['retail', 'qualified', 'professional'], jurisdictions: everywhere },
      ...one,
    })),
  };
}
