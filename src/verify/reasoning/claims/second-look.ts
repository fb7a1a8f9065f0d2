/**
 * A calculation that does not hold as it was read is read again by what stands beside its numbers: cents, pence, 分 and 角 are parts
 * of the unit (`from $12.40 to $13.02, a gain of 62 cents`), and a difference whose result is called a fall is negative
 * (`36%减37.5%，即下降1.5个百分点`).
 */

import type { ParsedNumber } from '../../number.ts';
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
const LOSS_REACH = 24;
const LOSS_BEFORE =
  /(?:\b(?:loss(?:es)?|deficits?|shortfalls?|negative)(?: was| is)?(?: of)?(?: about| roughly)?|亏损了?|净亏|赤字|逆差|负)[\s约为]*[$€£¥]?\s*$/i;
const LOSS_AFTER =
  /^ ?(?:net |operating |pre-?tax )?(?:loss|deficit|shortfall)\b|^(?:的)?(?:亏损|赤字|逆差)/i;
const GOES_ON = /^的(?:一半|[一二两三四五六七八九十\d])/;
/** A letter behind a number is an unknown where the text solves for it, else a unit: `3.5x`. */
const UNKNOWN = /^\s?([xyzn])(?![a-z\d])/;
const SOLVED = 60;
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

/** `$597 million, plus 130 is $727 million`: bare numbers among scaled ones are in their scale. Null where scales differ or agree. */
export function inOneScale(found: FoundClaim): FoundClaim | null {
  const { calculation, result } = found;
  const { power } = result.number;
  if (power <= 0 || !calculation.linear) return null;
  const { numbers } = calculation;
  if (!numbers.every((number) => number.unit === 'plain' && [0, power].includes(number.power))) return null;
  const scaled = numbers.map((number) =>
    number.power === 0 ? { ...number, power, value: number.value * 10 ** power } : number,
  );
  return { ...found, calculation: { ...calculation, numbers: scaled }, alternatives: [] };
}

/** `168的5%就是16.8的一半`, `300 − 200 = 0.0005x`: what is stated is more than the number. */
export function goesOn(text: string, { result, end }: FoundClaim): boolean {
  const from = Math.max(result.number.end, end);
  const after = text.slice(from, from + BESIDE);
  const letter = UNKNOWN.exec(after)?.[1];
  if (letter === undefined) return GOES_ON.test(after);
  const around = text.slice(Math.max(0, result.number.start - SOLVED), from + SOLVED);
  return new RegExp(`\\b${letter}\\s?[=≈]`).test(around);
}

/**
 * `from a loss of $142 million to a profit of $601 million`, `601 + (142) + 455`: what is called a loss, or stands in brackets of its own, is
 * negative. Null where nothing is.
 */
export function withLosses(text: string, found: FoundClaim): FoundClaim | null {
  const { calculation, result } = found;
  const numbers = calculation.numbers.map((number) => (isLossIn(text, number) ? negated(number) : number));
  if (numbers.every((number, at) => number === calculation.numbers[at])) return null;
  return {
    ...found,
    calculation: { ...calculation, numbers },
    alternatives: [],
    result: { ...result, signs: [1, -1] },
  };
}

function isLossIn(text: string, { value, start, end }: ParsedNumber): boolean {
  if (value <= 0) return false;
  const before = text.slice(Math.max(0, start - LOSS_REACH), start);
  const after = text.slice(end, end + LOSS_REACH);
  const isBracketed = /(?:^|[^\d)]) ?\([$€£¥ ]*$/.test(before) && /^ ?\)/.test(after);
  const printed = text.slice(start, end);
  return isBracketed || /^\(.*\)/.test(printed) || LOSS_BEFORE.test(before) || LOSS_AFTER.test(after);
}

function negated(number: ParsedNumber): ParsedNumber {
  return { ...number, value: -number.value, digits: `-${number.digits}` };
}

/** `(48,216) thousand, i.e. $48.2 million`: a loss in brackets is told as an amount. Null where nothing is in brackets. */
export function asLoss(found: FoundClaim): FoundClaim | null {
  const isLoss = found.kind === 'conversion' && found.calculation.numbers[0]?.raw.startsWith('(') === true;
  return isLoss ? { ...found, result: { ...found.result, signs: [1, -1] } } : null;
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
