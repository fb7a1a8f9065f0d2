/** Figures that are only bounds: where a text says their number, it says `more than` or `less than` with it. */

import type { Figure } from '../figure.ts';
import type { BoundNumber } from './bind.ts';
import { boundStart } from './say-figure.ts';

/** The numbers with the words of their bounds, and what is wrong where such words lack; null where nothing is. */
export function withBounds(
  text: string,
  numbers: readonly BoundNumber[],
  figures: readonly Figure[],
): { numbers: BoundNumber[]; fault: string | null } {
  let fault: string | null = null;
  const whole = numbers.map((number) => {
    const bound = figures.find(({ id }) => id === number.figure)?.bound;
    if (bound === undefined) return number;
    const start = boundStart(text, number.start, bound);
    if (start === null)
      fault ??= `${number.figure ?? ''} is only a bound, and ${number.raw} is told without it`;
    return { ...number, start: start ?? number.start };
  });
  return { numbers: whole, fault };
}
