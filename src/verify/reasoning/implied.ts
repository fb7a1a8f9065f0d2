/**
 * Numbers that follow from others by one step too small to be written out: `35% and 21%, 14 points apart`, a half, a sum, the rest
 * to 100 %, `1,800 a year, 150 a month`. The fewer digits a number has, the nearer the others must stand.
 */

import { halfUnit, unitFactor, type ParsedNumber } from '../number.ts';

const FACTORS = [2, 3, 4, 10, 12, 100];
const WHOLES = [1, 100];

/** A number as what it amounts to: percent as shares, scale words applied. */
export function amount(number: ParsedNumber): number {
  return Math.abs(number.value) * unitFactor(number.unit);
}

/** True when one operation on one or two of the others gives the number, rounded to its digits. */
export function isImplied(number: ParsedNumber, others: readonly ParsedNumber[]): boolean {
  const target = amount(number);
  if (target === 0) return false;
  const half = Math.max(halfUnit(number) * unitFactor(number.unit) * (1 + 1e-9), target * 1e-12);
  const targets: [number, number][] = [[target, half]];
  if (number.unit !== 'plain') targets.push([Math.abs(number.value), halfUnit(number)]);
  if (number.power > 0) {
    const bare = 10 ** -number.power;
    targets.push([target * bare, half * bare]);
  }
  const isIt = (value: number): boolean =>
    targets.some(([magnitude, slack]) => Math.abs(Math.abs(value) - magnitude) <= slack);

  let total = 0;
  for (const [index, other] of others.entries()) {
    const a = amount(other);
    if (a === 0) continue;
    total += a;
    const inUnits = other.unit !== 'plain' ? [a, Math.abs(other.value)] : [a];
    for (const own of inUnits) {
      if (FACTORS.some((factor) => isIt(own * factor) || isIt(own / factor))) return true;
      if (WHOLES.some((whole) => own < whole && isIt(whole - own))) return true;
      if (own < 1 && isIt(1 + own)) return true;
    }
    if (isIt(365 / a) || isIt(360 / a) || isIt(1 / a)) return true;
    for (let at = 0; at < index; at++) {
      const before = others[at] as ParsedNumber;
      const b = amount(before);
      if (b === 0) continue;
      if (number.unit === 'plain' && other.unit === 'percent' && before.unit === 'percent') {
        if (isIt(other.value - before.value) || isIt(other.value + before.value)) return true;
      }
      if (isIt(a + b) || isIt(a - b) || isIt(a * b) || isIt(a / b) || isIt(b / a)) return true;
      if (isIt((a - b) / b) || isIt((a - b) / a) || isIt((a + b) / 2) || isIt(100 * (a - b))) return true;
    }
  }
  return others.length > 2 && isIt(total);
}
