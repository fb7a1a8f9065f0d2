/** Frames of Chinese calculations, the surer ones first; see `frames.ts`. */

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
} from './frame-reading.ts';
import { Z_CHANGE_LEAD, Z_EITHER, Z_LESS, Z_MORE, Z_ROUND } from './frame-words.ts';

const UNIT = '[^#,;:。\u201A§]{0,8}?';
/** Words without a subject of their own. */
const LINK =
  '(?:[,\u201A§\\s]|这|它|该|此|数|值|个|已经|已|仍然|仍|还|就|也|则|所以|因此|可见|说明|正好|大约|约|只|反而|离|因而|目前|现在)*';
const THAN = new RegExp(
  `^${UNIT}${LINK}(?<![占同环])(?:比(?![例率重值])|较|相比(?:于|之下)?|对比|低于|高于|多于|少于|[快慢大小]于|超过|超出|领先|落后于?|不及)[^#;。§]{0,22}$`,
);
const TO = new RegExp(`^${UNIT}${LINK}(?:距离?|离|跟|与|和|同)[^#;。§]{0,22}$`);
const WITH_LEAD = (words: string): RegExp => new RegExp(`^[^#;:。§]{0,14}?(?:${words})${Z_ROUND}$`);
const MORE = WITH_LEAD(Z_MORE);
const LESS = WITH_LEAD(Z_LESS);
const EITHER = WITH_LEAD(Z_EITHER);
const TO_LEAD = new RegExp(
  `^[^#;:。§]{0,12}?(?:还|仍|尚|就|只|有)?(?:相差|差距|差额|之差|差|缺|有|剩|少|缺口|距离|空间)${Z_ROUND}$`,
);
const IN = '(?:其中的?|它的|其|这(?:个数|个|部分|笔|一?块)?的?|该数的|上述?|总[额数]的|的)';
const PARTS: readonly (readonly [string, number, number])[] = [
  ['一半', 1, 2],
  ['三分之一', 1, 3],
  ['三分之二', 2, 3],
  ['四分之一', 1, 4],
  ['四分之三', 3, 4],
  ['十分之一', 1, 10],
];
const COUNTS: readonly (readonly [string, number])[] = [
  ['两|二', 2],
  ['三', 3],
  ['四', 4],
  ['五', 5],
];
const SUMMED = '(?:合计|共计|总计|合起来|加起来|加在一起|相加|加总|总和|之和|一共|总共)';
const IS = '(?:起来|后|就|正好|刚好|大约|约|是|为|得到?|等于|有|达到?|:|,|\u201A| )*';
const FORMER = /(?:上年|去年|上期|前一?年|年初|期初|同期|上季度?|上月|原来|此前|之前)[^#;。]{0,8}$/;
const PAST =
  /(?:@|去年|上年|前一?年|上期|上月|上季度?|年初|期初|月初|原来|原先|此前|之前|过去|当初|[年月季周天日]前|同期)[^#;。§]{0,10}$/;
const PRESENT =
  /^[^#;:。§]{0,10}?[,\u201A§]?[^#;:。§]{0,6}?(?:@|现在|目前|如今|当前|今年|本年|本期|本月|本季度?|年末|期末|年底|月末|最新|次年|后来|[年月季周天日]后)[^#;。§,\u201A]{0,10}$/;

export const CHINESE_FRAMES: readonly Frame[] = [
  // 180,000，其中的25%是45,000
  {
    ...{ kind: 'arithmetic', readings: shareOf, operands: [-1, -2, -3, -4] },
    lead: new RegExp(`^(?:就|也)?(?:约?是|为|即|等于|就是|合|,|\u201A|=)?(?:约|大约)? ?$`),
    gaps: [[-1, new RegExp(`[,\u201A§]${IN}$`)]],
  },
  ...PARTS.map(([words, numerator, denominator]): Frame => ({
    ...{ kind: 'ratio', readings: fractionOf(numerator, denominator), operands: [-1, -2, -3] },
    lead: new RegExp(`[,\u201A§]${IN}(?:${words})(?:就|也)?(?:约?是|为|即|等于|就是)(?:约|大约)? ?$`),
  })),
  // 多了84，相对560增长15%
  {
    ...{ kind: 'change', readings: growth, unsigned: true, operands: [-2, -1] },
    lead: new RegExp(`^[^#;:。§]{0,14}?(?:${Z_MORE}|${Z_LESS}|是|为|即|,|\u201A)${Z_ROUND}$`),
    gaps: [
      [-2, Z_CHANGE_LEAD],
      [-1, /(?:相对于?|相较于?|对比|比|较|按|以|基数|占|除以)[^#;。]{0,14}$/],
    ],
  },
  // 11,400，比年末的11,800少400
  { kind: 'arithmetic', readings: above, operands: [-2, -1], lead: MORE, gaps: [[-1, THAN]] },
  { kind: 'arithmetic', readings: below, operands: [-2, -1], lead: LESS, gaps: [[-1, THAN]] },
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [-2, -1] },
    ...{ lead: EITHER, gaps: [[-1, THAN]] },
  },
  // 120,000 距离上限 144,000 还差 24,000
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [-2, -1] },
    ...{ lead: TO_LEAD, gaps: [[-1, TO]] },
  },
  // 180，上年同期为120，增长50%
  {
    ...{ kind: 'change', readings: apart, unsigned: true, operands: [-2, -1] },
    lead: new RegExp(
      `^[^#;:。§]{0,8}?[,\u201A](?:同比|环比|比上年|较上年|一年)?(?:${Z_MORE}|${Z_LESS}|变动|变化|改善|恶化)${Z_ROUND}$`,
    ),
    gaps: [[-1, FORMER]],
  },
  // 一个月前为1.52元，现在是1.60元，一个月里涨了5.3%
  ...(
    [
      [`${Z_MORE}|[升涨增]`, above, false],
      [`${Z_LESS}|[降减跌]`, below, false],
      ['改善|恶化|变动|变化', apart, true],
    ] as const
  ).map(([words, readings, unsigned]): Frame => ({
    ...{ kind: 'change', readings, unsigned, operands: [-1, -2], sameSubject: true },
    lead: new RegExp(
      `^[^#;:。§,\u201A]{0,8}?[,\u201A](?<subject>[^#;:。§,\u201A]{0,12}?)(?:${words})${Z_ROUND}$`,
    ),
    gaps: [
      [-2, PAST],
      [-1, PRESENT],
    ],
  })),
  // 90，占总数450的20%
  {
    ...{ kind: 'ratio', readings: share, operands: [-2, -1] },
    lead: /^[^#,;。\u201A§]{0,8}?的(?:比例|比重|份额|占比)?(?:约|大约|为|是|达)* ?$/,
    gaps: [[-1, new RegExp(`^${UNIT}${LINK}(?:约?占|相当于|是)[^#;。§,\u201A]{0,16}$`)]],
  },
  // 900可以覆盖利息300的3倍
  {
    ...{ kind: 'ratio', readings: ratio, operands: [-2, -1] },
    lead: /^[^#;。§]{0,14}$/,
    gaps: [
      [-1, /^[^倍]*(?:覆盖|够付|够还|相当于|是)/],
      [1, /^ ?[倍]/],
    ],
  },
  // 1200分摊到48个月，每月25
  {
    ...{ kind: 'ratio', readings: perUnit, operands: [-2, -1] },
    lead: new RegExp(
      `^[^#;。§]{0,8}?[,\u201A]?(?:平均|相当于)?(?:每[^#,;。\u201A]{0,4}|人均|单位[^#,;。\u201A]{0,4})${IS}$`,
    ),
    gaps: [[-1, /分|摊|除|平均|给/]],
  },
  ...COUNTS.flatMap(([words, list]): Frame[] => [
    {
      ...{ kind: 'arithmetic', readings: total, operands: [], list },
      lead: new RegExp(
        `(?:${words})(?:者|项|年|期|笔|部分|个?数|个季度|块|家)${'(?:的|一起)?'}${SUMMED}${IS}$`,
      ),
    },
    {
      ...{ kind: 'average', readings: average, operands: [], list },
      lead: new RegExp(
        `(?:${words})(?:者|项|年|期|个?数|个季度|个月)的?(?:简单|算术)?平均(?:数|值|下来)?${IS}$`,
      ),
    },
  ]),
  {
    ...{ kind: 'arithmetic', readings: apart, unsigned: true, operands: [-2, -1] },
    lead: new RegExp(
      `(?:两者|二者|两个数|两项|两年|两边)?(?:之间)?(?:的)?(?:相差|差额|差距|之差|差值)(?:就|也|只)?${Z_ROUND}$`,
    ),
    gaps: [[-1, /^[^#;]{0,24}$/]],
  },
  {
    ...{ kind: 'arithmetic', readings: total, operands: [], list: 'sentence' },
    lead: new RegExp(`${SUMMED}${IS}$`),
  },
  {
    ...{ kind: 'average', readings: average, operands: [], list: 'sentence' },
    lead: new RegExp(`平均(?:数|值|下来|是)?${IS}$`),
  },
  // 500里用掉120，还剩380
  {
    ...{ kind: 'arithmetic', readings: remainder, operands: [-2, -1] },
    lead: new RegExp(`^[^#;。§]{0,10}?(?:剩下?|余下?|剩余|结余|还余)[^#,;。\u201A]{0,6}?${IS}$`),
    gaps: [[-1, /^[^§]*[用付卖还扣减去掉花支抵耗销转提领摊]/]],
  },
];
