/**
 * Calculations in words: `subtracting 94 from 200 gives 106`, `the average of 3, 4 and 8 is 5`, `94 is 1.64% of 5,735`,
 * `3与4之和为7`, `120是40的3倍`. What the signs of `symbol-claims.ts` say is not looked for again.
 */

import type { ParsedNumber } from '../../number.ts';
import type { ClaimKind } from './claim.ts';
import type { FoundClaim } from './found-claim.ts';
import { IS_ABOUT } from './result-words.ts';
import { matched, type Skeleton } from './skeleton.ts';
import { CHINESE, ENGLISH, type Operation, type WordPattern } from './word-patterns.ts';

const IS_CHINESE = /[\u4e00-\u9fff]/;
/** The matched text is part of a longer calculation. */
const GOES_ON = /^ ?(?:[-+*/×÷^]|over |out of |times |divided |minus |plus |[加减乘除])/;
/** One amount in two ways of writing; "or" and a bracket may as well begin another figure. */
const CONVERSION =
  /#(?:(?:[,\u201A(]? ?(?:that is|thats|i\.e\.,?|which is|equals?|is|are|is the same as|stands? for|means?|corresponds? to|translates? (?:in)?to|converts? (?:in)?to|is worth|即|也就是|就是|等于|是|为|相当于|折合|合|换算[为成]?|折算[为成]?)[ :]*(?:about |约)?)|([,\u201A]? ?(?:or |\() ?))#/g;
const WORDS_BEFORE = 16;
/** `1.88, i.e. 88% more`: growth, not the same amount again. */
const GROWTH_AFTER =
  /^ (?:more|less|[a-z]+er|above|below|(?:of )?(?:growth|increase|gain|decrease|decline|drop))\b|^的?(?:增长|增幅|涨幅|下降|降幅)/;
/** One look that tells most steps without any such calculation. */
const HINT =
  /sum|total|add|differ|gap|spread|subtr|deduct|tak|multipl|product|divid|split|ratio|out of|as a|average|mean|mid|hal[fv]|third|quarter|fifth|twice|double|triple|times|together|combined|less|minus|plus|exceed|than|above|below|each|per | a | on |of |over|increas|reduc|cut|against|versus|instead|\bvs\b|means|in thousand|in million|more|grew|grow|rose|ris[ei]|fell|fall|declin|drop|higher|larger|lower|smaller|tonn|\bkm\b|hectare|\bkg\b|squared|cubed|power|root|[和积比较除乘减加扣占按高]|的|平均|均值|一半|分之|倍|差|每|单位|[增升涨降减跌吨顷]|千米|公里|千克/;

export function wordClaims(skeleton: Skeleton): FoundClaim[] {
  const { text, numbers } = skeleton;
  if (numbers.length < 2) return [];
  const conversions = conversionClaims(skeleton);
  if (!HINT.test(text)) return conversions;
  const patterns = IS_CHINESE.test(text) ? [...CHINESE, ...ENGLISH] : ENGLISH;
  return [
    ...conversions,
    ...patterns.flatMap((pattern) =>
      pattern.least > numbers.length ? [] : patternClaims(skeleton, pattern),
    ),
  ];
}

/** `$3.4 billion, that is $3,400 million`; `75 basis points are 0.75%`; `0.0425, i.e. 4.25%`. */
function conversionClaims(skeleton: Skeleton): FoundClaim[] {
  const claims: FoundClaim[] = [];
  CONVERSION.lastIndex = 0;
  for (let found = CONVERSION.exec(skeleton.text); found !== null; found = CONVERSION.exec(skeleton.text)) {
    CONVERSION.lastIndex = found.index + found[0].length - 1;
    const [from, to] = matched(skeleton, found);
    if (from === undefined || to === undefined || !isRewritten(from, to)) continue;
    if (GROWTH_AFTER.test(skeleton.text.slice(found.index + found[0].length))) continue;
    // What stands behind "or" or in a bracket is the same amount only where its digits are nearly so.
    const doubtful = found[1] !== undefined;
    if (doubtful && !sameDigits(from, to)) continue;
    claims.push(
      wordClaim('conversion', [from], to, {
        operation: ([value]) => value ?? null,
        approximate: true,
        loose: from.unit === 'plain',
      }),
    );
  }
  return claims;
}

/** The same amount in another scale, or the same share in another unit. */
function isRewritten(from: ParsedNumber, to: ParsedNumber): boolean {
  if (from.unit === to.unit) return from.scaleWord && to.scaleWord && from.power !== to.power;
  if ([from, to].every(({ unit }) => unit === 'percent' || unit === 'percentage-points')) return false;
  if (from.scaleWord || to.scaleWord || from.currency || to.currency || to.unit === 'plain') return false;
  return from.unit === 'plain' ? from.decimals >= 2 && from.value < 10 : true;
}

function sameDigits(a: ParsedNumber, b: ParsedNumber): boolean {
  const significant = ({ digits }: ParsedNumber): string =>
    digits.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  return significant(a) === significant(b);
}

function patternClaims(
  skeleton: Skeleton,
  { pattern, kind, operation, linear, unsigned, stated, unless, fits }: WordPattern,
): FoundClaim[] {
  const claims: FoundClaim[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(skeleton.text); found !== null; found = pattern.exec(skeleton.text)) {
    const numbers = matched(skeleton, found);
    const at = stated ?? numbers.length - 1;
    const result = numbers[at];
    const operands = numbers.filter((_, index) => index !== at);
    if (result === undefined || operands.length === 0) continue;
    const goesOn = GOES_ON.test(skeleton.text.slice(found.index + found[0].length));
    if (goesOn || fits?.(operands, result) === false) continue;
    const words = skeleton.text.slice(Math.max(0, found.index - WORDS_BEFORE), found.index + found[0].length);
    if (unless?.test(words) === true) continue;
    const approximate = IS_ABOUT.test(found[0]);
    claims.push(wordClaim(kind, operands, result, { operation, linear, approximate, unsigned }));
  }
  return claims;
}

interface WordClaim {
  operation: Operation;
  approximate: boolean;
  linear?: boolean | undefined;
  unsigned?: boolean | undefined;
  loose?: boolean;
}

/** A claim of words over numbers that stand near each other. */
export function wordClaim(
  kind: ClaimKind,
  operands: readonly ParsedNumber[],
  result: ParsedNumber,
  { operation, approximate, linear = false, unsigned = false, loose = true }: WordClaim,
): FoundClaim {
  const [start, end] = spanOf(operands);
  return {
    kind,
    start: Math.min(start, result.start),
    end: Math.max(end, result.end),
    expressionStart: start,
    expressionEnd: end,
    statedStart: result.start,
    statedEnd: result.end,
    calculation: { numbers: operands, evaluate: operation, linear, timesHundred: false },
    result: { number: result, signs: unsigned ? [1, -1] : [1], approximate },
    loose,
  };
}

function spanOf(numbers: readonly ParsedNumber[]): [start: number, end: number] {
  return [Math.min(...numbers.map(({ start }) => start)), Math.max(...numbers.map(({ end }) => end))];
}
