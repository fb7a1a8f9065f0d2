/** Schemas of the arguments: decimals as JSON numbers or strings, counts, dates. Their errors say what is expected. */

import { z } from 'zod';
import { Exact } from './decimal.ts';
import { formatDate, parseDate } from './calendar.ts';

const PLACES = 25;
const DECIMAL = /^-?\d{1,25}(\.\d{1,25})?$/;
const EXPECTED =
  'a number, or a decimal string such as "1200.50": no separators, no unit, at most 25 digits before and 25 after the point';

/** An amount, share or rate, without a float in between: a JSON number is read by its shortest decimal form. */
export const decimal = z
  .union([z.number(), z.string().regex(DECIMAL, { error: EXPECTED })], { error: EXPECTED })
  .transform((given, context) => {
    const value = new Exact(given);
    const lost = typeof given === 'number' && Number.isInteger(given) && !Number.isSafeInteger(given);
    if (lost || value.abs().greaterThanOrEqualTo(`1e${PLACES}`) || value.decimalPlaces() > PLACES) {
      const message = lost ? 'a decimal string, as a JSON number of this size has lost digits' : EXPECTED;
      context.addIssue({ code: 'custom', message, input: given });
    }
    return value;
  });

export const positive = decimal.refine((value) => value.greaterThan(0), { error: 'a number above 0' });

export const notNegative = decimal.refine((value) => !value.lessThan(0), {
  error: 'a number that is not below 0',
});

/** Percent a period or a year, above −100. */
export const ratePercent = decimal.refine((value) => value.greaterThan(-100), {
  error: 'a rate in percent above -100 (8 means 8 %)',
});

/** A whole number from 1 to `most`. */
export function count(most: number) {
  const error = `a whole number from 1 to ${most}`;
  return z.int({ error }).min(1, { error }).max(most, { error });
}

export function choice<const T extends readonly string[]>(names: T) {
  return z.enum(names, { error: `one of ${names.map((name) => `"${name}"`).join(', ')}` });
}

const EXPECTED_DATE = 'a real calendar date as YYYY-MM-DD, from 1583 on';

export const date = z
  .string({ error: EXPECTED_DATE })
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: EXPECTED_DATE })
  .transform((given, context) => {
    const value = parseDate(given);
    if (value !== undefined) return { ...value, toJSON: () => formatDate(value) };
    context.addIssue({ code: 'custom', message: EXPECTED_DATE, input: given });
    return z.NEVER;
  });

const MOST_FLOWS = 600;

/** A list of 2 to 600 flows. */
export function flows<T extends z.ZodType>(flow: T) {
  const error = `a list of 2 to ${MOST_FLOWS} cash flows`;
  return z.array(flow, { error }).min(2, { error }).max(MOST_FLOWS, { error });
}
