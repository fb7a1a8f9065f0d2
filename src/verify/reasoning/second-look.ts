/**
 * A calculation that does not hold as it was read is read again by what stands beside its numbers: cents, pence, 分 and 角 are parts
 * of the unit (`from $12.40 to $13.02, a gain of 62 cents`), and a difference whose result is called a fall is negative
 * (`36%减37.5%，即下降1.5个百分点`).
 */

import type { ParsedNumber } from '../number.ts';
import type { FoundClaim } from './found-claim.ts';

const END = '(?=钱|[,\\u201A。;、)/]|除|加|减|乘|等|就|是|$| )';
const HUNDREDTH = new RegExp(`^ ?(?:cents?\\b|pence\\b|¢|分${END})`, 'i');
const TENTH = new RegExp(`^(?:角${END}|毛钱)`);
const COIN = /cents?\b|pence\b|¢|[分角]|毛钱/;
const BESIDE = 8;
const MINUS = /[-\u2212]|减(?!少)|minus|扣/;
const RELATED = /[比较]|than/;
const FALL =
  /(?:下降|下跌|减少|降低|下滑|回落|缩小|收窄|降|少|低)了?(?:约|大约|近)?\s?$|\b(?:fell|falls?|fall(?:en|ing)|drop(?:ped|s)?|down|declined?|decreased?|reduction|lower|shrank)(?: of| by)?(?: about| roughly)? $/i;
const BEFORE = 18;

/** Null where nothing beside the numbers says so. */
export function inSmallCoins(text: string, found: FoundClaim): FoundClaim | null {
  if (!COIN.test(text.slice(found.start, found.end + BESIDE))) return null;
  const { calculation, result } = found;
  const scaled = (number: ParsedNumber): ParsedNumber => {
    const power = coinPower(text, number);
    return power === 0 ? number : { ...number, power, value: Number(`${number.digits}e${power}`) };
  };
  const number = scaled(result.number);
  const numbers = calculation.numbers.map(scaled);
  const changed = number !== result.number || numbers.some((one, at) => one !== calculation.numbers[at]);
  if (!changed) return null;
  return {
    ...found,
    calculation: { ...calculation, numbers },
    alternatives: [],
    result: { ...result, number },
  };
}

function coinPower(text: string, { unit, power, end }: ParsedNumber): number {
  if (unit !== 'plain' || power !== 0) return 0;
  const after = text.slice(end, end + BESIDE);
  return HUNDREDTH.test(after) ? -2 : TENTH.test(after) ? -1 : 0;
}

/** Null where the result of a subtraction is not called a fall. */
export function asFall(text: string, found: FoundClaim): FoundClaim | null {
  const { kind, result, statedStart, expressionStart, expressionEnd } = found;
  if (kind === 'change' || result.signs.length !== 1 || result.signs[0] !== 1) return null;
  const expression = text.slice(expressionStart, expressionEnd);
  if (!MINUS.test(expression) || RELATED.test(expression)) return null;
  if (!FALL.test(text.slice(Math.max(expressionEnd, statedStart - BEFORE), statedStart))) return null;
  return { ...found, result: { ...result, signs: [-1, 1] } };
}
