/** Frames of English calculations, the surer ones first; see `frames.ts`. */

import type { Frame } from './frames.ts';
import {
  above,
  apart,
  average,
  below,
  fractionOf,
  growth,
  perUnit,
  ratio,
  remainder,
  share,
  shareOf,
  total,
  type Readings,
} from './frame-reading.ts';
import { CHANGE_LEAD, DOWN, ROUGHLY, TURN, UP } from './frame-words.ts';
import { ABOUT_WORDS as ABOUT, LEADS } from './result-words.ts';

const THAT =
  '(?:that|this|it|which|those|them|the (?:sum|total|difference|result|remainder|rest|gap|same|amount|balance))';
const IS = '(?:is|was|are|were|being|came (?:out|in)(?: at)?|stands|stood)';
/** What stands between an operand and the result behind it: `, which is about`. */
const BESIDE = new RegExp(
  `^(?:[^#,;§]{0,24}?(?:,|,? (?:which|that|this)(?: one)?|,? (?:and|so|but) (?:it|that|this)|[.§]+ ?(?:that|this|it|so that|so it))(?: ${IS})?|[^#,;§ ]{0,12}? ${IS}) ${ROUGHLY}$`,
);
const VERSUS =
  /^(?:[^#;§]{0,30}?\b(?:against|versus|vs\.?|compared (?:with|to)|up from|down from|rather than|instead of)|[^#,;§]{0,14}?,? ?from)\b(?![^#]*\bto )[^#;§]{0,36}$/;
const BASE =
  /^[^#,;§]{0,20}?\b(?:from|over|against|versus|vs\.?|compared (?:with|to)|relative to|than)\b [^#;§]{0,36}$/;
const THAN = (words: string): RegExp => new RegExp(`^(?: ?[a-z-]+){0,3}? (?:${words})\\b[^#,;§]{0,40}$`);
const MORE_THAN = '(?:more|higher|greater|larger|bigger|longer|wider) than|above|ahead of|beyond';
const LESS_THAN = '(?:less|lower|smaller|fewer|shorter|narrower) than|below|short of|shy of|under';
const OTHER_THAN = '[a-z]+er than|away from|behind|off';
const BEATS =
  /\b(?:exceed|beat|top|surpass|outstrip|overshoot|overshot|outpac|(?:is|was|are|were|came in) (?:above|over|ahead)|(?:more|higher|greater|larger) than)/;
const TRAILS =
  /\b(?:trail|lag|miss|undershoot|undershot|f[ae]ll(?:s|en)? short of|(?:is|was|are|were|came in) (?:below|under|behind|short)|(?:less|lower|smaller|fewer) than)/;
const MOVES = `${UP}|${DOWN}|${TURN}|slip(?:s|ping)?|eas(?:ed|es|ing)|edg(?:ed|es|ing) (?:up|down|lower|higher)|add(?:ed|s|ing)?|shed|surg(?:ed|es)|soared|plung(?:ed|es)|tumbled|sank|retreat(?:ed)?|came down|went (?:up|down)|picked up`;
const TIME =
  '@|\\b(?:ago|earlier|before|later|now|today|previously|prior|currently|(?:last|this|next|previous|first|second|third|fourth) (?:year|month|quarter|week|half))\\b';
const TIMED = new RegExp(`^(?=[^#]*(?:${TIME}))(?![^#]*\\bfrom\\b)[^#;§]{0,44}$`);
/** `, up`, `: a rise of`. */
const APART = new RegExp(
  `(?:,|\\(|;|:|-|\\b(?:so|thus|or|is|was|are|were|makes|which means|has|have)) ?(?:it |that |they |this )?(?:is |was |an? |has |have )*(?:${UP}|${DOWN}|${TURN})(?: [a-z]+ly)?(?: by| of)? ${ROUGHLY}$`,
);
const BY = new RegExp(`^[^#,;§]{0,30}? by ${ABOUT}$`);
const PART_WORDS: readonly (readonly [string, number, number])[] = [
  ...([
    ['half', 1, 2],
    ['(?:a|one) third', 1, 3],
    ['two[ -]thirds', 2, 3],
    ['(?:a|one) quarter', 1, 4],
  ] as const),
  ...([
    ['three[ -]quarters', 3, 4],
    ['(?:a|one) fifth', 1, 5],
    ['(?:a|one) tenth', 1, 10],
    ['twice|double', 2, 1],
  ] as const),
];
const COUNTS: readonly (readonly [string, number])[] = [
  ['two|both|pair', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
];
const NO_END = /^[^§]*$/;
const TAKEN =
  /\b(?:of which|less|minus|after|pa(?:y|id|ying)|us(?:ed?|ing)|spen[dt]|sold|deduct|t(?:ook|aken?|aking)|subtract|remov|gone|goes|repa|cost|off|out of|eaten?|absorb|writ|mov|issued?|return)/;
const left =
  (readings: Readings): Readings =>
  (operands, result) => [...readings(operands, result), ...readings([...operands].reverse(), result)];

export const ENGLISH_FRAMES: readonly Frame[] = [
  // 180,000, and 25% of that is 45,000
  {
    ...{ kind: 'arithmetic', readings: shareOf, operands: [-1, -2, -3, -4] },
    lead: new RegExp(`^ ?of ${THAT}[^#,;§]{0,16}?${LEADS}$`),
  },
  ...PART_WORDS.map(([words, numerator, denominator]): Frame => ({
    ...{ kind: 'ratio', readings: fractionOf(numerator, denominator), operands: [-1, -2, -3] },
    lead: new RegExp(`\\b(?:${words})(?: of)? ${THAT}[^#,;§]{0,16}?${LEADS}$`),
  })),
  // 50 days, 4.75 days shorter than the 54.75 days
  ...(
    [
      [MORE_THAN, above, false],
      [LESS_THAN, below, false],
      [OTHER_THAN, apart, true],
    ] as const
  ).map(([words, readings, unsigned]): Frame => ({
    ...{ kind: 'arithmetic', readings, unsigned, operands: [-1, 1], lead: BESIDE },
    gaps: [[1, THAN(words)]],
  })),
  // 180 exceeds the target of 120 by 60
  { kind: 'arithmetic', readings: above, operands: [-2, -1], lead: BY, gaps: [[-1, BEATS]] },
  { kind: 'arithmetic', readings: below, operands: [-2, -1], lead: BY, gaps: [[-1, TRAILS]] },
  // 180 against 120 a year before, up 50%
  {
    ...{ kind: 'change', readings: apart, unsigned: true, operands: [-2, -1] },
    ...{ lead: APART, gaps: [[-1, VERSUS]] },
  },
  // 26.0% in 2022 and 24.0% in 2023, so the margin slipped by 2 points
  {
    ...{ kind: 'change', readings: apart, unsigned: true, operands: [-2, -1], sameSubject: true },
    lead: new RegExp(
      `^[^#;§]{0,28}?(?:,|\\(|:)(?: and)? ?(?:so|thus|hence|therefore|i\\.?e\\.?|that is|meaning|which means|which is)\\b,?(?: that)?(?<subject>(?: [a-z-]+){0,5}?) (?:${MOVES})(?: [a-z]+ly)?(?: by| of)? ${ROUGHLY}$`,
    ),
    gaps: [[-1, TIMED]],
  },
  {
    ...{ kind: 'change', readings: apart, unsigned: true, operands: [-2, -1] },
    ...{ lead: APART, gaps: [[-1, TIMED]] },
  },
  // 180, up 50% from 120
  {
    ...{ kind: 'change', readings: above, unsigned: true, quoted: true, operands: [-1, 1] },
    lead: new RegExp(
      `^[^#,;§]{0,24}?,? (?:which is |that is |was |is )?(?:an? )?(?:${UP}|${DOWN}|${TURN})(?: by| of)? ${ROUGHLY}$`,
    ),
    gaps: [
      [1, BASE],
      [2, /^(?! ?(?:to|and)\b)/],
    ],
  },
  // At 120, the distance to the ceiling of 144 is 24
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [-2, -1] },
    lead: new RegExp(`^[^#,;§]{0,24}?${LEADS}$`),
    gaps: [
      [
        -1,
        /\b(?:gap|distance|headroom|room|cushion|shortfall|buffer|difference|margin)\b[^#,;]{0,24}\b(?:to|from|above|over|below|under|versus|against|before|and|with)\b/,
      ],
    ],
  },
  // 120 leaves 24 of headroom to 144
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [-1, 1] },
    lead: new RegExp(
      `(?:leav(?:es?|ing)|with|still|has|have|there (?:is|are)|another|needs?|takes?|is|are|,) (?:still |another )?${ABOUT}$`,
    ),
    gaps: [
      [
        1,
        /^[^#,;§]{0,20}?\b(?:headroom|room|cushion|to go|to spare|to reach|to get to|short of|before (?:it|we|they|the|reaching)|until|away from)\b[^#;,§]{0,36}$/,
      ],
    ],
  },
  // A gap of 60 between 180 and 120
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [1, 2] },
    lead: new RegExp(`\\b(?:difference|gap|spread|distance|margin) of ${ABOUT}$`),
    gaps: [
      [1, /\bbetween\b/],
      [2, /\band\b/],
    ],
  },
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [1, 2] },
    lead: /./,
    gaps: [
      [1, /^[^#,;§]{0,24}?\b(?:separates?|lies? between|(?:is|was) the (?:difference|gap|spread) between)\b/],
      [2, /\b(?:and|from)\b/],
    ],
  },
  // 84 more, on a base of 560 a rise of 15%
  {
    ...{ kind: 'change', readings: growth, unsigned: true, operands: [-2, -1] },
    lead: new RegExp(
      `(?:,|(?: is| thats| or| i\\.?e\\.?,?| makes| an?)|:)(?: an?)?(?: (?:rise|increase|growth|gain|decline|drop|fall|change)(?: of)?)? ${ABOUT}$`,
    ),
    gaps: [
      [-2, CHANGE_LEAD],
      [-1, /\b(?:on|over|from|relative to|against|compared (?:with|to)|base)\b[^#,;§]{0,24}$/],
    ],
  },
  // 310 of the 1,250 accounts (24.8%)
  {
    ...{ kind: 'ratio', readings: share, operands: [-2, -1] },
    lead: /^[^#,;.§]{0,30}?\($/,
    gaps: [
      [-1, /^[^#,;.()§]{0,16}? (?:out )?of (?:the |all |its |total |a total of )?$/],
      [1, /^ ?\)/],
    ],
  },
  // 90, which is 20% of the 450
  {
    ...{ kind: 'ratio', readings: share, operands: [-1, 1] },
    lead: BESIDE,
    gaps: [[1, /^ ?of (?:the|its|our|their|all|a total of)\b[^#,;§]{0,30}$/]],
  },
  // 900 covers the 300 of interest 3 times
  {
    ...{ kind: 'ratio', readings: ratio, operands: [-2, -1] },
    lead: /^[^#,;§]{0,30}?$/,
    gaps: [
      [-1, /\b(?:cover|pay|repay|service)/],
      [1, /^ ?(?:times|x\b)/],
    ],
  },
  {
    ...{ kind: 'ratio', readings: ratio, operands: [-1, 1], lead: BESIDE },
    gaps: [[1, /^ ?(?:times|x)(?: over)?(?: the| as \w+ as)?(?: [a-z]+){0,3} ?$/]],
  },
  // 1,200 over 48 months is 25 a month
  {
    ...{ kind: 'ratio', readings: perUnit, operands: [-2, -1] },
    lead: new RegExp(`^[^#,;§]{0,20}?(?:,|:|${LEADS})(?: or| that is| so)? ?${ABOUT}$`),
    gaps: [
      [-1, /\b(?:over|across|among|between|shared|split|spread|divided)\b/],
      [1, /^ ?(?:each|apiece|per|an? (?:year|month|share|unit|head|day|week|quarter)|every)\b/],
    ],
  },
  // Rent is 350 and wages are 275; together 625
  ...COUNTS.flatMap(([words, list]): Frame[] => [
    {
      ...{ kind: 'arithmetic', readings: total, operands: [], list },
      lead: new RegExp(
        `\\b(?:${words})\\b[^#,;]{0,20}?(?:add(?:s|ed)? up to|total(?:s|led)?|sums? to|together(?: make| are| come to| give)?|combined(?: make| are)?) ${ABOUT}$`,
      ),
    },
    {
      ...{ kind: 'average', readings: average, operands: [], list },
      lead: new RegExp(
        `\\b(?:(?:average|mean) of (?:the|these|those|all)? ?(?:${words})\\b[^#,;]{0,20}?${LEADS}|(?:${words})\\b[^#,;]{0,16}? averag(?:e|ed) (?:out (?:at|to) )?${ABOUT})$`,
      ),
    },
  ]),
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [-2, -1] },
    lead: new RegExp(
      `\\b(?:difference|gap|spread)(?: between (?:them|the two|these|those)| of the two)?${LEADS}$`,
    ),
    gaps: [[-1, /^[^#;]{0,40}$/]],
  },
  {
    ...{ kind: 'average', readings: average, operands: [], list: 'sentence' },
    lead: new RegExp(`(?<!and )\\b(?:an average of|averag(?:e|es|ed|ing)(?: out)?(?: at| to)?) ${ABOUT}$`),
  },
  {
    ...{ kind: 'arithmetic', readings: total, operands: [], list: 'sentence' },
    lead: new RegExp(
      `(?:\\b(?:together|combined|in total|altogether|in all|all told)(?:${LEADS}|:?,? ?${ABOUT})|\\b(?:for )?a (?:combined )?total of ${ABOUT}|\\b(?:totall?ing|making) ${ABOUT})$`,
    ),
  },
  {
    ...{ kind: 'arithmetic', readings: total, operands: [], list: 'sentence' },
    lead: /(?:,|:|\bso|\bor|\bis|\bare|\bmakes?|\bthats) $/,
    gaps: [[1, /^ ?(?:[a-z]+ )?(?:together|combined|in total|altogether|in all|all told)\b/]],
  },
  // Of the 500, 120 are gone, leaving 380
  ...[-1, -2, 0].flatMap((offset): Frame[] => [
    {
      ...{ kind: 'arithmetic', readings: left(remainder), operands: [-2, -1] },
      lead: new RegExp(
        `^[^#;§]{0,36}?\\b(?:leav(?:es?|ing)|(?:is|are|we are) left with)(?: [a-z]+){0,2}? ?${ABOUT}$`,
      ),
      gaps: [
        [-1, NO_END],
        [offset, TAKEN],
      ],
    },
    {
      ...{ kind: 'arithmetic', readings: left(remainder), operands: [-2, -1] },
      lead: /^[^#;§]{0,36}(?:,|\bso|\band) $/,
      gaps: [
        [-1, NO_END],
        [offset, TAKEN],
        [1, /^ ?(?:[a-z]+ )?(?:(?:is|are) left|remain(?:s|ed)?|(?:is|are) still)\b/],
      ],
    },
  ]),
];

/** Some frame may fit only where one of these stands before the result, behind it or between the operands. */
export const ENGLISH_HINTS: readonly (readonly [offset: number, words: RegExp])[] = [
  [
    0,
    new RegExp(
      `of ${THAT}|\\bby |\\b(?:${MOVES}|distance|margin|twice|double)\\b|averag|mean|total|togeth|combin|leav|left|making|in all| all told|(?:half|third|quarters?|fifth|tenth) |\\($`,
    ),
  ],
  [
    1,
    /than|above|below|under|beyond|short|shy|away|behind|off|ahead|headroom|room|cushion|to go|to spare|to reach|to get|until|before|between|separat|difference|^ ?(?:times|x|each|apiece|per|an?|every)\b|in total|together|combined|in all|all told|left|remain|still|^ ?of (?:the|its|our|their|all|a)\b/,
  ],
  [
    -1,
    /gap|distance|headroom|room|cushion|shortfall|buffer|difference|margin|\b(?:on|over|base|relative|against|compared|from)\b/,
  ],
];
