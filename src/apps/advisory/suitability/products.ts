/**
 * The products that may be advised at all (`products.yaml`), each with what the gate has to know of it. Costs and weights are fractions.
 * `riskClass` is the summary risk indicator of an EU key information document (1–7), or R1–R5 as Chinese distributors rate products.
 */

import { z } from 'zod';
import { checkedYaml } from '../../../core/checked-yaml.ts';
import { InputError } from '../../../core/errors.ts';
import { readText } from '../../../core/read-text.ts';
import { clientClasses, esgTopics, jurisdictions } from '../profile/profile.ts';
import type { Family } from '../profile/profile.ts';
import type { Level } from '../profile/score.ts';

/** Of each kind: what a client has to know, and the most that one product of it may take of a portfolio. */
export const productKinds = {
  cash: { family: 'deposits', largestWeight: 1 },
  'money-market': { family: 'funds', largestWeight: 1 },
  'bond-fund': { family: 'funds', largestWeight: 0.7 },
  'mixed-fund': { family: 'funds', largestWeight: 0.7 },
  'share-fund': { family: 'funds', largestWeight: 0.6 },
  'sector-fund': { family: 'funds', largestWeight: 0.1 },
  'commodity-fund': { family: 'funds', largestWeight: 0.1 },
  bond: { family: 'bonds', largestWeight: 0.1 },
  share: { family: 'shares', largestWeight: 0.05 },
  structured: { family: 'structured', largestWeight: 0.1 },
  'private-fund': { family: 'structured', largestWeight: 0.1 },
  derivative: { family: 'derivatives', largestWeight: 0.05 },
  'leveraged-fund': { family: 'derivatives', largestWeight: 0.05 },
  'inverse-fund': { family: 'derivatives', largestWeight: 0.05 },
  crypto: { family: 'derivatives', largestWeight: 0.05 },
} as const satisfies Record<string, { family: Family; largestWeight: number }>;
export type ProductKind = keyof typeof productKinds;

const complexKinds: readonly ProductKind[] = [
  ...(['crypto', 'derivative', 'leveraged-fund', 'inverse-fund', 'structured', 'private-fund'] as const),
];

/** By its kind, whatever the file says of it, or because the file says so. */
export function isComplex({ kind, complexity }: Pick<Product, 'kind' | 'complexity'>): boolean {
  return complexity === 'complex' || complexKinds.includes(kind);
}

const product = z.strictObject({
  symbol: z.string().regex(/^[A-Za-z0-9._^-]{1,20}$/, 'letters, digits, dots and dashes'),
  name: z.strictObject({ en: z.string().min(1).max(80), zh: z.string().min(1).max(40) }),
  kind: z.enum(Object.keys(productKinds) as [ProductKind, ...ProductKind[]]),
  riskClass: z.union([z.int().min(1).max(7), z.enum(['R1', 'R2', 'R3', 'R4', 'R5'])], {
    error: 'a summary risk indicator from 1 to 7, or R1 to R5',
  }),
  /** That it is a fund of, e.g. `MSCI World`: two of one index count as one product. */
  index: z.string().min(1).max(80).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code, e.g. USD'),
  /** Times the exposure of an unlevered product. */
  leverage: z.number().min(0).max(20).default(1),
  complexity: z.enum(['simple', 'complex']),
  liquidity: z.enum(['daily', 'monthly', 'locked']),
  /** A year, of the value. */
  ongoingCost: z.number().min(0).max(0.2),
  minimumHorizonYears: z.number().min(0).max(50),
  /** What the issuer or its holdings are involved in. */
  esg: z.array(z.enum(esgTopics)).default([]),
  clients: z.array(z.enum(clientClasses)).min(1),
  jurisdictions: z.array(z.enum(jurisdictions)).min(1),
});
export type Product = z.infer<typeof product>;

export const productsSchema = z.strictObject({
  about: z.string().min(1).max(500),
  products: z.array(product).min(1).max(500),
});
export type ProductFile = z.infer<typeof productsSchema>;

/** `where` names the text in errors. @throws InputError naming line, key and value. */
export function parseProducts(text: string, where: string): ProductFile {
  return checkProducts(checkedYaml(text, where, productsSchema, 'the product file'), where);
}

export function readProducts(path: string): ProductFile {
  return parseProducts(readText(path), path);
}

/** @throws InputError where two products have one symbol. */
export function checkProducts(file: ProductFile, where: string): ProductFile {
  const seen = new Set<string>();
  for (const { symbol } of file.products) {
    if (seen.has(symbol))
      throw new InputError(`${where}: ${symbol} stands twice`, { hint: 'Leave one of the entries out.' });
    seen.add(symbol);
  }
  return file;
}

/** Highest summary risk indicator that each level may hold. */
const HIGHEST_INDICATOR: Record<Level, number> = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 7 };

/** The lowest level that may hold a risk class: R3 needs level 3; an indicator of 5 needs level 4. */
export function levelOfClass(riskClass: Product['riskClass']): Level {
  if (typeof riskClass === 'string') return Number(riskClass.slice(1)) as Level;
  const level = ([1, 2, 3, 4, 5] as const).find((one) => riskClass <= HIGHEST_INDICATOR[one]);
  if (level === undefined) throw new RangeError(`no level holds the risk class ${riskClass}`);
  return level;
}
