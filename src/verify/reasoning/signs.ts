/**
 * What speaks for and against a number that no source and no calculation gives, to tell an invented figure from one that a reader sees
 * to be derived, supposed or counted: how its digits could have come about by one step from numbers nearby, how likely that is by
 * chance, how the sentence puts it, and whether its words stand in the source. `weigh.ts` turns the signs into a probability.
 */

import type { ParsedNumber } from '../number.ts';
import { isAsked, isAssumed, isDenied, isGeneral, isInCalculation, isUnread } from './assumptions.ts';
import { chanceOf, isPartOf, isSlipOf, isWholeAndFraction } from './derivation.ts';
import type { Sources } from './sources.ts';
import { statedConstant } from './constants.ts';
import { speaksOfOthers } from './asserted.ts';
import { parallelResults, stepResults } from './steps.ts';
import { lastClause, toneSigns } from './tone.ts';
import { newWords } from './new-words.ts';
import { statementsIn } from './outside.ts';

/** A number of the trace that is known where the doubtful one stands. */
export interface KnownNumber {
  number: ParsedNumber;
  step: number;
}

export interface Doubtful {
  number: ParsedNumber;
  step: number;
  /** The sentence it stands in, split at the number. */
  before: string;
  after: string;
  /** It is calculated with in a claim that is read; in one that holds. */
  isOperand: boolean;
  holds: boolean;
  /** Part of a calculation carried out bit by bit. */
  isIntermediate: boolean;
  isTrial: boolean;
  /** It is said again, and calculated with, later. */
  isRepeated: boolean;
  isUsed: boolean;
  isAnswer: boolean;
  /** A source gives a number that rounds to it in two digits. */
  isRough: boolean;
  /** A number before it, in fewer or more digits. */
  isAgain: boolean;
  /** What a reader knows at this place, the nearest first. */
  known: readonly KnownNumber[];
  /** Where in the trace it stands, from 0 to 1. */
  position: number;
  isExample: boolean;
  /** Of the numbers around it, the share that the source gives; whether the one before is such. */
  foundAround: number;
  foundBefore: number;
}

const REACHES = [0, 1, 4];
const MEMORY = 48;
const LARGEST = 2;
const SMALLEST = -6;
const BEFORE = 24;
const AFTER = 14;
const CLAUSE_STOP = /[.;。\u201A\n]|,/;
const CALCULATION_AFTER = /^\s*\(\s*[$]?[\d.,]+%?\s*[-+*/×÷]\s*[\d(]/;

export type Signs = Record<string, number>;

export function signsOf(doubtful: Doubtful, sources: Sources): Signs {
  const { number, step, known, before, after } = doubtful;
  const digits = number.significant - trailingZeros(number);
  const close = before.slice(-BEFORE);
  const chance = (results: readonly number[]): number =>
    Math.min(LARGEST, Math.max(SMALLEST, Math.log(chanceOf(number, results))));
  const signs: Signs = {};
  for (const reach of REACHES) {
    const near = known.filter((other) => step - other.step <= reach).map((other) => other.number);
    signs[`step-${reach}`] = chance(stepResults(number, near));
  }
  const beside = known.filter((other) => step - other.step <= 1).map((other) => other.number);
  const memory = known.slice(0, MEMORY).map((other) => other.number);
  signs['memory'] = chance(stepResults(number, memory));
  signs['asked'] = chance(stepResults(number, [...beside, ...sources.asked]));
  signs['source'] = chance(sources.steps(number));
  signs['parallel'] = chance(parallelResults(number, beside, [...sources.all, ...memory]));
  const flags: Record<string, boolean> = {
    operand: doubtful.isOperand,
    'operand-wrong': doubtful.isOperand && !doubtful.holds,
    intermediate: doubtful.isIntermediate,
    trial: doubtful.isTrial,
    repeated: doubtful.isRepeated,
    used: doubtful.isUsed,
    answer: doubtful.isAnswer,
    rough: doubtful.isRough,
    again: doubtful.isAgain,
    example: doubtful.isExample,
    count: statedConstant(number, close, after.slice(0, AFTER)) === 'a count',
    constant: ![null, 'a count'].includes(statedConstant(number, close, after.slice(0, AFTER))),
    part: memory.some((other) => isPartOf(number, other)),
    'whole-fraction': memory.some((other) => isWholeAndFraction(number, other)),
    'slip-source': sources.all.some((other) => isSlipOf(number, other)),
    'slip-known': memory.some((other) => isSlipOf(number, other)),
    'calculation-after': CALCULATION_AFTER.test(after),
    'in-calculation': !doubtful.isOperand && isInCalculation(close, after.slice(0, AFTER)),
    denied: isDenied(close),
    supposed: isAssumed(before, after.slice(0, AFTER), 9),
    tried: isAssumed(before, after.slice(0, AFTER), 1) && !isAssumed(before, after.slice(0, AFTER), 9),
    unread: isUnread(before, close),
    question: isAsked(before + number.raw + after),
    general: isGeneral(before + number.raw + after),
    others: speaksOfOthers(before),
    'one-digit': digits <= 1,
    'two-digits': digits === 2,
    'many-digits': digits >= 4,
    zeros: number.decimals === 0 && trailingZeros(number) > 0,
    decimal: number.decimals > 0,
    share: number.unit !== 'plain',
    money: number.currency,
    scaled: number.power !== 0,
    small: number.unit === 'plain' && number.power === 0 && Math.abs(number.value) <= 31 && number.decimals === 0,
    fraction: number.unit === 'plain' && Math.abs(number.value) < 2 && number.decimals > 0,
    'table-row': before.trimStart().startsWith('|'),
    listing: /^[\s\-*•·\d.()]*[^\d:：]{2,40}[:：]\s*[$¥￥]?$/.test(before),
    colon: /[:：]\s*[$¥￥]?$/.test(before),
    equals: /[=]\s*[$¥￥(]*$/.test(close),
    approx: /(?:[≈~]|about|roughly|around|approximately|约为?|大约|近)\s*[$¥￥]?$/i.test(close),
    operator: /[-+*/×÷−]\s*[$¥￥(]*$/.test(close),
    'operator-after': /^\s*\)?\s*[-+*/×÷−^=≈]/.test(after),
    bracket: /[(（]\s*[$¥￥]?$/.test(close),
    chinese: /[\u4e00-\u9fff]/.test(before + after),
  };
  for (const [name, holds] of Object.entries(flags)) signs[name] = holds ? 1 : 0;
  for (const [name, holds] of Object.entries(toneSigns(before, after.split(CLAUSE_STOP)[0] ?? '')))
    signs[name] = holds ? 1 : 0;
  const inSentence = known.filter((other) => other.step === step).length;
  signs['alone'] = inSentence === 0 ? 1 : 0;
  signs['with-one'] = inSentence === 1 ? 1 : 0;
  const sentence = before + ' ' + after;
  signs['new-year'] = (sentence.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? []).some(
    (year) => !sources.has(Number(year)) && !sources.has(Number(year) - 1),
  )
    ? 1
    : 0;
  signs['copula'] = /(?:\b(?:is|was|are|were|of|at|has|had|to|reached|paid|saved|with)|[为是达到了有用付按])\s*(?:(?:about|around|only|just|roughly|some|an? additional)\s*)?[$¥￥(]*$/i.test(close) ? 1 : 0;
  signs['counts'] = /^\s?-?(?:[a-z]+ )?(?:stores?|branch\w*|plants?|employees?|people|customers?|projects?|homes?|rooms?|units?|hotels?|shares?|aircraft|engineers?|名|家|人|户|个|台|套|店|只|座|间|笔|辆|条)/i.test(after) ? 1 : 0;
  const best = Math.min(...['step-0', 'step-1', 'step-4', 'memory', 'asked', 'source', 'parallel'].map((name) => signs[name] ?? 0));
  signs['best'] = best;
  const lost = best >= 0 && !doubtful.isAgain && !doubtful.isTrial ? 1 : 0;
  signs['lost'] = lost;
  signs['lost-operand'] = doubtful.isOperand ? lost : 0;
  signs['lost-fact'] = (signs['copula'] ?? 0) * lost;
  signs['lost-many'] = digits >= 3 ? lost : 0;
  const clause = lastClause(before);
  for (const [name, holds] of Object.entries(statementsIn(clause + ' # ' + (after.split(CLAUSE_STOP)[0] ?? ''))))
    signs[name] = holds ? 1 : 0;
  for (const [name, holds] of Object.entries(statementsIn(before))) signs[`${name}-before`] = holds ? 1 : 0;
  signs['found-around'] = doubtful.foundAround;
  signs['found-before'] = doubtful.foundBefore;
  const near = newWords(before.slice(-24), after.slice(0, 20), sources.words);
  signs['new-near'] = Math.min(3, near.fresh);
  const words = newWords(before.slice(-90), after.slice(0, 40), sources.words);
  signs['new-words'] = Math.min(4, words.fresh);
  signs['new-share'] = words.total === 0 ? 0 : words.fresh / words.total;
  signs['position'] = doubtful.position;
  return signs;
}

function trailingZeros({ digits, decimals }: ParsedNumber): number {
  return decimals > 0 ? 0 : (/0*$/.exec(digits)?.[0].length ?? 0);
}
