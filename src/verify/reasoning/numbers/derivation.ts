/**
 * Whether a number is derived from others although no equation prints it: a share of the same total as the one before, the rest, a
 * difference of two numbers just named. With enough numbers around, some step hits any number by chance, so a hit is weighed: how
 * many hits would be expected by chance, from how densely the results of all steps lie around the number and how exactly it is printed.
 */

import { halfUnit, unitFactor, type ParsedNumber } from '../../number.ts';
import { amount } from './steps.ts';

/** Within this factor of the number it is told how densely results lie. */
const AROUND = 2;
/** With fewer digits, too many numbers differ by one. */
const LEAST_SLIP = 3;

/** How many results would hit the number by chance; Infinity where none does. */
export function chanceOf(number: ParsedNumber, results: readonly number[]): number {
  const target = amount(number);
  if (target === 0) return Infinity;
  const factor = unitFactor(number.unit);
  const half = Math.max(halfUnit(number) * factor * (1 + 1e-9), target * 1e-12);
  const bare = 10 ** -number.power;
  const targets = number.power === 0 ? [target] : [target, target * bare];
  let best = Infinity;
  for (const own of targets) {
    const slack = (half * own) / target;
    let hit = false;
    let around = 0;
    // By index: results are many, and an iterator would box each of them.
    for (let at = 0; at < results.length; at++) {
      const result = results[at] as number;
      if (result > own * AROUND || result < own / AROUND) continue;
      around++;
      if (Math.abs(result - own) <= slack) hit = true;
    }
    if (hit) best = Math.min(best, (around * spread(number) * 2) / Math.log(AROUND * AROUND));
  }
  return best;
}

/** How far a number that prints alike may lie away, as a share of it. Round numbers are rounded where they come to mind, too. */
function spread(number: ParsedNumber): number {
  const zeros = number.decimals > 0 ? 0 : (/0*$/.exec(number.digits)?.[0].length ?? 0);
  return (halfUnit(number) * 10 ** zeros) / Math.abs(number.value);
}

/** True where the number looks like a misread or mistyped other one: one digit differs, or two neighbours are swapped. */
export function isSlip(number: ParsedNumber, others: readonly ParsedNumber[]): boolean {
  const own = bareDigits(number);
  return (
    own.length >= LEAST_SLIP &&
    others.some(
      (other) =>
        number.decimals === other.decimals &&
        other.digits.length >= own.length &&
        isSlipOf(own, bareDigits(other)),
    )
  );
}

function isSlipOf(own: string, theirs: string): boolean {
  if (own.length !== theirs.length) return false;
  let first = 0;
  while (first < own.length && own[first] === theirs[first]) first++;
  if (first === own.length) return false;
  if (own.slice(first + 1) === theirs.slice(first + 1)) return true;
  return (
    own[first] === theirs[first + 1] &&
    own[first + 1] === theirs[first] &&
    own.slice(first + 2) === theirs.slice(first + 2)
  );
}

function bareDigits({ digits }: ParsedNumber): string {
  return /^[1-9]\d*$/.test(digits) ? digits : digits.replace(/[-.]/g, '').replace(/^0+/, '');
}
