/** Amounts with scale words and currencies, right or with one fault. */

import type { Random } from '../../core/random.ts';
import { coarser, drawDigits, grouped, print, shifted, valueOf, type Digits } from './digits.ts';
import { drawFault, faultyPair } from './faults.ts';
import type { KnownPair } from './known-pair.ts';

const scales: readonly (readonly [word: string, power: number])[] = [
  [' thousand', 3],
  [' million', 6],
  [' million dollars', 6],
  [' million shares', 6],
  ['e6', 6],
  [' × 10^6', 6],
  [' \\times 10^{9}', 9],
  ['万股', 4],
  ['千万元', 7],
  ['万亿元', 12],
  ['m', 6],
  [' mn', 6],
  [' billion', 9],
  ['bn', 9],
  ['B', 9],
  [' trillion', 12],
  ['万', 4],
  ['万元', 4],
  ['百万元', 6],
  ['亿', 8],
  ['亿元', 8],
  ['亿美元', 8],
];
const currencies = ['', '', '$', '$ ', 'US$', '€', '£', 'USD '];

/** An amount whose gold is the whole number, or counts in the unit that the answer names. */
export function moneyPair(random: Random): KnownPair {
  const [word, power] = random.pick(scales);
  const digits = drawDigits(random);
  const negative = random.chance(0.2);
  // A power of ten names no unit, as a word does.
  const inUnit = !/\d/.test(word) && random.chance(0.25);
  const gold = (negative ? -1 : 1) * valueOf(digits, inUnit ? 0 : power);
  const fault = drawFault(random, 'scale');
  const written = coarser(digits, random);
  const currency = /[万亿]/.test(word) ? '' : random.pick(currencies);
  const text = (of: Digits, scale: string): string =>
    `${currency}${random.chance(0.5) ? grouped(print(of)) : print(of)}${scale}`;
  return faultyPair(random, {
    ...{ family: 'amount', unit: 'plain', gold, negative, fault, written, places: [1, 2] },
    body: (of) => text(of, word),
    // A bare number is right where the gold counts in the unit, all digits where it does not.
    right: () =>
      random.chance(0.25) ? text(inUnit ? written : shifted(digits, power), '') : text(written, word),
    own: () => {
      // In the unit of the gold every scale word only repeats that unit; all digits do not.
      if (inUnit) return text(shifted(digits, power), '');
      const [other] = random.pick(scales.filter(([, another]) => another !== power));
      return text(written, other);
    },
  });
}
