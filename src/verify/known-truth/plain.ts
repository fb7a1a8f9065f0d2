/** Plain numbers and changes whose direction is a word, right or with one fault. */

import type { Random } from '../../core/random.ts';
import { coarser, drawDigits, grouped, print, valueOf, type Digits } from './digits.ts';
import { drawFault, faultyPair } from './faults.ts';
import type { KnownPair } from './known-pair.ts';
import { fullWidth, type Write } from './wordings.ts';

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
  const fault = drawFault(random, 'percent sign');
  const written = coarser(digits, random);
  const form = random.pick(plainForms);
  return faultyPair(random, {
    ...{ family: 'plain', unit: 'plain', gold, negative, fault, written, places: [1, 2] },
    body: (of) => (print(of).includes('.') ? form(print(of)) : print(of)),
    own: () => `${print(written)}%`,
  });
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
