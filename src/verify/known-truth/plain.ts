/** Plain numbers and changes whose direction is a word, right or with one fault. */

import type { Random } from '../../core/random.ts';
import { coarser, drawDigits, grouped, nearMiss, print, shifted, valueOf, type Digits } from './digits.ts';
import type { KnownPair } from './known-pair.ts';
import { fullWidth, numberPair, signed, type Write } from './wordings.ts';

const plainForms: readonly Write[] = [
  (x) => x,
  (x) => grouped(x),
  (x) => fullWidth(x),
  (x) => `$${x}`,
  (x) => `${x} dollars`,
  (x) => `${x}元`,
  (x) => `${x} years`,
];

export function plainPair(random: Random): KnownPair {
  const digits = drawDigits(random);
  const negative = random.chance(0.25);
  const gold = (negative ? -1 : 1) * valueOf(digits);
  const fault = random.chance(0.5)
    ? random.pick(['sign', 'near miss', 'percent sign', 'magnitude'] as const)
    : null;
  const written = coarser(digits, random);
  const form = random.pick(plainForms);
  const body = (of: Digits): string => (print(of).includes('.') ? form(print(of)) : print(of));
  const done = (text: string, flip = false): KnownPair =>
    numberPair(
      random,
      `plain: ${fault ?? 'right'}`,
      'plain',
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
    case 'percent sign':
      return done(`${print(written)}%`);
    case 'magnitude':
      return done(body(shifted(written, random.pick([1, 2]))));
  }
}

const falls: readonly Write[] = [
  (x) => `decreased by ${x}`,
  (x) => `a ${x} decline`,
  (x) => `fell ${x}`,
  (x) => `下降了${x}`,
  (x) => `减少${x}`,
];
const rises: readonly Write[] = [
  (x) => `increased by ${x}`,
  (x) => `a ${x} increase`,
  (x) => `rose ${x}`,
  (x) => `上升了${x}`,
  (x) => `增长${x}`,
];

/** A change whose sign is a word. */
export function directionPair(random: Random): KnownPair {
  const percent: Digits = { mantissa: random.int(101, 9999), decimals: 2 };
  const down = random.chance(0.5);
  const correct = random.chance(0.5);
  const gold = (down === correct ? -1 : 1) * valueOf(percent, -2);
  const answer = random.pick(down ? falls : rises)(`${print(percent)}%`);
  return {
    kind: `direction: ${correct ? 'right' : 'sign'}`,
    answer,
    reference: { kind: 'number', value: gold, unit: 'decimal', tolerance: 0 },
    correct,
  };
}
