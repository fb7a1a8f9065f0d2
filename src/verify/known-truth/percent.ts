/** Percentages, right or with one fault. */

import type { Random } from '../../core/random.ts';
import { coarser, drawDigits, nearMiss, print, shifted, valueOf, type Digits } from './digits.ts';
import type { KnownPair } from './known-pair.ts';
import { fullWidth, numberPair, signed, type Write } from './wordings.ts';

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
  const fault = random.chance(0.5) ? random.pick(['sign', 'near miss', 'unit', 'magnitude'] as const) : null;
  const written = coarser(percent, random);
  const asFraction: Digits = { mantissa: written.mantissa, decimals: written.decimals + 2 };
  const mark = random.pick(percentMarks);
  const bare = random.chance(0.3);
  const body = (digits: Digits): string => {
    if (!bare) return mark(print(digits));
    return print(unit === 'percent' ? digits : { ...digits, decimals: digits.decimals + 2 });
  };
  const done = (text: string, flip = false): KnownPair =>
    numberPair(
      random,
      `percent: ${fault ?? 'right'}`,
      unit,
      gold,
      signed(negative !== flip, text, random),
      fault === null,
    );
  switch (fault) {
    case null:
      return done(body(written));
    case 'sign':
      return done(body(written), true);
    case 'near miss':
      return done(body(nearMiss(written, random)));
    case 'unit':
      // The same digits as a fraction of one hundredth, or a bare number in the other convention.
      if (random.chance(0.4)) return done(`${print(asFraction)}%`);
      return done(print(unit === 'decimal' ? written : asFraction));
    case 'magnitude':
      return done(body(shifted(written, random.pick([1, 2, 3]))));
  }
}
