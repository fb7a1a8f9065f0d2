/** Quantities as digits, moved and rounded as whole numbers, so that nothing of the scorer's arithmetic is used. */

import type { Random } from '../../core/random.ts';

/** A printed quantity: `mantissa` / 10^`decimals`. */
export interface Digits {
  mantissa: number;
  decimals: number;
}

export function print({ mantissa, decimals }: Digits): string {
  const digits = String(mantissa).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export const valueOf = ({ mantissa, decimals }: Digits, power = 0): number =>
  Number(`${mantissa}e${power - decimals}`);

export const grouped = (digits: string): string => {
  const [whole = '', fraction] = digits.split('.');
  const parts: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) parts.unshift(whole.slice(Math.max(0, end - 3), end));
  return fraction === undefined ? parts.join(',') : `${parts.join(',')}.${fraction}`;
};

/** Fewer decimals, rounded half up; never from exactly half way, which people round either way. */
export function coarser(digits: Digits, random: Random): Digits {
  const most = Math.min(digits.decimals, String(digits.mantissa).length - 2);
  const drop = random.int(0, Math.max(0, most));
  const unit = 10 ** drop;
  const rest = digits.mantissa % unit;
  if (drop === 0 || rest * 2 === unit) return digits;
  const kept = (digits.mantissa - rest) / unit + (rest * 2 > unit ? 1 : 0);
  return { mantissa: kept, decimals: digits.decimals - drop };
}

export const nearMiss = ({ mantissa, decimals }: Digits, random: Random): Digits => ({
  mantissa: mantissa + random.pick([-1, 1, -2, 2, 10]),
  decimals,
});

export const shifted = ({ mantissa, decimals }: Digits, by: number): Digits =>
  decimals >= by
    ? { mantissa, decimals: decimals - by }
    : { mantissa: mantissa * 10 ** (by - decimals), decimals: 0 };

/** Three digits and one to four decimals, the last of which is not 0: a gold read from JSON prints no trailing zeros. */
export const drawDigits = (random: Random): Digits => {
  const decimals = random.int(1, 4);
  const ending = random.int(0, 10 ** (decimals - 1) - 1) * 10 + random.int(1, 9);
  return { mantissa: random.int(100, 999) * 10 ** decimals + ending, decimals };
};
