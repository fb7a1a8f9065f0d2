/**
 * The calculations in words that are recognised, as patterns over skeletons (`skeleton.ts`), each with what it calculates from the
 * numbers it matches. One of the numbers is the stated result: the last one unless said otherwise.
 */

import type { ParsedNumber } from '../../number.ts';
import type { Exact } from './exact.ts';
import type { ClaimKind } from './claim.ts';
import { ABOUT_WORDS as ABOUT, RESULT, Z_RESULT } from './result-words.ts';

export type Operation = (values: readonly Exact[]) => Exact | null;

export interface WordPattern {
  kind: ClaimKind;
  pattern: RegExp;
  /** The pattern matches in no text with fewer numbers. */
  least: number;
  operation: Operation;
  /** Which of the matched numbers is the stated result; the last one unless said otherwise. */
  stated?: number;
  linear?: boolean;
  /** A difference has no sign in words. */
  unsigned?: boolean;
  /** Another reading that also may hold. */
  other?: Operation;
  /** Words in or right before the match with which it means something else. */
  unless?: RegExp;
  /** Only where the numbers are of the kind that the words speak of. */
  fits?: (operands: readonly ParsedNumber[], result: ParsedNumber) => boolean;
}

const sum: Operation = (values) => values.reduce((total, value) => total.plus(value));
const product: Operation = (values) => values.reduce((total, value) => total.times(value));
const quotient: Operation = ([a, b]) => (a && b && !b.isZero() ? a.dividedBy(b) : null);
const difference: Operation = ([a, b]) => (a && b ? a.minus(b) : null);
const average: Operation = (values) => sum(values)?.dividedBy(values.length) ?? null;
const change: Operation = ([a, b]) => (a && b && !b.isZero() ? a.minus(b).dividedBy(b.abs()) : null);
const negative =
  (operation: Operation): Operation =>
  (values) =>
    operation(values)?.negated() ?? null;
const reversed =
  (operation: Operation): Operation =>
  ([a, b]) =>
    a && b ? operation([b, a]) : null;
const times =
  (above: number, below = 1): Operation =>
  ([a]) =>
    a ? a.times(above).dividedBy(below) : null;
const power =
  (exponent: number): Operation =>
  ([a]) =>
    a?.pow(exponent) ?? null;
const raised: Operation = ([a, b]) => (a && b && b.abs().comparedTo(1000) < 0 ? a.pow(b) : null);
const grown =
  (sign: number): Operation =>
  ([a, b]) =>
    a && b ? a.times(b.times(sign).plus(1)) : null;
/** What a ratio of two figures says about their growth. */
const growthOf =
  (sign: number): Operation =>
  ([ratio]) =>
    ratio?.minus(1).times(sign) ?? null;
const root: Operation = ([a]) => (a && !a.isNegative() ? a.sqrt() : null);

type Fits = NonNullable<WordPattern['fits']>;
const isShare = (number: ParsedNumber | undefined): boolean => number?.unit === 'percent';
const firstIsShare: Fits = ([first]) => isShare(first);
const secondIsShare: Fits = ([, second]) => isShare(second);
const resultIsShare: Fits = (_, result) => isShare(result);
/** A difference in the unit of its operands: amounts of amounts, points of shares. */
const isDifference: Fits = ([a, b], { unit, scaleWord }) =>
  a !== undefined &&
  b !== undefined &&
  a.unit === b.unit &&
  (a.unit === 'plain' ? unit === 'plain' && a.scaleWord === scaleWord : unit !== 'plain');
const isAmount = (number: ParsedNumber | undefined): boolean => number?.unit === 'plain' && !number.scaleWord;
/** What a quotient says about growth: `1.96` is 96 % more. */
const isGrowth: Fits = ([ratio], result) =>
  ratio !== undefined && isAmount(ratio) && !ratio.currency && ratio.decimals > 0 && isShare(result);
/** A share of an amount is not added to it as a figure: `100 less 20% is 80`. */
const isNoShareOff: Fits = ([a, b], result) => !(a?.unit === 'plain' && isShare(b) && !isShare(result));
/** A figure of a table whose scale the text names, beside the amount it stands for. */
const isRewritten: Fits = ([figure], result) =>
  isAmount(figure) && result.scaleWord && result.unit === 'plain';
const isRelative: Fits = ([a, b], result) => isShare(result) && a?.unit === 'plain' && b?.unit === 'plain';

const GAP = '[^#;]{0,36}?';
const NEAR = '[^#;,]{0,24}?';
const MORE = `(?:(?:,| and|, and|,? plus| to| with| &)${GAP}#)+`;
const A = `${GAP}#${GAP}`;
const Z = '[^#。;,\u201A]{0,14}?';
const Z_AND = '(?:和|与|、|及|加上?|跟|除|,|\u201A)';
const UP = '(?:increased|raised|grown|marked up|compounded|uplifted)';
const DOWN = '(?:reduced|decreased|lowered|cut|discounted|marked down)';

const rule = (
  kind: ClaimKind,
  operation: Operation,
  source: string,
  more: Omit<WordPattern, 'kind' | 'operation' | 'pattern' | 'least'> = {},
): WordPattern => ({
  kind,
  operation,
  pattern: new RegExp(source, 'g'),
  least: leastNumbers(source),
  ...more,
});

/** Signs for numbers, but for those that must not stand there; no more than three, as some of more are alternatives. */
function leastNumbers(source: string): number {
  const stated = source.replace(/\[[^\]]*\]/g, '').replace(/\(\?<?![^()]*\)/g, '');
  return Math.min(3, stated.split('#').length - 1);
}

/** The number is the result of a division in signs. */
const QUOTIENT = '(?<=[/÷] ?#[^#=≈]{0,12}[=≈] ?)';
/** The number is a result, `174 × 50 is 8,700, minus 348`, and none of a list. */
const RESULT_BEFORE =
  '#(?<=(?: (?:is|are|was|were|gives|makes|equals|have|leaves)|[=≈]) (?:about |roughly )?#)';
const MEANS = 'i\\.?e\\.?,?|that is,?|thats|which (?:means|is|implies)(?: that)?|meaning|so|or';
const BESIDE = `#${NEAR} (?:against|versus|vs\\.?|instead of|compared (?:with|to)) ${NEAR}#${NEAR},? (?:so|thus|which is|thats|that is) ${ABOUT}`;
const OFF = 'under|over|less|more|short|above|below|fewer|higher|lower';
const STANDS_FOR = '(?: (?:stands? for|means|is|represents|corresponds to|equals)| =)';

const LINEAR = { linear: true };
const UNWEIGHTED = { linear: true, unless: /weight|加权/ };
const GAPLESS = { linear: true, unsigned: true };

export const ENGLISH: readonly WordPattern[] = [
  rule('arithmetic', sum, `\\b(?:sum|total) of ${GAP}#${MORE}${RESULT}`, LINEAR),
  rule('arithmetic', sum, `\\badd(?:ing)?(?: up)? ${GAP}#${MORE}${RESULT}`, LINEAR),
  rule('arithmetic', sum, `\\b(?:together|combined),? ${GAP}#${NEAR}${MORE}${RESULT}`, LINEAR),
  rule(
    'arithmetic',
    sum,
    `#${NEAR}(?:(?:,| and|, and)${NEAR}#)+${NEAR} (?:adds? up to|sums? to|total|together (?:make|come to|are|give)|combine to) ${ABOUT}#`,
    LINEAR,
  ),
  rule(
    'arithmetic',
    difference,
    `\\b(?:difference|gap|distance|spread) between ${A} and ${A}${RESULT}`,
    GAPLESS,
  ),
  rule('arithmetic', difference, `\\bspread of #${NEAR} over #${NEAR}${RESULT}`, {
    ...LINEAR,
    fits: isDifference,
  }),
  rule(
    'arithmetic',
    reversed(difference),
    `\\b(?:subtract|subtracting|deduct|deducting|taking|take) ${A} (?:away )?from ${A}${RESULT}`,
    LINEAR,
  ),
  rule('arithmetic', difference, `#${NEAR} (?:less|minus) ${NEAR}#${NEAR}${RESULT}`, {
    ...LINEAR,
    fits: isNoShareOff,
  }),
  ...(
    [
      ['less|minus|take away|taking off|deducting|subtracting', difference],
      ['plus|adding|add', sum],
    ] as const
  ).map(([words, operation]) =>
    rule('arithmetic', operation, `${RESULT_BEFORE}, (?:${words}) ${NEAR}#${NEAR}${RESULT}`, {
      ...LINEAR,
      fits: isNoShareOff,
    }),
  ),
  rule(
    'arithmetic',
    reversed(difference),
    `#${NEAR} (?:subtracted|deducted|taken) from ${NEAR}#${NEAR}${RESULT}`,
    LINEAR,
  ),
  rule('arithmetic', difference, `#${NEAR} (?:exceeds?|exceeded|beats?) ${NEAR}#${NEAR} by ${ABOUT}#`, {
    ...LINEAR,
    fits: isDifference,
  }),
  ...(['difference', 'relative'] as const).flatMap((by) =>
    [
      ['(?:more|higher|greater|larger|bigger) than|above', 1],
      ['(?:less|lower|smaller|fewer) than|below', -1],
    ].map(([words, sign]) => {
      const operation = by === 'relative' ? change : difference;
      return rule(
        by === 'relative' ? 'change' : 'arithmetic',
        sign === 1 ? operation : negative(operation),
        `#${NEAR}(?: (?:is|was|are|were)|,) ${ABOUT}#[ a-z-]{0,16}? (?:${words}) ${NEAR}#`,
        { stated: 1, linear: by === 'difference', fits: by === 'relative' ? isRelative : isDifference },
      );
    }),
  ),
  rule('arithmetic', product, `\\bmultiply(?:ing)? ${A} by ${A}${RESULT}`),
  rule('arithmetic', product, `\\bproduct of ${A} and ${A}${RESULT}`),
  rule(
    'arithmetic',
    product,
    `#${NEAR} (?:times(?! (?:more|less|as|higher|larger|lower))|multiplied by) ${NEAR}#${NEAR}${RESULT}`,
  ),
  rule(
    'arithmetic',
    product,
    `#${NEAR} at (?:a price of |a cost of )?# (?:each|apiece|per [a-z]+|a [a-z]+)${RESULT}`,
  ),
  rule(
    'arithmetic',
    product,
    `#[a-z ]{0,12}? (?:per|a|each|every) [a-z]+ (?:for|over|times|across) # [a-z]+${RESULT}`,
  ),
  rule('arithmetic', product, `#[a-z ]{0,14}? o[nf] ${NEAR}#${NEAR}${RESULT}`, { fits: firstIsShare }),
  rule('ratio', quotient, `\\bdivid(?:e|ing) ${A} by ${A}${RESULT}`),
  rule('ratio', quotient, `\\b(?:ratio of ${A} to|quotient of ${A} and) ${A}${RESULT}`),
  rule(
    'ratio',
    quotient,
    `#${NEAR} (?:(?<!spread[^#]{0,9}#[^#]*)over|divided (?:[a-z]+ )?(?:by|among|between|over)|split (?:[a-z]+ )?(?:over|among|between|across|by)) ${NEAR}#${NEAR}${RESULT}`,
  ),
  rule(
    'ratio',
    quotient,
    `#${GAP} (?:out of|as a (?:percentage|share|fraction|proportion|percent) of) ${A}${RESULT}`,
  ),
  rule(
    'ratio',
    quotient,
    `#${NEAR} of (?:the|its|total|all)? ?${NEAR}#${NEAR}, (?:or|${MEANS}) ${ABOUT}#(?! of )`,
    {
      fits: ([a, b], result) =>
        isShare(result) && a?.unit === 'plain' && b?.unit === 'plain' && a.scaleWord === b.scaleWord,
    },
  ),
  rule('ratio', quotient, `#${NEAR} on ${NEAR} of ${NEAR}#${NEAR}${RESULT}`, {
    fits: ([a, b], result) => isShare(result) && a?.unit === 'plain' && b?.unit === 'plain',
  }),
  rule('ratio', reversed(quotient), `\\bof (?:the |all )?${NEAR}#${NEAR}, ${NEAR}#${GAP}${RESULT}`, {
    fits: resultIsShare,
  }),
  rule(
    'ratio',
    quotient,
    `#(?:${NEAR} (?:is|was|are|were|equals?|represent(?:s|ed)?|ma(?:kes?|de) up|account(?:s|ed)? for|compris(?:es|ed)|constitut(?:es|ed)|amount(?:s|ed)? to|corresponds? to)|, or) ${ABOUT}# of ${NEAR}#`,
    { stated: 1, fits: (_, result) => isShare(result) },
  ),
  rule('ratio', quotient, `#${GAP} (?:is|was|are|were|equals) ${ABOUT}#(?: times| x) ${GAP}#`, {
    stated: 1,
    fits: (_, { unit }) => unit === 'plain',
  }),
  rule('average', average, `\\b(?:average|mean|midpoint) of ${GAP}#${MORE}${RESULT}`, UNWEIGHTED),
  rule('average', average, `\\baverag(?:e|ing) ${GAP}#${MORE}${RESULT}`, UNWEIGHTED),
  ...(
    [
      [UP, 1],
      [DOWN, -1],
    ] as const
  ).map(([words, sign]) =>
    rule('arithmetic', grown(sign), `#${NEAR} ${words} by #${RESULT}`, { fits: secondIsShare }),
  ),
  ...(
    [
      ['(?:increasing|raising|growing)', 1],
      ['(?:reducing|decreasing|lowering|cutting)', -1],
    ] as const
  ).map(([words, sign]) =>
    rule('arithmetic', grown(sign), `\\b${words} ${NEAR}#${NEAR} by #${RESULT}`, { fits: secondIsShare }),
  ),
  ...(
    [
      [
        '(?:grew|grown|rose|risen|increased|climbed|expanded|gained|up)',
        '(?:more|higher|larger|greater|richer|growth)',
        1,
      ],
      ['(?:fell|fallen|declined|dropped|decreased|shrank|down)', '(?:less|lower|smaller)', -1],
    ] as const
  ).flatMap(([verbs, adjectives, sign]) =>
    [`${NEAR} ${verbs}(?: by)? ${ABOUT}#(?! of )`, ` ${ABOUT}# ${adjectives}`].map((growth) =>
      rule('change', growthOf(sign), `${QUOTIENT}#,? (?:${MEANS})${growth}`, { fits: isGrowth }),
    ),
  ),
  rule('arithmetic', difference, `${BESIDE}# (?:${OFF})`, { ...GAPLESS, fits: isDifference }),
  rule('change', change, `${BESIDE}# (?:${OFF}),? or ${ABOUT}#(?! of )`, {
    unsigned: true,
    fits: ([a, b], result) => isShare(result) && isAmount(a) && isAmount(b),
  }),
  ...(
    [
      ['thousands?', 1e3],
      ['millions?', 1e6],
    ] as const
  ).map(([scale, factor]) =>
    rule('conversion', times(factor), `\\bin ${scale}\\b[^#]{0,40}?#${STANDS_FOR} ${ABOUT}#`, {
      fits: isRewritten,
    }),
  ),
  ...measures(
    `(?<![-+*/×÷] ?)# FROM(?: =| ≈| equals?| is the same as|, i\\.e\\.,?|,? or|,? that is) ${ABOUT}# TO\\b`,
    [
      ['(?:metric )?(?:tonnes?|tons?)', '(?:kg|kilograms?|kilos?)', 1000],
      ['(?:km|kilomet(?:er|re)s?)', '(?:m|met(?:er|re)s?)', 1000],
      ['hectares?', '(?:m²|sqm|square met(?:er|re)s?)', 10_000],
      ['(?:kg|kilograms?)', '(?:g|grams?)', 1000],
    ],
  ),
  rule('arithmetic', power(2), `# squared${RESULT}`),
  rule('arithmetic', power(3), `# cubed${RESULT}`),
  rule('arithmetic', raised, `# (?:raised )?to the (?:power (?:of )?)?[#~]${RESULT}`, {
    fits: ([, exponent]) => exponent?.unit === 'plain',
  }),
  rule('arithmetic', root, `\\bsquare root of ${ABOUT}#${RESULT}`),
  ...fractions(`\\b(WORD)(?! (?:a|an) )(?: of)? [^#;,]{0,30}?(?:, )?#${RESULT}`, [
    ['(?:one |a )?half', 1, 2],
    ['(?:one|a)[ -]third', 1, 3],
    ['two[ -]thirds', 2, 3],
    ['(?:one|a)[ -]quarter', 1, 4],
    ['three[ -]quarters', 3, 4],
    ['(?:one|a)[ -]fifth', 1, 5],
    ['(?:twice|double)', 2, 1],
    ['triple', 3, 1],
  ]),
];

/** `90天减去30天，贴现期是60天`: the result is named in a clause of its own. */
const Z_NAMED =
  '[^#。;,\u201A]{0,4}[,\u201A] ?(?![^#]*(?:而|但|占|其中|如果|另|比|每))[^#,;。:\u201A]{1,10}?(?:就?是|约?为|等于|=|只有|还剩)约? ?#';
const Z_MEANS = '[,\u201A]?(?:即|也就是说?|就是|说明|表明|意味着|相当于)';

const Z_LIST = `#${Z}(?:${Z_AND}${Z}#${Z})+`;

export const CHINESE: readonly WordPattern[] = [
  rule(
    'arithmetic',
    sum,
    `${Z_LIST}(?:之和|的和|的总和|合计|总计|相加|加总|加起来|(?=合计|总计|一共|共))${Z_RESULT}`,
    LINEAR,
  ),
  rule('arithmetic', sum, `#${Z}(?:加上?${Z}#${Z})+${Z_RESULT}`, { ...LINEAR, fits: isNoShareOff }),
  rule(
    'arithmetic',
    difference,
    `#${Z}(?:和|与|减)${Z}#${Z}(?:之差|的差额?|的差值|相减|相差)(?:${Z_RESULT}|${Z}#)`,
    GAPLESS,
  ),
  rule('arithmetic', difference, `#${Z}(?:减去?|减掉|扣除|扣掉|扣减|去掉)${Z}#${Z}${Z_RESULT}`, {
    ...LINEAR,
    fits: isNoShareOff,
  }),
  rule('arithmetic', product, `#${Z}(?:和|与)${Z}#${Z}(?:之积|的积|的乘积|相乘)${Z_RESULT}`),
  rule('arithmetic', product, `#${Z}乘以?${Z}#${Z}${Z_RESULT}`),
  rule('arithmetic', product, `#${Z}的 ?#${Z_RESULT}(?! ?倍)`),
  rule('arithmetic', product, `#${Z}按(?:照)?${Z}#${Z}${Z_RESULT}`, { fits: secondIsShare }),
  rule(
    'arithmetic',
    product,
    `#[^#。;]{0,6}?[,\u201A]?每[^#。;,]{0,6}#[^#。;,\u201A]{0,4}[,\u201A]?(?:每[月年天日季周])?(?:一?共计?|合计|总[计共])[^#。;,]{0,2}#`,
  ),
  rule('arithmetic', sum, `#${Z}加上?${Z}#${Z_NAMED}`, { ...LINEAR, fits: isDifference }),
  rule('arithmetic', difference, `#${Z}(?:减去?|减掉|扣除)${Z}#${Z_NAMED}`, {
    ...LINEAR,
    fits: isDifference,
  }),
  rule('arithmetic', product, `#${Z}乘以?${Z}#${Z_NAMED}`),
  rule('ratio', quotient, `#${Z}除以${Z}#${Z_NAMED}`),
  rule('ratio', quotient, `#${Z}分[给成为到]${Z}#[^#。;]{0,3}[,\u201A]每[^#。;]{0,3}?#`),
  ...(
    [
      ['(?:增长|增加|上升|提高|上涨)', 1],
      ['(?:下降|减少|下跌|降低)', -1],
    ] as const
  ).map(([words, sign]) =>
    rule('change', growthOf(sign), `${QUOTIENT}#${Z_MEANS}[^#。;,\u201A]{0,10}?${words}了?约? ?#`, {
      fits: isGrowth,
    }),
  ),
  ...(
    [
      ['千', 1e3],
      ['万', 1e4],
      ['百万', 1e6],
    ] as const
  ).map(([scale, factor]) =>
    rule(
      'conversion',
      times(factor),
      `单位都?[是为:]?(?<!#)${scale}(?:美|欧|日|港)?元[^#;。]{0,16}?#[^#。;,]{0,3}?[,\u201A]?(?:即|就是|也就是|表示|代表|相当于|=) ?#`,
      { fits: isRewritten },
    ),
  ),
  ...measures('(?<![-+*/×÷] ?)#FROM ?(?:=|≈|即|等于|合|就是|也就是|[,\u201A]即|[,\u201A]也就是) ?#TO', [
    ['吨', '(?:千克|公斤)', 1000],
    ['(?:公里|千米)', '米', 1000],
    ['公顷', '(?:平方米|平米|㎡)', 10_000],
    ['(?:千克|公斤)', '克', 1000],
  ]),
  rule('ratio', quotient, `#${Z}(?:和|与|比)${Z}#${Z}(?:之比|的比值?|的比率|相除)${Z_RESULT}`),
  rule('ratio', quotient, `#${Z}除以${Z}#${Z}${Z_RESULT}`),
  rule(
    'ratio',
    quotient,
    `#${Z}(?:占|是|为|相当于)${Z}#${Z}的(?:比例|比重|份额|占比)?(?:约|大约)?(?:为|是|达)?(?:约|大约)? ?#`,
    {
      stated: 2,
      fits: resultIsShare,
    },
  ),
  rule('ratio', quotient, `#${Z}(?:是|为|相当于|等于)${Z}#${Z}的约? ?#(?= ?倍)`, {
    stated: 2,
    fits: (_, { unit }) => unit === 'plain',
  }),
  ...(['difference', 'relative'] as const).flatMap((by) =>
    [
      ['(?:高出?|多出?|大|增加|增长|上升|提高|增多|上涨)', 1],
      ['(?:低|少|小|减少|下降|降低|下跌)', -1],
    ].map(([words, sign]) => {
      const operation = by === 'relative' ? change : difference;
      return rule(
        by === 'relative' ? 'change' : 'arithmetic',
        sign === 1 ? operation : negative(operation),
        `#${Z}(?:比|较)${Z}#${Z}${words}了?约? ?#`,
        { linear: by === 'difference', fits: by === 'relative' ? isRelative : isDifference },
      );
    }),
  ),
  rule('arithmetic', difference, `#${Z}高出${Z}# ?#`, { ...LINEAR, fits: isDifference }),
  ...(
    [
      ['(?:上涨|增长|提高|上浮|上升|增加)', 1],
      ['(?:下降|下调|下跌|降低|减少|下浮)', -1],
    ] as const
  ).map(([words, sign]) =>
    rule('arithmetic', grown(sign), `#${Z}${words}了?#${Z_RESULT}`, { fits: secondIsShare }),
  ),
  rule('average', average, `${Z_LIST}的?(?:算术|简单)?(?:平均数?值?|均值|取平均)${Z_RESULT}`, UNWEIGHTED),
  rule('arithmetic', power(2), `#的(?:平方|[2二]次方)${Z_RESULT}`),
  rule('arithmetic', power(3), `#的(?:立方|[3三]次方)${Z_RESULT}`),
  rule('arithmetic', raised, `#的 ?# ?次方${Z_RESULT}`),
  ...fractions(`#${Z}的(WORD)${Z_RESULT}`, [
    ['一半', 1, 2],
    ['三分之一', 1, 3],
    ['三分之二', 2, 3],
    ['四分之一', 1, 4],
    ['四分之三', 3, 4],
    ['两倍', 2, 1],
  ]),
];

/** Units of measure: a name, the name of a smaller unit, and how many of these make one. */
function measures(source: string, list: readonly (readonly [string, string, number])[]): WordPattern[] {
  return list.map(([from, to, factor]) =>
    rule('conversion', times(factor), source.replace('FROM', from).replace('TO', to)),
  );
}

function fractions(source: string, list: readonly (readonly [string, number, number])[]): WordPattern[] {
  return list.map(([word, above, below]) =>
    rule('ratio', times(above, below), source.replace('WORD', word), LINEAR),
  );
}
