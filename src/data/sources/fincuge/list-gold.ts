/** A gold that is a list in no order: every order of it is accepted, so that the exact match does not punish one. */

import type { Reference } from '../../../core/question.ts';

/** Longer lists have too many orders; they keep their own. */
const MAX_ORDERED = 4;

function orders(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    orders([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

/** `a;b` as a text reference that also accepts `b;a` and other marks between the two; null where nothing is listed. */
export function listGold(printed: string, separator: string): Reference | null {
  const items = [...new Set(printed.split(separator).map((item) => item.trim()))].filter(
    (item) => item !== '',
  );
  if (items.length === 0) return null;
  const all = items.length <= MAX_ORDERED ? orders(items) : [items];
  const accepted = [';', ',', ' '].flatMap((mark) => all.map((order) => order.join(mark)));
  const text = items.join(separator);
  return { kind: 'text', text, accepted: [...new Set(accepted)].filter((other) => other !== text) };
}
