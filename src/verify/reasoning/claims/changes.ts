/**
 * Changes stated in words: `increased from 120 to 150, that is 25%`, `an increase of 30 from 120 to 150`, `从120增长到150，增长了25%`.
 * A percentage is the relative change, so that `from 5% to 7%, up 2%` does not hold: that is 2 points, or 40 %.
 */

import { halfUnit, unitFactor, type ParsedNumber } from '../../number.ts';
import type { Calculation } from './calculation.ts';
import { Exact } from './exact.ts';
import type { FoundClaim } from './found-claim.ts';
import { asPoints } from './frame-reading.ts';
import { matched, type Skeleton } from './skeleton.ts';
import { wordClaim } from './word-claims.ts';

const UP =
  /increas|\bris(?:e|en|ing)|\brose\b|\bgr(?:ew|ow)|\bgain|\bup\b|climb|expand|higher|[增升涨]|提高|扩大/;
const DOWN =
  /decreas|declin|\bdrop|\bf[ae]ll|\bdown\b|reduc|shr[aiu]nk|lower|\bloss of|contract|[降减跌]|下滑|缩小|回落/;
/** What is better may be less, as a ratio of costs. */
const CHANGE = /chang|differ|\bmov|swung|swing|improv|deteriorat|worsen|变|改善|恶化/;
const RESTATES =
  /^(?: in @| @|,|\u201A|\)| )*(?:which|that|this|or|so|it|i\.?e|represent|mean|mark|amount|=|\(|即|也就是|相当于)/;
/** `growth from 18% to 22.5%: 25%`. */
const STATES = /^ ?(?:[:=]|is|was|of|为|是)? ?$/;
const CHANGE_NAMED = /growth|increase|decrease|decline|change|drop|rise|增长|增幅|降幅|变动|变化/;
/** The two figures may have opposite signs: from an asset to a liability, from a profit to a loss. */
const TURNED = /#[^#]*(?:负债|亏损|逆差|赤字|净?流出|loss|deficit|liabilit|outflow)[^#]*#/;
/** Words that say less surely that a change follows: the result must be close. */
const NAMED =
  /(?:\b(?:advanc|add|narrow|widen|slip|slid|eas(?:ed|ing)|retreat|surg|jump|soar|plung|tumbl|sank|shed|trim|cut|boost|lift|uptick|better|worse|more|extra|less|fewer|long|short|delta|hike|leap|difference|swing|step)[a-z]*(?: (?!than\b|to\b|at\b|from\b)[a-z]+){0,2}?|[多少净差高低大小宽窄长短快慢贵])(?:了|出|掉|约|近|为|是|达| |about|roughly|around|some|nearly|almost|a|an|by|of)*$/;
/** `再降到`, `and further to`: what follows is a level. */
const LEVEL =
  /(?:(?:[升涨降减跌落增变滑缩扩]|增[长加]|减少|下降|恢复|回升|提高)[到至]|(?<!amount(?:s|ed|ing)? |com(?:es|ing) |equal |equivalent |correspond(?:s|ing) |sums? |adds? up )(?:\bto|\bat))(?:了|约|近| |about|roughly|around|only|just)*$/;
const APPOSED =
  /^[^#,\u201A(]{0,12}(?:[,(] ?(?:an?|or an?|i\.?e\.?,? an?|that is an?) (?:[a-z]+ )?(?:improvement|increase|gain|rise|decline|decrease|drop|fall|reduction|deterioration|change|move) of |[\u201A,](?:增加|上升|提高|下降|降低|减少|回落)了?)(?:about|roughly|only|just|约)? ?$/;
/** The new people or shops are others than what changed. */
const OTHERS_AFTER = /^ ?(?:new|additional|extra|fresh|net new|家|名|人|个(?!百分|基))/;
const GAP = '[^#.;。]{0,32}?';
const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\bfrom ${GAP}#${GAP}\\bto ${GAP}#([^#;。;]{0,56})#`, 'g'),
  new RegExp(
    `(?:从|由)${GAP}#[^#。;]{0,10}?(?:增长|增加|上升|提高|扩大|[升涨增]|下降|减少|降低|下滑|缩小|回落|[降跌减变])[^#。;]{0,3}?(?:至|到|为|成)[^#。;]{0,6}?#([^#。;]{0,24})#`,
    'g',
  ),
  // 从22,800万元到25,861万元，增加了3,061万元
  new RegExp(
    `(?:从|由)${GAP}#[^#。;,\u201A增升涨降减跌变提扩回缩]{0,8}?(?:到|至)[^#。;,\u201A]{0,10}?#((?!的|之间|不等)[^#。;]{0,24})#`,
    'g',
  ),
];
/** The percentage behind the amount of a change: `, or 13.4%`, `，增幅约14.3%`. */
const RELATIVE_BEHIND =
  /[^#.;。]{0,12}?[,\u201A(] ?(?:or|i\.?e\.?,?|that is,?|which is|thats|which means|equal to|equivalent to|an?|about|roughly|up|down|即|也就是|相当于|折合|合|增幅|增速|涨幅|降幅|跌幅|幅度|变动率|增长|上升|上涨|提高|下降|下跌|减少|同比)[^#.;。\u201A,]{0,20}?#/y;
const NO_PERCENT_AFTER =
  /^ ?(?:of|over|on|against|versus|relative|compared|from|than|a year|per|each|annual|的|来自|复合)\b|^ ?(?:的|来自|是|归)/;
/** A yearly rate, or one that is held against another. */
const EACH = /每|年均|年化|annual|\bper |\beach|averag|compound|cagr|复合/;
const BESIDES = /[比较占]|上年|去年|行业|其中|目标|计划|than|while|last year/;
const EACH_AFTER = /^ ?(?:a year|a month|a quarter|per |each|annual|yearly|on average|compound)/;
/** `, a 25% decline`. */
const NAMED_BEHIND = /^,? ?(?:or |i\.e\.,? )?an? (?:about |roughly )?$/;
const BEFORE_CHINESE =
  /([^#]{0,12}(?:增长|增加|上升|提高|上涨|下降|减少|降低|下跌)[了约]{0,2} ?)#[,\u201A(]?(?:从|由)[^#.;。]{0,12}?#[^#.;。]{0,8}?[至到为成][^#.;。]{0,4}?#/g;
const BEFORE = new RegExp(
  `([^#]{0,40})#(?! ?(?:times|倍))[^#.;,]{0,20}?\\bfrom ${GAP}#${GAP}\\bto ${GAP}#`,
  'g',
);
const CLOSE_BEHIND = 12;
/** The number is part of a calculation, or a factor. */
const GOES_ON = /^ ?(?:times|x\b|-?fold|倍|[-+*/×÷^]|over |out of )/;

export function changes(skeleton: Skeleton): FoundClaim[] {
  const { text } = skeleton;
  if (skeleton.numbers.length < 3 || !/\bfrom\b|[从由]/.test(text)) return [];
  const claims: FoundClaim[] = [];
  for (const pattern of PATTERNS) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const [from, to, told] = matched(skeleton, found);
      const end = pattern.lastIndex;
      pattern.lastIndex = found.index + 1;
      // `from 12.5x to 10.0x, a 20% drop`
      const gap = (found[1] ?? '').replace(/^x\b/, '');
      const after = text.slice(found.index + found[0].length);
      if (from === undefined || to === undefined || told === undefined || GOES_ON.test(after)) continue;
      const change = from.unit === 'plain' ? told : asPoints(told, after);
      const before = text.slice(Math.max(0, found.index - 48), found.index);
      const stated = STATES.test(gap) && CHANGE_NAMED.test(before);
      const named = NAMED_BEHIND.test(gap) && CHANGE_NAMED.test(after.slice(0, CLOSE_BEHIND));
      if (LEVEL.test(gap)) continue;
      if (told.unit === 'percent' && (EACH.test(gap) || EACH_AFTER.test(after))) continue;
      const sure =
        stated || named || UP.test(gap) || DOWN.test(gap) || CHANGE.test(gap) || RESTATES.test(gap);
      if (!sure && (!NAMED.test(gap) || OTHERS_AFTER.test(after))) continue;
      const words = `${before} ${found[0]}`;
      const claim = changeClaim(from, to, change, words);
      if (claim === null) continue;
      const close = sure ? {} : ({ close: 'pair' } as const);
      // `, an improvement of nine basis points` can only speak of this change.
      const loose = claim.loose && !(change.unit.endsWith('points') && APPOSED.test(gap));
      claims.push({ ...claim, ...close, loose, ...(TURNED.test(found[0]) ? { partial: true } : {}) });
      RELATIVE_BEHIND.lastIndex = end;
      const more = change.unit === 'plain' ? RELATIVE_BEHIND.exec(text) : null;
      const [share] = more === null ? [] : matched(skeleton, more);
      if (more === null || share?.unit !== 'percent' || EACH.test(more[0]) || BESIDES.test(more[0])) continue;
      if (NO_PERCENT_AFTER.test(text.slice(end + more[0].length))) continue;
      const relative = changeClaim(from, to, share, `${words}${more[0]}`);
      if (relative !== null) claims.push({ ...relative, close: 'pair', partial: TURNED.test(found[0]) });
    }
  }
  for (const pattern of [BEFORE, BEFORE_CHINESE]) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const [change, from, to] = matched(skeleton, found);
      const words = found[1] ?? '';
      if (change === undefined || from === undefined || to === undefined) continue;
      if (!UP.test(words) && !DOWN.test(words) && !CHANGE.test(words)) continue;
      const claim = changeClaim(from, to, change, words, true);
      if (claim !== null) claims.push(claim);
    }
  }
  return claims;
}

function changeClaim(
  from: ParsedNumber,
  to: ParsedNumber,
  change: ParsedNumber,
  words: string,
  quoted = false,
): FoundClaim | null {
  if (from.unit !== to.unit || from.scaleWord !== to.scaleWord) return null;
  const relative = change.unit === 'percent';
  const shares = from.unit !== 'plain';
  if (!relative && change.unit !== 'plain' && !shares) return null;
  if (!relative && change.unit === 'plain' && shares) return null;
  const direction = directionOf(words);
  const claim = wordClaim('change', [from, to], change, {
    operation: ([a, b]) => {
      if (a === undefined || b === undefined || (relative && a.isZero())) return null;
      const difference = b.minus(a);
      return relative ? difference.dividedBy(a.abs()) : difference;
    },
    linear: !relative,
    approximate: /about|approx|roughly|around|nearly|almost|约|大概|近 ?#$/.test(words),
  });
  const signs =
    change.value < 0 || direction === 0 || (from.value < 0 && to.value < 0) ? [1, -1] : [direction];
  const own: Calculation[] = [];
  if (relative && !shares) own.push(ofUnrounded(from, to, change));
  if (quoted && !relative && from.decimals > 0 && to.decimals > 0) own.push(ofRounded(from, to, change));
  // Points called percent are a common slip, however far the two are apart.
  const points = shares && relative && sameMagnitude(change, to, from);
  return { ...claim, loose: !points, alternatives: own, result: { ...claim.result, signs } };
}

/**
 * `from 14.20亿 to 5.11亿, down 63.99%`: a change with more digits than its figures was taken from unrounded ones, and holds where
 * these may be.
 */
function ofUnrounded(from: ParsedNumber, to: ParsedNumber, change: ParsedNumber): Calculation {
  return {
    numbers: [from, to],
    linear: false,
    timesHundred: false,
    evaluate: ([a, b]) => {
      if (a === undefined || b === undefined || a.isZero()) return null;
      if (change.significant <= Math.min(from.significant, to.significant)) return null;
      const relative = b.minus(a).dividedBy(a.abs());
      const stated = Exact.of(Math.abs(change.value))
        .dividedBy(100)
        .times(relative.isNegative() ? -1 : 1);
      const error = Exact.of(halfUnit(to))
        .plus(b.dividedBy(a).abs().times(halfUnit(from)))
        .dividedBy(a.abs());
      return relative.minus(stated).abs().comparedTo(error) <= 0 ? stated : null;
    },
  };
}

/** `up 3.89 points (from 25.83% to 29.71%)`: where the change comes first it was quoted, and all three were rounded. */
function ofRounded(from: ParsedNumber, to: ParsedNumber, change: ParsedNumber): Calculation {
  return {
    numbers: [from, to],
    linear: true,
    timesHundred: false,
    evaluate: ([a, b]) => {
      if (a === undefined || b === undefined) return null;
      const difference = b.minus(a);
      const size = Exact.of(Math.abs(change.value)).times(unitFactor(change.unit));
      const stated = difference.isNegative() ? size.negated() : size;
      const error = Exact.of(halfUnit(from)).plus(halfUnit(to)).times(unitFactor(from.unit));
      return difference.minus(stated).abs().comparedTo(error) <= 0 ? stated : null;
    },
  };
}

function sameMagnitude(change: ParsedNumber, to: ParsedNumber, from: ParsedNumber): boolean {
  const difference = Exact.of(to.value).minus(from.value).abs().minus(Math.abs(change.value)).abs();
  return difference.comparedTo(0.5 * 10 ** -change.decimals) < 0;
}

/** 1 up, -1 down, 0 where the words name both or neither. */
function directionOf(words: string): number {
  const [up, down] = [UP.test(words), DOWN.test(words)];
  return up === down ? 0 : up ? 1 : -1;
}
