/**
 * Calculations in words: `subtracting 94 from 200 gives 106`, `the average of 3, 4 and 8 is 5`, `94 is 1.64% of 5,735`,
 * `3与4之和为7`, `120是40的3倍`. What the signs of `symbol-claims.ts` say is not looked for again.
 */

import type { ParsedNumber } from '../number.ts';
import type { Exact } from './expression.ts';
import type { ClaimKind } from './claim.ts';
import type { FoundClaim } from './found-claim.ts';
import { matched, type Skeleton } from './skeleton.ts';

type Operation = (values: readonly Exact[]) => Exact | null;

interface Pattern {
  kind: ClaimKind;
  pattern: RegExp;
  operation: Operation;
  /** Which of the matched numbers is the stated result; the last one unless said otherwise. */
  stated?: number;
  linear?: boolean;
  /** A difference has no sign in words. */
  unsigned?: boolean;
}

const sum: Operation = (values) => values.reduce((total, value) => total.plus(value));
const product: Operation = (values) => values.reduce((total, value) => total.times(value));
const quotient: Operation = ([a, b]) => (a && b && !b.isZero() ? a.dividedBy(b) : null);
const difference: Operation = ([a, b]) => (a && b ? a.minus(b) : null);
const average: Operation = (values) => sum(values)?.dividedBy(values.length) ?? null;
const reversed =
  (operation: Operation): Operation =>
  ([a, b]) =>
    a && b ? operation([b, a]) : null;
const times =
  (above: number, below = 1): Operation =>
  ([a]) =>
    a ? a.times(above).dividedBy(below) : null;

const GAP = '[^#;]{0,36}?';
const ABOUT =
  '(?:(?:about|approximately|roughly|around|nearly|almost|exactly|just|only|over|some|a|an|the|total|of|to|us|me|equal|result|≈|=) )*';
const GIVES =
  '(?: (?:together )?(?:is|was|are|were|equals?|gives?|gave|yields?|makes?|leaves?|comes? (?:out )?(?:to|at)|results? in|to get|we get|i get|you get|gets)' +
  '|,? (?:which|that|this) (?:is|gives|equals|comes to|yields|leaves|makes)|,? thats|,? giving|,? we get|,? i get| ?[=≈:])';
const RESULT = `${GIVES} ${ABOUT}#`;
const MORE = `(?:(?:,| and|, and|,? plus| to| with| &)${GAP}#)+`;
const COMMA = '[,\u201A]';
const Z_GAP = '[^#。;,\u201A]{0,14}?';
const Z_AND = '(?:和|与|、|及|加上?|跟|除|,|\u201A)';
const Z_GIVES =
  '(?:结果|合计|共计|总计|一共|总共|就|正好|刚好|大约|大概)?(?:是|为|等于|得到?|得出|约为|约是|约等于|约|=|≈|就是|:|(?<=[合共总]计))(?:大约|约|了)? ?';
const Z_RESULT = `[, ]?${Z_GIVES}[^#。,;\u201A]{0,8}?#`;

const en = (source: string): RegExp => new RegExp(source, 'g');
const zh = (source: string): RegExp => new RegExp(source, 'g');

const PATTERNS: readonly Pattern[] = [
  {
    kind: 'arithmetic',
    operation: sum,
    linear: true,
    pattern: en(`\\b(?:sum|total) of ${GAP}#${MORE}${RESULT}`),
  },
  {
    kind: 'arithmetic',
    operation: sum,
    linear: true,
    pattern: en(`\\badd(?:ing)?(?: up)? ${GAP}#${MORE}${RESULT}`),
  },
  {
    kind: 'arithmetic',
    operation: difference,
    linear: true,
    unsigned: true,
    pattern: en(`\\bdifference between ${GAP}#${GAP} and ${GAP}#${GAP}${RESULT}`),
  },
  {
    kind: 'arithmetic',
    operation: reversed(difference),
    linear: true,
    pattern: en(
      `\\b(?:subtract|subtracting|deducting|taking|take) ${GAP}#${GAP} from ${GAP}#${GAP}${RESULT}`,
    ),
  },
  {
    kind: 'arithmetic',
    operation: product,
    pattern: en(`\\bmultiply(?:ing)? ${GAP}#${GAP} by ${GAP}#${GAP}${RESULT}`),
  },
  {
    kind: 'arithmetic',
    operation: product,
    pattern: en(`\\bproduct of ${GAP}#${GAP} and ${GAP}#${GAP}${RESULT}`),
  },
  {
    kind: 'ratio',
    operation: quotient,
    pattern: en(`\\bdivid(?:e|ing) ${GAP}#${GAP} by ${GAP}#${GAP}${RESULT}`),
  },
  { kind: 'ratio', operation: quotient, pattern: en(`\\bratio of ${GAP}#${GAP} to ${GAP}#${GAP}${RESULT}`) },
  {
    kind: 'ratio',
    operation: quotient,
    pattern: en(
      `#${GAP} (?:out of|as a (?:percentage|share|fraction|proportion|percent) of) ${GAP}#${GAP}${RESULT}`,
    ),
  },
  {
    kind: 'average',
    operation: average,
    linear: true,
    pattern: en(`\\b(?:average|mean) of ${GAP}#${MORE}${RESULT}`),
  },
  ...words(en, `\\b(WORD)(?: of)? ${GAP}#${RESULT}`, [
    ['(?:one |a )?half', 1, 2],
    ['(?:one|a)[ -]third', 1, 3],
    ['two[ -]thirds', 2, 3],
    ['(?:one|a)[ -]quarter', 1, 4],
    ['three[ -]quarters', 3, 4],
    ['(?:one|a)[ -]fifth', 1, 5],
    ['(?:twice|double)', 2, 1],
    ['triple', 3, 1],
  ]),
  {
    kind: 'arithmetic',
    operation: sum,
    linear: true,
    pattern: zh(
      `#${Z_GAP}(?:${Z_AND}${Z_GAP}#${Z_GAP})+(?:之和|的和|的总和|合计|相加|加总|加起来)后?${COMMA}?${Z_RESULT}`,
    ),
  },
  {
    kind: 'arithmetic',
    operation: difference,
    linear: true,
    unsigned: true,
    pattern: zh(
      `#${Z_GAP}(?:和|与|减)${Z_GAP}#${Z_GAP}(?:之差|的差额?|的差值|相减|相差)后?${COMMA}?${Z_RESULT}`,
    ),
  },
  {
    kind: 'arithmetic',
    operation: product,
    pattern: zh(`#${Z_GAP}(?:和|与|乘以?)${Z_GAP}#${Z_GAP}(?:之积|的积|的乘积|相乘)后?${COMMA}?${Z_RESULT}`),
  },
  {
    kind: 'ratio',
    operation: quotient,
    pattern: zh(`#${Z_GAP}(?:和|与|比)${Z_GAP}#${Z_GAP}(?:之比|的比值?|的比率|相除)后?${COMMA}?${Z_RESULT}`),
  },
  { kind: 'ratio', operation: quotient, pattern: zh(`#${Z_GAP}除以${Z_GAP}#${Z_GAP}${COMMA}?${Z_RESULT}`) },
  {
    kind: 'arithmetic',
    operation: product,
    pattern: zh(`#${Z_GAP}乘以?${Z_GAP}#${Z_GAP}${COMMA}?${Z_RESULT}`),
  },
  {
    kind: 'arithmetic',
    operation: difference,
    linear: true,
    pattern: zh(`#${Z_GAP}减去?${Z_GAP}#${Z_GAP}${COMMA}?${Z_RESULT}`),
  },
  {
    kind: 'arithmetic',
    operation: difference,
    linear: true,
    pattern: zh(
      `从${Z_GAP}#${Z_GAP}(?:减去?|减掉|扣除|扣掉|扣减|去掉)${Z_GAP}#${Z_GAP}${COMMA}?(?:得到?|剩下?|余下?|还剩|等于|就是|为)${Z_GAP}#`,
    ),
  },
  {
    kind: 'arithmetic',
    operation: sum,
    linear: true,
    pattern: zh(`#${Z_GAP}(?:加上?${Z_GAP}#${Z_GAP})+${COMMA}?${Z_RESULT}`),
  },
  {
    kind: 'average',
    operation: average,
    linear: true,
    pattern: zh(`#${Z_GAP}(?:${Z_AND}${Z_GAP}#${Z_GAP})+的?(?:算术)?(?:平均数?值?|均值)${Z_RESULT}`),
  },
  ...words(zh, `#${Z_GAP}的(WORD)${Z_RESULT}`, [
    ['一半', 1, 2],
    ['三分之一', 1, 3],
    ['三分之二', 2, 3],
    ['四分之一', 1, 4],
    ['四分之三', 3, 4],
    ['两倍', 2, 1],
  ]),
  {
    kind: 'arithmetic',
    operation: product,
    pattern: zh(`#${Z_GAP}的 ?# ?(?:就|大约|约)?(?:是|为|等于) ?#(?! ?倍)`),
  },
  {
    kind: 'ratio',
    operation: quotient,
    stated: 2,
    pattern: zh(`#${Z_GAP}(?:是|为|相当于|等于)${Z_GAP}#${Z_GAP}的约? ?#(?= ?倍)`),
  },
  {
    kind: 'ratio',
    operation: quotient,
    stated: 1,
    pattern: en(`#${GAP} (?:is|was|are|were|equals) ${ABOUT}#(?: times| x) ${GAP}#`),
  },
];

function words(
  regex: (source: string) => RegExp,
  source: string,
  list: readonly (readonly [string, number, number])[],
): Pattern[] {
  return list.map(([word, above, below]) => ({
    kind: 'ratio',
    pattern: regex(source.replace('WORD', word)),
    operation: times(above, below),
    linear: true,
  }));
}

/** The matched text is part of a longer calculation. */
const GOES_ON = /^ ?(?:[-+*/×÷^]|over |out of |times |divided |minus |plus |[加减乘除])/;
const CONVERSION =
  /#(?:[,\u201A(]? ?(?:that is|i\.e\.,?|or|which is|equals|is|即|也就是|相当于|折合|等于))[ :]*#/g;
/** One look that tells most steps without any such calculation. */
const HINT =
  /sum|total|add|differ|subtr|deduct|tak|multipl|product|divid|ratio|out of|as a|average|mean|hal[fv]|third|quarter|fifth|twice|double|triple|times|[和积比除乘减加扣]|的 ?#|平均|均值|一半|分之|倍|差/;

export function wordClaims(skeleton: Skeleton): FoundClaim[] {
  if (skeleton.numbers.length < 2) return [];
  const conversions = conversionClaims(skeleton);
  if (!HINT.test(skeleton.text)) return conversions;
  return [...conversions, ...PATTERNS.flatMap((pattern) => patternClaims(skeleton, pattern))];
}

/** `$3.4 billion, that is $3,400 million`: one amount in two scales. */
function conversionClaims(skeleton: Skeleton): FoundClaim[] {
  const claims: FoundClaim[] = [];
  CONVERSION.lastIndex = 0;
  for (let found = CONVERSION.exec(skeleton.text); found !== null; found = CONVERSION.exec(skeleton.text)) {
    const [from, to] = matched(skeleton, found);
    if (
      from?.scaleWord !== true ||
      to?.scaleWord !== true ||
      from.power === to.power ||
      from.unit !== to.unit
    )
      continue;
    claims.push(
      wordClaim('conversion', [from], to, { operation: ([value]) => value ?? null, approximate: true }),
    );
  }
  return claims;
}

function patternClaims(
  skeleton: Skeleton,
  { pattern, kind, operation, linear, unsigned, stated }: Pattern,
): FoundClaim[] {
  const claims: FoundClaim[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(skeleton.text); found !== null; found = pattern.exec(skeleton.text)) {
    const numbers = matched(skeleton, found);
    const at = stated ?? numbers.length - 1;
    const result = numbers[at];
    const operands = numbers.filter((_, index) => index !== at);
    const goesOn = GOES_ON.test(skeleton.text.slice(found.index + found[0].length));
    if (stated !== undefined && result?.unit !== 'plain') continue;
    if (result !== undefined && operands.length > 0 && !goesOn) {
      const approximate = /about|approx|roughly|around|nearly|almost|≈|约|大概/.test(found[0]);
      claims.push(wordClaim(kind, operands, result, { operation, linear, approximate, unsigned }));
    }
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
