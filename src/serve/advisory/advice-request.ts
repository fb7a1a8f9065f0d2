/** Bodies of the routes of advice, read: the client, the prices, the products, and what is taken for granted. */

import { z } from 'zod';
import {
  changeSchema,
  checkProfile,
  parsePrices,
  parseProducts,
  profileSchema,
  usualAssumptions,
} from '../../apps/advisory/index.ts';
import type { AdviceInput, Change, Profile } from '../../apps/advisory/index.ts';
import { InputError } from '../../core/errors.ts';
import { ApiError } from '../api-error.ts';
import { parsed } from '../openai/chat-request.ts';
import { exampleIds, exampleRows, productsOf } from './questionnaire.ts';

/** More paths would hold up everybody else. */
const MOST_PATHS = 20_000;
const FEWEST_PATHS = 100;

const rate = z.number().min(0).max(0.99).optional();
const name = z.string().min(1).max(100).optional();
const assumptionsSchema = z.strictObject({
  ...{ inflation: rate, gainsTax: rate, tradingCost: rate, fee: rate },
  seed: z.int().min(0).optional(),
  paths: z.int().min(FEWEST_PATHS).max(MOST_PATHS).optional(),
});

const id = z.strictObject({ id: z.enum(exampleIds) });
const fields = {
  profile: profileSchema,
  market: z.union([id, z.strictObject({ csv: z.string(), name })], { error: 'give { id } or { csv }' }),
  products: z.union([id, z.strictObject({ yaml: z.string(), name })], { error: 'give { id } or { yaml }' }),
  assumptions: assumptionsSchema.prefault({}),
};
const profileBody = z.strictObject({ profile: profileSchema });
const adviseBody = z.strictObject({ ...fields, model: z.string().nullish() });
const whatIfBody = z.strictObject({ ...fields, change: changeSchema });

export function readProfileBody(body: unknown): Profile {
  const { profile } = parsed(profileBody, body);
  return refusedAs('profile', () => checkProfile(profile, 'profile'));
}

export function readAdvise(body: unknown): { input: AdviceInput; model: string | null } {
  const { model, ...rest } = parsed(adviseBody, body);
  return { input: inputOf(rest), model: model ?? null };
}

export function readWhatIf(body: unknown): { input: AdviceInput; change: Change } {
  const { change, ...rest } = parsed(whatIfBody, body);
  return { input: inputOf(rest), change };
}

function inputOf({
  profile,
  market,
  products,
  assumptions,
}: Omit<z.infer<typeof adviseBody>, 'model'>): AdviceInput {
  const given = Object.fromEntries(Object.entries(assumptions).filter(([, value]) => value !== undefined));
  return {
    profile: refusedAs('profile', () => checkProfile(profile, 'profile')),
    prices: refusedAs('market', () => {
      if ('id' in market) return { rows: exampleRows(market.id), source: market.id };
      const source = market.name ?? 'prices';
      return { rows: parsePrices(market.csv, source), source };
    }),
    products: refusedAs('products', () =>
      'id' in products
        ? productsOf(products.id)
        : parseProducts(products.yaml, products.name ?? 'products').products,
    ),
    assumptions: { ...usualAssumptions, ...given },
  };
}

/** What cannot be used is the request's fault, not the server's. */
export function refusedAs<T>(param: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new ApiError(400, error.message, { code: error.code, param });
  }
}
