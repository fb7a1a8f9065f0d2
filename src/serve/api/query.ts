/** Parameters behind the `?` of an address: each is known and well-formed, or refused by its name. */

import { z } from 'zod';
import { ApiError } from '../api-error.ts';

const LONGEST_TEXT = 500;
const MOST_ITEMS = 200;
const USUAL_ITEMS = 50;

export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'a whole number')
  .transform(Number);

export const decimalNumber = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,15})?$/, 'a number')
  .transform(Number);

export const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

export const text = z.string().max(LONGEST_TEXT);

/** Which part of a list is meant. */
export const range = {
  offset: wholeNumber.default(0),
  limit: wholeNumber
    .refine((limit) => limit >= 1 && limit <= MOST_ITEMS, `1 to ${MOST_ITEMS}`)
    .default(USUAL_ITEMS),
};

/** @throws ApiError that names the first parameter that is unknown, comes twice, or is not well-formed. */
export function readQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const param = (unknown ?? issue?.path.join('.') ?? '').slice(0, 200);
  const said = unknown === undefined ? issue?.message : 'this address knows no such parameter';
  throw new ApiError(400, `${param}: ${said}`, { param });
}
