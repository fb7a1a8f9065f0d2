/** Whether a number as it is said can be a figure: value, unit, currency, sign and rounding. */

import { toldValue } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { SpokenNumber } from './spoken-number.ts';

/** A rounding that moves a figure further than this says something else. */
const FURTHEST_ROUNDING = 0.05;
/** Fewer digits of a plain fraction could be anything. */
const FRACTION_DECIMALS = 3;

/** By value and unit alone; the words around it are for `bind.ts`. Signs are compared apart. */
export function saysFigure(number: SpokenNumber, figure: Figure): boolean {
  const said = inUnitOf(number, figure);
  if (said === null || Number.isNaN(said.value)) return false;
  const value = Math.abs(toldValue(figure));
  const off = Math.abs(Math.abs(said.value) - value);
  if (off > said.half * (1 + 1e-9) + value * 1e-12) return false;
  return off <= FURTHEST_ROUNDING * value + 1e-12;
}

function inUnitOf(number: SpokenNumber, figure: Figure): { value: number; half: number } | null {
  const { unit, value, half, decimals } = number;
  const isUnit = (...units: string[]): { value: number; half: number } | null =>
    units.includes(unit) ? { value, half } : null;
  switch (figure.unit) {
    case 'fraction':
      if (unit === 'percent') return { value: value / 100, half: half / 100 };
      if (unit === 'basis points') return { value: value / 1e4, half: half / 1e4 };
      return unit === 'plain' && decimals >= FRACTION_DECIMALS && Math.abs(value) < 1
        ? { value, half }
        : null;
    case 'money':
      return unit === 'money' && number.currencies.includes(figure.currency ?? '') ? { value, half } : null;
    case 'years':
      return isUnit('years');
    case 'months':
      return isUnit('months');
    case 'year':
      return decimals === 0 && /^\d{4}(?:年)?$/.test(number.raw.trim()) ? { value, half: 0 } : null;
    case 'ratio':
      return isUnit('plain', 'times');
    case 'score':
      return isUnit('plain', 'points');
    case 'count':
      return isUnit('plain');
  }
}
