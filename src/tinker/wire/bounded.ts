/**
 * Lists and maps of hostile bodies: their size is looked at before their content, and the first fault ends the reading.
 * Zod's own gather a fault for every element, of which a body of a few kilobytes unpacks to millions.
 */

import { z } from 'zod';

/** A list of at most `most` elements. */
export function boundedList<T>(element: z.ZodType<T>, most: number): z.ZodType<T[]> {
  return z.unknown().transform((given, context): T[] => {
    const list: T[] = [];
    if (!Array.isArray(given)) return refuse(context, given, 'a list');
    if (given.length > most) return refuse(context, given, `a list of at most ${most}`);
    for (const [i, value] of given.entries()) {
      const parsed = element.safeParse(value);
      if (!parsed.success) return refuseWithin(context, parsed.error, i);
      list.push(parsed.data);
    }
    return list;
  });
}

/** A map of at most `most` keys. */
export function boundedMap<T>(valueType: z.ZodType<T>, most: number): z.ZodType<Record<string, T>> {
  return z.unknown().transform((given, context): Record<string, T> => {
    const entries: [string, T][] = [];
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      return refuse(context, given, 'a map of keys');
    for (const key in given) {
      if (entries.length === most) return refuse(context, given, `a map of at most ${most} keys`);
      const parsed = valueType.safeParse((given as Record<string, unknown>)[key]);
      if (!parsed.success) return refuseWithin(context, parsed.error, key);
      entries.push([key, parsed.data]);
    }
    // Keeps a name like __proto__ a name.
    return Object.fromEntries(entries);
  });
}

/** A list of numbers, which may be long: looked through by hand. `what` says what `is` asks of each. */
export function numberList<T extends number | null>(
  is: (value: unknown) => value is T,
  what: string,
): z.ZodType<T[]> {
  return z.unknown().transform((given, context): T[] => {
    if (!Array.isArray(given)) return refuse(context, given, 'a list');
    const values: unknown[] = given;
    for (let i = 0; i < values.length; i++) if (!is(values[i])) return refuse(context, values[i], what, [i]);
    return values as T[];
  });
}

export const isInt32 = (value: unknown): value is number =>
  typeof value === 'number' && (value | 0) === value;

function refuse(context: z.RefinementCtx, input: unknown, message: string, path: PropertyKey[] = []): never {
  context.issues.push({ code: 'custom', input, message, path });
  return z.NEVER;
}

function refuseWithin(context: z.RefinementCtx, { issues: [first] }: z.ZodError, at: PropertyKey): never {
  if (first !== undefined) context.issues.push({ ...first, input: undefined, path: [at, ...first.path] });
  return z.NEVER;
}
