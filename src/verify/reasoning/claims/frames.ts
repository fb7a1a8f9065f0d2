/**
 * Calculations in words, read by their frame: two operands, a word of relation and a stated result in one of the orders that the
 * grammar allows, `11,400, 400 less than the 11,800 of`, `120,000 距离上限 144,000 还差 24,000`, `180,000, and 25% of that is 45,000`.
 * The clause before, or the last number of the sentence before, may give an operand. What the patterns of `word-patterns.ts` and
 * the changes of `changes.ts` have read is not read again.
 *
 * A frame holds where any reading of it does, or any pair of the numbers that stand around it; it is wrong only where its result
 * is close to the first reading.
 */

import type { ParsedNumber } from '../../number.ts';
import { CHINESE_FRAMES } from './chinese-frames.ts';
import type { Calculation } from './calculation.ts';
import type { ClaimKind } from './claim.ts';
import { grownFrom } from './grown-from.ts';
import { ENGLISH_FRAMES, ENGLISH_HINTS } from './english-frames.ts';
import { checkFound, type FoundClaim } from './found-claim.ts';
import { asPoints, calculationOf, withinRounding, type Reading, type Readings } from './frame-reading.ts';
import { IS_ABOUT } from './result-words.ts';
import type { Skeleton } from './skeleton.ts';
import { wordClaim } from './word-claims.ts';

export interface Frame {
  kind: ClaimKind;
  readings: Readings;
  /** Where the operands stand, counted in numbers from the result. */
  operands: readonly number[];
  /** What stands before the result. */
  lead: RegExp;
  /** What stands before other numbers, counted from the result; 1 is what follows it. */
  gaps?: readonly (readonly [offset: number, words: RegExp])[];
  /** The words may mean the numbers before in any order. */
  unsigned?: boolean;
  /** The result was told before its figures, which were rounded. */
  quoted?: boolean;
  /** What the lead calls `subject` must be spoken of before. */
  sameSubject?: boolean;
  /** Any of the numbers before may be meant; those of the sentence are all meant first. */
  list?: 'sentence' | number;
}

/** A sentence as its numbers and what stands between them, with the last numbers of the sentence before. */
export interface Place {
  numbers: readonly ParsedNumber[];
  /** What stands before each number, and at the end. */
  gaps: readonly string[];
  /** How many of the numbers stand in the sentence before. */
  earlier: number;
}

export const SENTENCE = '§';
const EARLIER = 3;
const IS_CHINESE = /[\u4e00-\u9fff]/;
const HINT_ENGLISH =
  /\b(?:than|by|of|up|down|above|below|short|shy|away|behind|ahead|together|combined|total|altogether|all|averag|mean|leav|left|remain|times|each|per|a|or|gap|difference|distance|headroom|over|from|against|versus|vs|made|mak|covers?|in|on|between)/;
const HINT_CHINESE = /[比较距离差多少高低增减降升涨跌改变共计合剩余每均倍占其这它长短快慢缺超加和的]/;
const GOES_ON = /^ ?(?:[-+*/×÷^=≈]|over #|out of |times #|divided |minus |plus |[加减乘除])/;
const BY_SIGN = /[-+*/×÷^=≈−] ?[$€£¥]?\(? ?$/;
/** What is wanted is no result; cents are no dollars. */
const WANTED = /需要|要求|应当?|必须|\b(?:needs? to|must|should|requires?|at least|at most)\b/;
const OTHER_UNIT = /^ ?(?:cents?|pence)\b/;
const ROUND_AFTER = /^[^#,;。‚]{0,4}?(?:左右|上下|[多余来](?=[^#])|or so|odd|-ish)/;
const DENIED = /\bnot |不是|而非/;
const QUESTION = /\?|吗|多少/;
/** The figures of the list are calculated as it goes along. */
const SIGNS = /[-+*/×÷^=≈−]/;
const WINDOW = 8;
const REACH = 48;

export function placeOf({ text, numbers }: Skeleton, before: Skeleton | null): Place {
  const gaps = text.split('#');
  if (before === null || before.numbers.length === 0) return { numbers, gaps, earlier: 0 };
  const own = before.text.split('#');
  const count = Math.min(EARLIER, before.numbers.length);
  const join = `${own.at(-1) ?? ''}${SENTENCE}${gaps[0] ?? ''}`;
  return {
    numbers: [...before.numbers.slice(-count), ...numbers],
    gaps: [...own.slice(-count - 1, -1), join, ...gaps.slice(1)],
    earlier: count,
  };
}

/** The claims of one sentence; `stated` tells where results stand that were read already. */
export function frameClaims(
  skeleton: Skeleton,
  before: Skeleton | null,
  stated: ReadonlySet<number>,
  told: readonly ParsedNumber[],
): FoundClaim[] {
  const chinese = IS_CHINESE.test(skeleton.text);
  if (!(chinese ? HINT_CHINESE : HINT_ENGLISH).test(skeleton.text) || QUESTION.test(skeleton.text)) return [];
  const free = skeleton.numbers.some(({ end }) => !stated.has(end));
  if (!free || skeleton.numbers.length + (before?.numbers.length ?? 0) < 2) return [];
  const place = placeOf(skeleton, before);
  const claims: FoundClaim[] = [];
  for (let at = place.earlier; at < place.numbers.length; at++) {
    const result = place.numbers[at] as ParsedNumber;
    const [lead, after] = [place.gaps[at] ?? '', place.gaps[at + 1] ?? ''];
    if (stated.has(result.end) || BY_SIGN.test(lead) || GOES_ON.test(after)) continue;
    if (WANTED.test(lead) || DENIED.test(lead) || OTHER_UNIT.test(after)) continue;
    const hinted =
      chinese ||
      ENGLISH_HINTS.some(([offset, words]) => {
        const gap = place.gaps[at + offset] ?? '';
        return words.test(offset > 0 ? gap.slice(0, REACH) : gap.slice(-REACH));
      });
    const frames = chinese ? CHINESE_FRAMES : ENGLISH_FRAMES;
    const claim = (hinted ? firstFrame(place, at, frames) : null) ?? grownFrom(place, at, told);
    if (claim !== null) claims.push(claim);
  }
  return claims;
}

function firstFrame(place: Place, at: number, frames: readonly Frame[]): FoundClaim | null {
  const lead = place.gaps[at] ?? '';
  for (const frame of frames) {
    if (frame.gaps?.some(([offset, words]) => !words.test(place.gaps[at + offset] ?? '')) === true) continue;
    if (!frame.lead.test(lead)) continue;
    if (frame.sameSubject === true && !isSubjectKnown(frame.lead, place, at)) continue;
    const result = inPoints(place, at);
    for (const operands of operandsOf(frame, place, at)) {
      const [first, ...others] = frame.readings(inOneScale(operands), result);
      if (first !== undefined) return claimOf(frame, place, at, result, first, others);
    }
  }
  return null;
}

/** `so the margin slipped by`: only where a margin was spoken of; words of time name no subject. */
function isSubjectKnown(words: RegExp, { gaps }: Place, at: number): boolean {
  const subject = words.exec(gaps[at] ?? '')?.groups?.['subject'] ?? '';
  const named = subject.replace(NO_SUBJECT, '').trim();
  const lead = gaps[at] ?? '';
  const before = `${gaps.slice(0, at).join(' ')} ${lead.slice(0, lead.lastIndexOf(subject))}`;
  const word = IS_CHINESE.test(named) ? named.slice(0, 2) : (named.split(' ').at(-1) ?? '');
  return word === '' || before.includes(word);
}
const NO_SUBJECT =
  /\b(?:it|that|this|they|we|there|has|have|had|the|its|their|value|level|figure|rate|ratio|number|in|over|within|one|a|year|month|quarter|period|only|just|even|then|actually|is|was|were|be|by|on)\b|(?:[一二两三四五六七八九十半几这那@~]+|全|期间|同)个?(?:年|月|季度?|周|天|日|段时间|期)(?:时间)?(?:以来|里|间|内|来|中|下来)?|净|共计?|一共|合计|总共|同比|环比|累计|整体|期间|其间|又|就|也|则|还|已经?|所以|因此|因而|可见|说明|即|相当于|数值|该?指标|比[例率]|这/g;

/** The operands; of a list all that the sentence names, or as many as the words count. */
function operandsOf(frame: Frame, place: Place, at: number): ParsedNumber[][] {
  const { numbers, earlier } = place;
  if (frame.list === undefined) {
    const operands = frame.operands.map((offset) => numbers[at + offset]);
    const known = operands.filter((number) => number !== undefined);
    const suffices = known.length === operands.length || (operands.length > 2 && operands[0] !== undefined);
    return suffices ? [known] : [];
  }
  const own = at === earlier && REFERS.test(place.gaps[at] ?? '') ? 0 : earlier;
  const from = frame.list === 'sentence' ? own : at - frame.list;
  if (from < 0) return [];
  const listed = numbers.slice(from, at).filter((_, index) => isTerm(place, from + index));
  return listed.length > MAX_LISTED ? [] : [listed];
}
/** `84 百万元，相对 560`: what leaves its scale out has that of its neighbour. */
function inOneScale(operands: readonly ParsedNumber[]): readonly ParsedNumber[] {
  const scaled = operands.find(({ scaleWord, unit }) => scaleWord && unit === 'plain');
  if (scaled === undefined) return operands;
  const figure = Math.abs(Number(scaled.digits));
  return operands.map((number) => {
    const ratio = Math.abs(Number(number.digits)) / figure;
    if (number.scaleWord || number.unit !== 'plain' || ratio > MAX_RATIO || ratio * MAX_RATIO < 1)
      return number;
    const { power } = scaled;
    return { ...number, power, scaleWord: true, value: Number(`${number.digits}e${power}`) };
  });
}
const MAX_RATIO = 50;

/** Signs between the figures of a list, or units that differ; an average is one of figures right beside each other. */
function isMixed({ gaps, earlier }: Place, at: number, average: boolean): boolean {
  const own = gaps.slice(earlier + 1, at + 2);
  if (average && own.slice(0, -2).some((gap) => gap.length > MAX_LIST_GAP)) return true;
  if (own.slice(0, -1).some((gap) => SIGNS.test(gap))) return true;
  const units = own.flatMap((gap) => /^ ?([\u4e00-\u9fff])/.exec(gap)?.[1] ?? []);
  return new Set(units.filter((unit) => !'和与及加、'.includes(unit))).size > 1;
}

/** `Together 625.` */
const REFERS =
  /§ ?(?:so |thats |that is )?(?:together|combined|in total|altogether|in all|加起来|合起来|相加|一共|合计)/;
const MAX_LIST_GAP = 12;
const MAX_LISTED = 6;

/** Of `140 × 40 = 5,600` the list goes on with the result. */
function isTerm({ gaps }: Place, index: number): boolean {
  return !CALCULATED_ON.test(gaps[index + 1] ?? '') && !CALCULATES.test(gaps[index] ?? '');
}
const CALCULATED_ON = /^[^#,;。‚]{0,6}?[-+*/×÷^=≈−]/;
const CALCULATES = /[-+*/×÷^−] ?[$€£¥]?\(? ?$/;

function inPoints({ numbers, gaps }: Place, at: number): ParsedNumber {
  const beside = numbers[at - 1] ?? numbers[at + 1];
  const result = numbers[at] as ParsedNumber;
  return beside === undefined || beside.unit === 'plain' ? result : asPoints(result, gaps[at + 1] ?? '');
}

function claimOf(
  frame: Frame,
  place: Place,
  at: number,
  result: ParsedNumber,
  first: Reading,
  others: readonly Reading[],
): FoundClaim | null {
  const lead = place.gaps[at] ?? '';
  const claim = wordClaim(frame.kind, first.numbers, result, {
    operation: first.operation,
    linear: first.linear,
    approximate: IS_ABOUT.test(lead) || ROUND_AFTER.test(place.gaps[at + 1] ?? '') || isFine(result),
    unsigned: frame.unsigned === true,
  });
  const found: FoundClaim = {
    ...claim,
    close: frame.list === undefined ? 'pair' : 'list',
    alternatives: others.map(calculationOf),
  };
  if (checkFound(found).holds) return found;
  if (frame.list !== undefined && isMixed(place, at, frame.kind === 'average')) return null;
  if (frame.quoted === true && [first, ...others].some((one) => withinRounding(one, result))) return null;
  return { ...found, alternatives: [...(found.alternatives ?? []), ...around(frame, place, at, result)] };
}

/** A share with two decimals may be cut off. */
function isFine({ unit, decimals }: ParsedNumber): boolean {
  return unit === 'percent' && decimals > 1;
}

/** The same relation between any two of the numbers around it; of a list, without some of them. */
function around(frame: Frame, place: Place, at: number, result: ParsedNumber): Calculation[] {
  const near = place.numbers.filter(
    (_, index) =>
      index !== at && Math.abs(index - at) <= WINDOW && (frame.list === undefined || isTerm(place, index)),
  );
  const groups =
    frame.list === undefined
      ? near.flatMap((a) => near.filter((b) => a !== b).map((b) => [a, b]))
      : subsets(frame.kind === 'average' ? [] : near.slice(-WINDOW));
  return groups.flatMap((operands) => frame.readings(operands, result).map(calculationOf));
}

function subsets(numbers: readonly ParsedNumber[]): ParsedNumber[][] {
  return numbers.reduce<ParsedNumber[][]>(
    (known, number) => [...known, ...known.map((group) => [...group, number])],
    [[]],
  );
}
