/**
 * Answers whose truth is known because it was built in: a gold is drawn as digits, then written in one of many ways, or written after one fault was
 * put in (sign, near miss, unit, magnitude, another class). Nothing of the scorer is used here.
 */

import type { Random } from '../../core/random.ts';
import { moneyPair } from './amount.ts';
import { choicePair } from './choice.ts';
import { booleanPair, labelPair } from './classes.ts';
import type { KnownPair } from './known-pair.ts';
import { percentPair } from './percent.ts';
import { directionPair, plainPair } from './plain.ts';

const makers: readonly (readonly [share: number, make: (random: Random) => KnownPair])[] = [
  [0.25, percentPair],
  [0.2, moneyPair],
  [0.1, plainPair],
  [0.05, directionPair],
  [0.15, choicePair],
  [0.1, labelPair],
  [0.15, booleanPair],
];

export function knownPair(random: Random): KnownPair {
  let draw = random.float();
  for (const [share, make] of makers) {
    if (draw < share) return make(random);
    draw -= share;
  }
  return booleanPair(random);
}
