/** Fields that chat and text completions share. */

import { randomInt } from 'node:crypto';
import { z } from 'zod';

const SAMPLES = 64;
/** Changes nothing at this value, which some clients always send. */
const none = z.literal(0).nullish();

export const samplingFields = {
  n: z.int().min(1).max(SAMPLES).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  /** As vLLM has it: −1 or left out for all tokens. */
  top_k: z.union([z.literal(-1), z.int().positive()]).nullish(),
  seed: z.int().nullish(),
  presence_penalty: none,
  frequency_penalty: none,
  logit_bias: z.strictObject({}).nullish(),
};

/** Up to four texts; the answer ends before the first of them. */
export const stopSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).max(4)])
  .nullish()
  .transform((stop) => (typeof stop === 'string' ? [stop] : (stop ?? [])));

/** Each request draws anew unless it names a seed. */
export function seedOr(seed: number | null | undefined): number {
  return seed ?? randomInt(2 ** 47);
}

/** Fields that say nothing about the answer: taken, and not looked at. */
export function noEffect<N extends string>(names: readonly N[]): Record<N, z.ZodOptional<z.ZodUnknown>> {
  return Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<
    N,
    z.ZodOptional<z.ZodUnknown>
  >;
}

const absent = z.custom<null | undefined>(
  (value) => value == null || (Array.isArray(value) && value.length === 0),
  'not supported by this server',
);

/** Fields that would change the answer, and are not supported. */
export function without<N extends string>(names: readonly N[]): Record<N, z.ZodOptional<typeof absent>> {
  return Object.fromEntries(names.map((name) => [name, absent.optional()])) as Record<
    N,
    z.ZodOptional<typeof absent>
  >;
}
