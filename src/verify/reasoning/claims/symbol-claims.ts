/**
 * Finds the arithmetic that a trace spells out with signs (`5,829 - 5,735 = 94`, `94 / 5,735 ≈ 1.64%`, `5% of 1,200 is 60`)
 * and conversions (`1.2 billion = 1,200 million`). In a chain `a = b = c` every calculation is held against each later result.
 *
 * Words between a number and a sign name units or rows and are passed over: `100 shares × $5 = $500`, `500 / revenue 2,000`.
 * Read so loosely, a claim that does not hold is dropped unless its result is near the exact one.
 */

import { tokenCalculation, type Calculation } from './calculation.ts';
import { literalValue } from './check-result.ts';
import type { ClaimToken } from './claim-tokens.ts';
import type { Exact } from './exact.ts';
import { checkFound, type FoundClaim } from './found-claim.ts';
import type { ParsedNumber } from '../../number.ts';

/** A side of an equal sign: as what a result is read from, and as what a calculation is read from. */
interface Side {
  tokens: ClaimToken[];
  approximate: boolean;
  /** The equal sign before it is a word: `, or 88% more`. */
  byWord: boolean;
  /** Words were passed over. */
  loose: boolean;
  /** Something that cannot be read stands before the first token: `x` in `x - 5 + 3`. */
  unknownStart: boolean;
}

/** How many results of one calculation are looked at: `a / b = 0.0164 = 1.64%` has two. */
const MAX_RESULTS = 8;
/** Two calculations are the same step of a chain when they differ by rounded operands only. */
const SAME_SHARE = 1e-3;
/** Longer words between two tokens are a text of their own. */
const MAX_WORDS = 32;

export interface SymbolClaims {
  claims: FoundClaim[];
  /** Where numbers stand that only carry out a part of what is left of the equal sign: `1,820 × 6% + 9.1 = 109.2 + 9.1`. */
  intermediate: Set<number>;
}

export function symbolClaims(tokens: readonly ClaimToken[]): SymbolClaims {
  const claims: FoundClaim[] = [];
  const intermediate = new Set<number>();
  let sides: Side[] = [newSide(false)];
  const finish = (unknownStart: boolean): void => {
    if (sides.length > 1) claims.push(...chainClaims(sides, intermediate));
    sides = [newSide(false, unknownStart)];
  };
  for (const [index, token] of tokens.entries()) {
    const side = sides.at(-1) as Side;
    const last = side.tokens.at(-1);
    if (token.kind === 'break') finish(false);
    else if (token.kind === 'words') {
      const passes = token.end - token.start <= MAX_WORDS && mayPass(tokens[index - 1], tokens[index + 1]);
      if (passes) side.loose = true;
      else finish(token.leads !== true);
    } else if (token.kind === 'equals') {
      // "is" states a result only of a calculation; otherwise it is ordinary text.
      if (token.word && !side.tokens.some(({ kind }) => kind === 'operator')) finish(false);
      else sides.push(newSide(token.approximate, false, token.word));
    } else if (
      (token.kind === 'number' || token.kind === 'open' || token.kind === 'root') &&
      (last?.kind === 'number' || last?.kind === 'close')
    ) {
      if (token.kind === 'open' && last.end === token.start) {
        side.tokens.push(
          { kind: 'operator', operator: '*', listMark: false, start: last.end, end: last.end },
          token,
        );
      } else {
        finish(true);
        // `423 1/3`: what stands right behind a number may belong to it.
        sides = [{ ...newSide(false, true), tokens: [token], loose: true }];
      }
    } else side.tokens.push(token);
  }
  finish(false);
  return { claims, intermediate };
}

function newSide(approximate: boolean, unknownStart = false, byWord = false): Side {
  return { tokens: [], approximate, byWord, loose: false, unknownStart };
}

/** Words name a unit or a row where they stand between a number and a sign. */
function mayPass(before: ClaimToken | undefined, after: ClaimToken | undefined): boolean {
  const isSign = (token: ClaimToken | undefined): boolean =>
    (token?.kind === 'operator' && !token.listMark) || (token?.kind === 'equals' && !token.word);
  const endsValue = before?.kind === 'number' || before?.kind === 'close';
  const states = before?.kind === 'equals';
  const startsValue = after?.kind === 'number' || after?.kind === 'open' || after?.kind === 'root';
  return (endsValue && isSign(after)) || ((isSign(before) || states) && startsValue);
}

interface Step extends Side {
  calculation: ClaimToken[] | null;
  parsed: Calculation | null;
  value: Exact | null | undefined;
}

function chainClaims(sides: readonly Side[], intermediate: Set<number>): FoundClaim[] {
  const claims: FoundClaim[] = [];
  const steps = sides.map((side): Step => {
    const calculation = asCalculation(side);
    const parsed = calculation === null ? null : tokenCalculation(calculation);
    return { ...side, calculation, parsed, value: parsed === null ? undefined : literalValue(parsed) };
  });
  for (const [index, step] of steps.entries()) {
    const { calculation, value, loose } = step;
    if (calculation === null && !steps.slice(0, index).some((earlier) => earlier.calculation !== null)) {
      const conversion = conversionClaim(step, steps[index + 1]);
      if (conversion !== null) claims.push(conversion);
    }
    if (calculation === null || value === undefined) continue;
    let anyLoose = loose || (step.unknownStart && calculation[0]?.kind !== 'number');
    let previous: FoundClaim | undefined;
    // The same calculation with its parts carried out, which may round them.
    const carriedOut: Calculation[] = [];
    for (const later of steps.slice(index + 1, index + 1 + MAX_RESULTS)) {
      anyLoose ||= later.loose;
      if (isSame(value, later.value) || (isListed(calculation) && isSame(value?.negated(), later.value))) {
        if (later.parsed !== null) carriedOut.push(later.parsed);
        for (const token of later.calculation ?? [])
          if (token.kind === 'number') intermediate.add(token.start);
        continue;
      }
      const stated = asResult(later.tokens);
      if (stated === null) break;
      const claim = claimOfEither(calculation, step.parsed, stated, later.approximate, anyLoose);
      // `15 × 3,200 = 48,000万元 = 4.8亿元`: a later result may restate the one before it.
      const before =
        previous === undefined ? [] : [identity(previous.result.number, previous.result.signs[0])];
      const growth = later.byWord && previous !== undefined ? growthOf(previous.result.number) : [];
      claim.alternatives = [
        ...carriedOut,
        ...before,
        ...growth,
        ...shareOff(calculation, claim.result.number),
      ];
      previous = claim;
      claim.alternatives.push(...addedOn(calculation, index > 0));
      if (step.unknownStart && step.tokens[0]?.kind === 'operator') claim.partial = true;
      if (later.byWord && isRange(calculation)) claim.partial = true;
      // `94 over (94 + 88) = 94 / 182`: what stands before the bracket belongs to it.
      if (step.unknownStart && calculation[0]?.kind === 'open' && later.calculation !== null)
        claim.partial = true;
      claims.push(claim);
      // Behind a result that is calculated on, `a - b = 94 / c = d`, the equal signs no longer speak of this calculation.
      if (later.calculation !== null) break;
    }
  }
  return claims;
}

function isSame(a: Exact | null | undefined, b: Exact | null | undefined): boolean {
  return (
    a !== undefined &&
    a !== null &&
    b !== undefined &&
    b !== null &&
    a.minus(b).abs().comparedTo(a.abs().times(SAME_SHARE)) <= 0
  );
}

/** What a ratio, already stated, says about growth: `311 / 166 = 1.87, or 87% more`. */
function growthOf(ratio: ParsedNumber): Calculation[] {
  if (ratio.unit !== 'plain' || ratio.decimals === 0) return [];
  return [1, -1].map((sign) => ({
    numbers: [ratio],
    evaluate: ([value]) => value?.minus(1).times(sign),
    linear: false,
    timesHundred: false,
  }));
}

/** `$13-$14, or 8.3%` names a range. */
function isRange([from, sign, to, more]: readonly ClaimToken[]): boolean {
  if (from?.kind !== 'number' || to?.kind !== 'number' || sign?.kind !== 'operator' || more !== undefined)
    return false;
  const adjacent = from.end === sign.start && sign.end === to.start;
  return sign.operator === '-' && adjacent && from.number.value < to.number.value;
}

/** `20% × 50 = 10 + 30% × 30 = 9` adds up as it goes along; `30,135 plus 0.6 × 30,135 = 18,081` tells what is added. */
function addedOn([result, plus, ...rest]: readonly ClaimToken[], isLater: boolean): Calculation[] {
  const adds =
    result?.kind === 'number' &&
    plus?.kind === 'operator' &&
    (plus.word === true ? '+-'.includes(plus.operator) : isLater && plus.operator === '+');
  return adds && isCalculation(rest) ? [tokenCalculation(rest)] : [];
}

/** Behind a list mark, which may be a sign. */
function isListed([first]: readonly ClaimToken[]): boolean {
  return first?.kind === 'operator' && first.listMark;
}

/** `$100 less 20% = $80`: a percentage added to or taken off an amount is one of that amount. */
function shareOff([a, sign, b, more]: readonly ClaimToken[], result: ParsedNumber): Calculation[] {
  if (a?.kind !== 'number' || b?.kind !== 'number' || sign?.kind !== 'operator' || more !== undefined)
    return [];
  const isShare = a.number.unit === 'plain' && b.number.unit === 'percent' && result.unit === 'plain';
  if (!isShare || !'+-'.includes(sign.operator)) return [];
  return [
    {
      numbers: [a.number, b.number],
      evaluate: ([amount, share]) =>
        amount && share && amount.times(sign.operator === '-' ? share.negated().plus(1) : share.plus(1)),
      linear: false,
      timesHundred: false,
    },
  ];
}

/** A dash in front of the calculation is a list mark, or a sign where only that holds. */
function claimOfEither(
  calculation: readonly ClaimToken[],
  parsed: Calculation | null,
  result: readonly ClaimToken[],
  approximate: boolean,
  loose: boolean,
): FoundClaim {
  const [first, ...rest] = calculation;
  const signed = claimOf(calculation, result, approximate, loose, parsed ?? undefined);
  const doubtful = first?.kind === 'operator' && (first.listMark || loose) && isCalculation(rest);
  if (!doubtful) return signed;
  const listed = claimOf(rest, result, approximate, loose);
  const onlySigned = !checkFound(listed).holds && checkFound(signed).holds;
  return onlySigned ? signed : listed;
}

function claimOf(
  tokens: readonly ClaimToken[],
  result: readonly ClaimToken[],
  approximate: boolean,
  loose: boolean,
  parsed: Calculation = tokenCalculation(tokens),
): FoundClaim {
  const [first, last, from, to] = [tokens[0], tokens.at(-1), result[0], result.at(-1)];
  const stated = result.find((token) => token.kind === 'number');
  if (!first || !last || !from || !to || !stated) {
    throw new RangeError('claimOf: the calculation or its result is empty');
  }
  const minus = from.kind === 'operator' && from.operator === '-' ? -1 : 1;
  return {
    kind: 'arithmetic',
    start: first.start,
    end: to.end,
    expressionStart: first.start,
    expressionEnd: last.end,
    statedStart: from.start,
    statedEnd: to.end,
    calculation: parsed,
    // A bracketed result may be an accounting negative.
    result: {
      number: stated.number,
      signs: from.kind === 'open' ? [1, -1] : [minus],
      approximate: approximate || stated.cutOff === true,
    },
    loose,
  };
}

/** `1.2 billion = 1,200 million`, `0.0164 = 1.64%`: one number in two ways of writing, each with a unit of its own. */
function conversionClaim(side: Side, next: Side | undefined): FoundClaim | null {
  const own = side.tokens.at(-1);
  const stated = next === undefined ? null : asResult(next.tokens);
  const other = stated?.find((token) => token.kind === 'number');
  if (own?.kind !== 'number' || !stated || !other || next === undefined || side.loose || next.loose)
    return null;
  const sign = side.tokens.at(-2);
  const signed = sign?.kind === 'operator' && sign.operator === '-' && side.tokens.length === 2;
  if (sign?.kind === 'operator' && (!signed || sign.word === true)) return null;
  if (next.tokens.length > stated.length) return null;
  const [a, b] = [own.number, other.number];
  const scales = a.scaleWord && b.scaleWord && a.raw !== b.raw;
  const shares = a.unit !== 'plain' && b.unit !== 'plain' && a.unit !== b.unit;
  const share = a.unit !== b.unit && a.value < 10 && b.value < 1000 && !a.scaleWord && !b.scaleWord;
  if (!scales && !shares && !share) return null;
  const claim = claimOf([own], stated, next.approximate, side.unknownStart);
  const minus = stated.length > 1 ? -1 : 1;
  return {
    ...claim,
    kind: 'conversion',
    start: signed ? sign.start : claim.start,
    calculation: identity(a),
    // Two minus signs say the same on both sides.
    result: { ...claim.result, signs: [signed ? -minus : minus] },
  };
}

/** What a number amounts to, to be held against another way of writing it. */
function identity(number: ParsedNumber, sign = 1): Calculation {
  return {
    numbers: [number],
    evaluate: ([value]) => value?.times(sign),
    linear: false,
    timesHundred: false,
  };
}

/** What can be calculated at the end of a side: behind any bracket that is still open or was closed too often. */
function asCalculation({ tokens: side, unknownStart }: Side): ClaimToken[] | null {
  const open: number[] = [];
  let from = 0;
  for (const [index, token] of side.entries()) {
    if (token.kind === 'open') open.push(index + 1);
    else if (token.kind === 'close' && open.pop() === undefined) from = index + 1;
  }
  from = Math.max(from, open.at(-1) ?? 0);
  let tokens = side.slice(from);
  const isLed = (): boolean =>
    tokens[0]?.kind === 'operator' && (tokens[0].operator !== '-' || tokens[0].word === true);
  const isWord = tokens[0]?.kind === 'operator' && tokens[0].word === true;
  if (isLed() && !isWord && from === 0 && unknownStart) return null;
  while (isLed()) tokens = tokens.slice(1);
  return isCalculation(tokens) ? tokens : null;
}

function isCalculation(tokens: readonly ClaimToken[]): boolean {
  return tokens.some(
    (token, index) =>
      token.kind === 'root' || (token.kind === 'operator' && index > 0 && tokens[index - 1]?.kind !== 'open'),
  );
}

/** The number that a side states first: `94`, `-94`, `(94)`; null where it begins otherwise. */
function asResult(side: readonly ClaimToken[]): ClaimToken[] | null {
  const [first, second, third] = side;
  if (first?.kind === 'number') return [first];
  if (
    first?.kind === 'operator' &&
    (first.operator === '-' || first.operator === '+') &&
    second?.kind === 'number'
  )
    return [first, second];
  if (first?.kind === 'open' && second?.kind === 'number' && third?.kind === 'close')
    return [first, second, third];
  return null;
}
