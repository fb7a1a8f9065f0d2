/**
 * What speaks for and against a number that no source and no calculation gives, to tell an invented figure from one that a reader sees
 * to be derived, supposed or counted: how its digits could have come about by one step from numbers nearby, how likely that is by
 * chance, how the sentence puts it, and whether its words stand in the source. `weigh.ts` turns the signs into a probability; signs
 * that did not help on the traces of annotators left out are not here.
 */

import type { ParsedNumber } from '../../number.ts';
import { isAssumed, isDenied, isInCalculation } from './assumptions.ts';
import { cuedResults } from './cues.ts';
import { chanceOf, isSlip } from './derivation.ts';
import { namedResults, namedRows } from './named-rows.ts';
import type { KnownNumber } from './known-numbers.ts';
import { statementsIn } from './outside.ts';
import type { Sources } from '../sources.ts';
import { factorResults, parallelResults, sharedResults, stepResults, wholeAndFraction } from './steps.ts';
import { toneSigns } from './tone.ts';

export interface Doubtful {
  number: ParsedNumber;
  step: number;
  /** The sentence it stands in, split at the number. */
  before: string;
  after: string;
  /** The last clause of `before`. */
  clause: string;
  /** It is calculated with in a claim that does not hold. */
  isInWrongClaim: boolean;
  isOperand: boolean;
  /** Part of mental arithmetic: `94 × 7`. */
  isTrial: boolean;
  /** It is said again, and calculated with, later. */
  isRepeated: boolean;
  isUsed: boolean;
  isAnswer: boolean;
  /** A source gives a number that rounds to it in two digits. */
  isRough: boolean;
  /** A number before it, in fewer or more digits. */
  isAgain: boolean;
  /** The claim whose result it may state again, in so few digits that it may not; null without. */
  restates: number | null;
  /** What a reader knows at this place, the last first. */
  known: readonly KnownNumber[];
  /** Where in the trace it stands, from 0 to 1. */
  position: number;
  /** Of the numbers around it, the share that the source gives. */
  foundAround: number;
}

/** Each from 0 to 1, except for the chances, which are logarithms of how many hits are expected by chance. */
export type Signs = Record<string, number>;

const LARGEST = 2;
const SMALLEST = -6;
/** So many of the last numbers are taken for what the sentence may speak of. */
const WIDE = 12;
/** Factors are printed with so many decimals. */
const FACTOR_DECIMALS = 3;
/** In steps. */
const FAR = 4;
const CLOSE = 24;
const CLOSE_AFTER = 14;
const FEW_DIGITS = 1;
const MANY_DIGITS = 4;
const TELLING_DIGITS = 3;
const SAID_BEFORE = 120;
const SAID_AFTER = 30;
const CLAUSE_STOP = /[.;。\u201A\n]|,/;
const YEARS = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

export function signsOf(doubtful: Doubtful, sources: Sources): Signs {
  return { ...plainSigns(doubtful, sources), ...derivationSigns(doubtful, sources) };
}

/** All signs that take no search for a derivation. */
export function plainSigns(doubtful: Doubtful, sources: Sources): Signs {
  const { number, step, known, before, after } = doubtful;
  const [close, closeAfter] = [before.slice(-CLOSE), after.slice(0, CLOSE_AFTER)];
  const words = wordsAround(doubtful);
  const digits = tellingDigits(number);
  const numbers = known.map((other) => other.number);
  const supposed = isAssumed(before, closeAfter, MANY_DIGITS);
  const inSentence = known.filter((other) => other.step === step).length;
  const kinds = statementsIn(words);
  const tone = toneSigns(before, doubtful.clause);
  return {
    'found-around': doubtful.foundAround,
    position: doubtful.position,
    derives: one(tone.derives),
    restates: one(tone.restates),
    condition: one(tone.condition),
    might: one(tone.might),
    'wrong-claim': one(doubtful.isInWrongClaim),
    trial: one(doubtful.isTrial),
    repeated: one(doubtful.isRepeated),
    used: one(doubtful.isUsed),
    answer: one(doubtful.isAnswer),
    rough: one(doubtful.isRough),
    again: one(doubtful.isAgain),
    restated: one(doubtful.restates !== null),
    'slip-source': one(isSlip(number, sources.all)),
    'slip-known': one(isSlip(number, numbers)),
    'in-calculation': one(!doubtful.isOperand && isInCalculation(close, closeAfter)),
    denied: one(isDenied(close)),
    supposed: one(supposed),
    tried: one(!supposed && isAssumed(before, closeAfter, FEW_DIGITS)),
    'one-digit': one(digits <= FEW_DIGITS),
    'two-digits': one(digits === FEW_DIGITS + 1),
    'many-digits': one(digits >= MANY_DIGITS),
    zeros: one(endingZeros(number) > 0),
    money: one(number.currency),
    scaled: one(number.power !== 0),
    fraction: one(number.unit === 'plain' && Math.abs(number.value) < 2 && number.decimals > 0),
    chinese: one(/[\u4e00-\u9fff]/.test(before + after)),
    alone: one(inSentence === 0),
    'with-one': one(inSentence === 1),
    'new-year': one(
      (`${before} ${after}`.match(YEARS) ?? []).some(
        (year) => !sources.has(Number(year)) && !sources.has(Number(year) - 1),
      ),
    ),
    period: one(kinds.period),
    comparison: one(kinds.comparison),
    'further-before': one(statementsIn(before).further),
  };
}

function one(holds: boolean): number {
  return holds ? 1 : 0;
}

function wordsAround({ clause, after }: Doubtful): string {
  const stop = after.search(CLAUSE_STOP);
  return `${clause} # ${stop < 0 ? after : after.slice(0, stop)}`;
}

/** What the derivation signs may be at most and at least. */
export const derivationRanges: Record<string, readonly [least: number, most: number]> = {
  'step-0': [SMALLEST, LARGEST],
  'step-1': [SMALLEST, LARGEST],
  cued: [SMALLEST, LARGEST],
  named: [SMALLEST, LARGEST],
  best: [SMALLEST, LARGEST],
  'lost-many': [0, 1],
  'names-row-lost': [0, 1],
};

/** How many hits by chance, as logarithms, where a step from numbers nearby gives the number; the largest where none does. */
export function derivationSigns(doubtful: Doubtful, sources: Sources): Signs {
  const { number, step, known, before, after } = doubtful;
  const words = wordsAround(doubtful);
  const chance = (results: readonly number[]): number =>
    Math.min(LARGEST, Math.max(SMALLEST, Math.log(chanceOf(number, results))));
  const within = (reach: number): ParsedNumber[] =>
    known.filter((other) => step - other.step <= reach).map((other) => other.number);
  const said = `${before.slice(-SAID_BEFORE)} ${after.slice(0, SAID_AFTER)}`.toLowerCase();
  const rows = namedRows(sources.rows, said);
  const chances: Signs = {
    named: chance(namedResults(number, rows)),
    'step-0': chance(stepResults(number, within(0))),
    'step-1': chance(stepResults(number, within(1))),
    cued: chance(cuedResults(number, words, within(1), sources.groups)),
  };
  const beside = within(1);
  const all = known.map((other) => other.number);
  const pools = [
    cuedResults(number, words, [...all.slice(0, WIDE), ...sources.asked], []),
    stepResults(number, within(FAR)),
    stepResults(number, [...beside, ...sources.asked]),
    stepResults(number, all),
    sources.steps(number),
    parallelResults(number, beside, [...sources.all, ...all]),
    number.unit === 'plain' ? sharedResults(beside, [...sources.all, ...all]) : [],
    wholeAndFraction(number, all),
    number.decimals >= FACTOR_DECIMALS ? factorResults([...sources.all, ...all]) : [],
  ];
  const best = Math.min(...Object.values(chances), ...pools.map(chance));
  const isLost = best >= 0 && !doubtful.isAgain && !doubtful.isTrial;
  return {
    ...{ ...chances, best },
    'lost-many': isLost && tellingDigits(number) >= TELLING_DIGITS ? 1 : 0,
    'names-row-lost': isLost && rows.length > 0 ? 1 : 0,
  };
}

/** Printed digits from the first that is not zero, without the zeros that end a whole number. */
function tellingDigits({ digits, decimals, significant }: ParsedNumber): number {
  return significant - endingZeros({ digits, decimals });
}

function endingZeros({ digits, decimals }: Pick<ParsedNumber, 'digits' | 'decimals'>): number {
  return decimals > 0 ? 0 : (/0*$/.exec(digits)?.[0].length ?? 0);
}
