/**
 * The step that a sentence names: `up by` asks for a difference, `together` for a sum, `a share of` for a quotient. Where the words name the
 * step, few results are to be tried, and a hit is seldom chance.
 */

import { unitFactor, type ParsedNumber } from '../../number.ts';
import { amount, pairs, sums } from './steps.ts';

const ROWS = 10;

const CUES = {
  difference:
    /\b(?:increas\w+|decreas\w+|rose|ris\w+|fell|fall\w*|grew|grow\w*|gain\w*|drop\w*|declin\w+|differ\w+|gap|more|less|higher|lower|fewer|above|below|over|under|up|down|change\w*|reduc\w+|add\w*|los\w+|short\w*|exceed\w*|spread|excess|apart|off|net|improv\w+|deteriorat\w+|widen\w*|narrow\w*|shrink\w*|shr[au]nk|saves?|saving)\b|[增减升降涨跌差超缩扩多少高低净]|改善|下滑/i,
  sum: /\b(?:total\w*|together|sum|combined|altogether|in all|both|add\w*|plus|cumulative\w*|accumulat\w+)\b|[合共总加累]/i,
  rest: /\b(?:remain\w*|rest|left|leav\w+|other\w*|balance|unused|outside|not)\b|[剩余其]|尚/i,
  quotient:
    /\b(?:shares?|portion|proportion|percent\w*|ratio|margin|rate|accounts?|represent\w*|times|multiple|per|each|average\w*|yield\w*|mean|an?)\b|[占率比倍每均成]|分之/i,
  part: /\b(?:half|third|quarter|fifth|tenth|double|twice|percent of|of)\b|一半|[成折]|分之|的/i,
} as const;

/** What the steps that the words name make of the numbers beside the doubtful one and of those that stand together in the source. */
export function cuedResults(
  number: ParsedNumber,
  words: string,
  near: readonly ParsedNumber[],
  groups: readonly (readonly ParsedNumber[])[],
): number[] {
  const results: number[] = [];
  const named = (cue: keyof typeof CUES): boolean => CUES[cue].test(words);
  const [difference, sum, rest, quotient, part] = [
    named('difference'),
    named('sum'),
    named('rest'),
    named('quotient'),
    named('part'),
  ];
  for (const group of [near, ...groups]) {
    for (const values of readingsOf(number, group)) {
      if (difference || rest) pairs(values.same, (a, b) => results.push(Math.abs(a - b)));
      if (sum) {
        pairs(values.same, (a, b) => results.push(a + b));
        sums(values.same, results);
      }
      if (difference && number.unit !== 'plain')
        pairs(values.bases, (a, b) => results.push(Math.abs(a / b - 1), Math.abs(b / a - 1)));
      if (rest && number.unit !== 'plain') for (const share of values.same) results.push(1 - share);
      if (rest) restOf(values.same, results);
      if (group === near) mixed(values.same, results);
      if (quotient) {
        pairs(values.bases, (a, b) => results.push(a / b, b / a));
        pairs(values.same, (a, b) => results.push((a + b) / 2));
        if (values.same.length > 2)
          results.push(values.same.reduce((total, value) => total + value, 0) / values.same.length);
      }
      if (part) {
        for (const value of values.same) results.push(value / 2, value / 3, value / 4, value / 5, value * 2);
        for (const share of values.shares)
          for (const value of values.same) results.push(value * share, value * (1 - share));
      }
    }
  }
  return results;
}

interface Values {
  /** Of the number's own kind. */
  same: number[];
  /** What quotients are made of. */
  bases: number[];
  shares: number[];
}

function readingsOf(number: ParsedNumber, group: readonly ParsedNumber[]): Values[] {
  const used = group.filter(({ value }) => value !== 0);
  const shares = used.filter(({ unit }) => unit !== 'plain').map(amount);
  const plain = used.filter(({ unit }) => unit === 'plain');
  const full = plain.map(amount);
  const bare = plain.map(({ value, power }) => Math.abs(value) / 10 ** power);
  const isShare = unitFactor(number.unit) !== 1;
  const readings = plain.some(({ power }) => power !== 0) ? [full, bare] : [bare];
  return readings.map((values) => ({ same: isShare ? shares : values, bases: [...values], shares }));
}

/** Three numbers in a row, one of them taken off. */
function mixed(values: readonly number[], results: number[]): void {
  for (let at = 0; at + 2 < values.length && at < ROWS; at++) {
    const [a = 0, b = 0, c = 0] = values.slice(at, at + 3);
    results.push(Math.abs(a + b - c), Math.abs(a - b + c), Math.abs(b + c - a));
  }
}

/** One number less all the others before or behind it. */
function restOf(values: readonly number[], results: number[]): void {
  for (const [at, whole] of values.entries()) {
    let rest = whole;
    for (const other of values.slice(at + 1, at + 5)) results.push((rest -= other));
    rest = whole;
    for (const other of values.slice(Math.max(0, at - 4), at).reverse()) results.push((rest -= other));
  }
}
