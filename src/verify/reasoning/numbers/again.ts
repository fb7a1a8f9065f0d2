/** Whether a number is an earlier one said again: the same, rounded, with more digits, or in another unit or scale. */

import { halfUnit, unitFactor, type ParsedNumber } from '../../number.ts';
import { amount } from './steps.ts';

const ROUGH_DIGITS = 2;
/** From so many digits on, a number may be given with more of them later. */
const REFINED_DIGITS = 3;
/** Digits with nothing to take off. */
const PRINTED = /^[1-9](?:\d*[1-9])?$/;

/** True when `b` is `a` again, its unit perhaps left out. */
export function isEqual(a: ParsedNumber, b: ParsedNumber): boolean {
  return (a.unit === b.unit || b.unit === 'plain') && Math.abs(a.value) === Math.abs(b.value);
}

/** True when `number` is `known` again, rounded, with more digits, or in another scale: `303.8万元`, then 303.8; 1.0824, then 8.24%. */
export function rounds(known: ParsedNumber, number: ParsedNumber): boolean {
  if (number.significant < ROUGH_DIGITS) return false;
  const refines =
    known.significant >= REFINED_DIGITS && known.unit === number.unit && known.power === number.power;
  const half = (refines ? Math.max(halfUnit(number), halfUnit(known)) : halfUnit(number)) * (1 + 1e-9);
  const value = Math.abs(number.value);
  if (isFactor(known) && number.unit === 'percent') {
    if (Math.abs(Math.abs(known.value - 1) * 100 - value) <= half) return true;
  }
  if (isFactor(number) && known.unit === 'percent') {
    if (Math.abs(Math.abs(1 - number.value) - Math.abs(known.value) / 100) <= half) return true;
  }
  if (known.unit === number.unit) {
    const scaled =
      known.power === number.power ? [] : [Math.abs(known.value) / 10 ** (known.power - number.power)];
    return [Math.abs(known.value), ...scaled].some((own) => Math.abs(own - value) <= half);
  }
  const asPrinted = number.unit === 'plain' && Math.abs(Math.abs(known.value) - value) <= half;
  return asPrinted || Math.abs(amount(known) - amount(number)) <= half * unitFactor(number.unit);
}

/** What an amount may be multiplied by to grow or shrink. */
function isFactor({ unit, value }: ParsedNumber): boolean {
  return unit === 'plain' && value > 0 && value < 2;
}

/** The digits of a number without leading and ending zeros: what stays the same in every scale. */
export function significantDigits(value: number): string {
  return Math.abs(value)
    .toPrecision(12)
    .replace(/e.*$/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
}

/** The same of a number as it is printed, without its scale. */
export function printedDigits({ digits }: ParsedNumber): string {
  return PRINTED.test(digits) ? digits : digits.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
}
