/** GET /api/advisory/questionnaire: the questions, and made-up clients, markets and products to try with. */

import {
  exampleMarket,
  exampleProducts,
  exampleProfile,
  profileFields,
  toleranceItems,
} from '../../apps/advisory/index.ts';
import type { PriceRow, Product } from '../../apps/advisory/index.ts';
import type { Questionnaire } from './shapes.ts';

const languages = { 'example-en': 'en', 'example-zh': 'zh' } as const;
export type ExampleId = keyof typeof languages;

export const exampleIds = Object.keys(languages) as [ExampleId, ...ExampleId[]];

const title = { en: 'Made-up', zh: '虚构' };
const rows = new Map<ExampleId, readonly PriceRow[]>();

export function exampleRows(id: ExampleId): readonly PriceRow[] {
  const known = rows.get(id) ?? exampleMarket(languages[id]);
  rows.set(id, known);
  return known;
}

export function productsOf(id: ExampleId): Product[] {
  return exampleProducts(languages[id]).products;
}

export function questionnaire(): Questionnaire {
  return {
    items: toleranceItems.map(({ id, dimension, text, choices }) => ({
      ...{ id, dimension, text },
      choices: choices.map((choice) => ({ id: choice.id, text: choice.text })),
    })),
    fields: profileFields,
    examples: exampleIds.flatMap((id) => {
      const profile = exampleProfile(languages[id]);
      const place = { market: id, products: id };
      const indebted = {
        name: 'card',
        amount: 9000,
        interestRate: 0.19,
        monthlyPayment: 300,
        secured: false,
      };
      return [
        {
          name: { en: `Saver (${profile.currency})`, zh: `储蓄者（${profile.currency}）` },
          profile,
          ...place,
        },
        {
          name: { en: `In debt (${profile.currency})`, zh: `负债者（${profile.currency}）` },
          profile: { ...profile, reserves: profile.spendingPerMonth / 2, debts: [indebted] },
          ...place,
        },
      ];
    }),
    markets: exampleIds.map((id) => {
      const all = exampleRows(id);
      return {
        ...{ id, title, symbols: [...new Set(all.map(({ symbol }) => symbol))] },
        ...{ from: all[0]?.date ?? '', to: all.at(-1)?.date ?? '', currency: all[0]?.currency ?? '' },
      };
    }),
    products: exampleIds.map((id) => ({ id, title, products: productsOf(id) })),
  };
}
