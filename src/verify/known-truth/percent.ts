/** Percentages, right or with one fault. */

import type { Random } from '../../core/random.ts';
import { coarser, drawDigits, print, valueOf, type Digits } from './digits.ts';
import { drawFault, faultyPair } from './faults.ts';
import type { KnownPair } from './known-pair.ts';
import { fullWidth, type Write } from './wordings.ts';

const percentMarks: readonly Write[] = [
  (x) => `${x}%`,
  (x) => `${x}%`,
  (x) => `${x} %`,
  (x) => `${x} percent`,
  (x) => `${x}个百分点`,
  (x) => fullWidth(`${x}%`),
  (x) => `${x}％`,
  (x) => `${x} per cent`,
  (x) => `${x}个百分点左右`,
];

/** A percentage: the gold counts in hundredths (FinQA) or in percent (TAT-QA). */
export function percentPair(random: Random): KnownPair {
  const unit = random.pick(['decimal', 'percent'] as const);
  const drawn = drawDigits(random);
  const percent: Digits = { mantissa: drawn.mantissa, decimals: drawn.decimals + random.int(0, 2) };
  const negative = random.chance(0.35);
  const sign = negative ? -1 : 1;
  const gold = sign * valueOf(percent, unit === 'decimal' ? -2 : 0);
  const fault = drawFault(random, 'unit');
  const written = coarser(percent, random);
  const asFraction: Digits = { mantissa: written.mantissa, decimals: written.decimals + 2 };
  const mark = random.pick(percentMarks);
  const bare = random.chance(0.3);
  return faultyPair(random, {
    ...{ family: 'percent', unit, gold, negative, fault, written, places: [1, 2, 3] },
    body: (digits) => {
      if (!bare) return mark(print(digits));
      return print(unit === 'percent' ? digits : { ...digits, decimals: digits.decimals + 2 });
    },
    // The same digits as a fraction of one hundredth, or a bare number in the other convention.
    own: () =>
      random.chance(0.4) ? `${print(asFraction)}%` : print(unit === 'decimal' ? written : asFraction),
  });
}
