/** Gives each number of a trace its origin. The order of the rules is told in `ground.ts`. */

import { isLabel, isYear } from '../../number-role.ts';
import { halfUnit, readNumbers, type ParsedNumber } from '../../number.ts';
import { phrasesOf, type Phrases } from './phrases.ts';
import { isEqual, printedDigits, rounds } from './again.ts';
import type { Claim } from '../claims/claim.ts';
import { constantName, isWeakConstant, statedConstant } from './constants.ts';
import { KnownNumbers } from './known-numbers.ts';
import { Results } from './results.ts';
import { sentenceAround } from '../sentence.ts';
import { signsOf, type Doubtful, type Signs } from './signs.ts';
import { chosenEntry, type SourceOrigin, type Sources } from '../sources.ts';
import { judge, type Judgement } from './judgement.ts';
import { statuteOf } from './statutory.ts';
import { lastClause } from './tone.ts';
import { stepAt, type TraceText } from '../trace-text.ts';

export type Origin =
  | SourceOrigin
  | { kind: 'claim'; claim: number }
  | { kind: 'constant'; name: string }
  /** A hypothetical number, or one that mental arithmetic tries. */
  | { kind: 'assumption' }
  /** One operation on numbers that stand beside it. */
  | { kind: 'implied' };

/**
 * - `found`: a source gives it, or it needs none (a constant, an assumption).
 * - `recomputed`: a claim that holds, or one small step, gives it.
 * - `misplaced`: a source gives it, but for another row or column than the sentence names.
 * - `miscalculated`: the result of a claim that does not hold.
 * - `untraced`: nothing that is seen here gives it, and it is not asserted either: it may follow in a way that is not seen.
 * - `unsupported`: asserted as a fact, and nothing gives it.
 */
export type NumberStatus =
  'found' | 'recomputed' | 'misplaced' | 'miscalculated' | 'untraced' | 'unsupported';

export interface GroundedNumber {
  start: number;
  end: number;
  text: string;
  /** The number in its own unit: 14.5 for `14.5%`. */
  value: number;
  /** Null when the number is unsupported. */
  origin: Origin | null;
  status: NumberStatus;
  /** Taken back by the trace itself. */
  abandoned: boolean;
  /** For people, where the status needs a reason. */
  note?: string;
  /** Of a number that nothing gives: how likely it was invented, 0…1. */
  invented?: number;
}

const CONTEXT = 120;
const BEFORE = 24;
const AFTER = 12;
/** So many digits say enough to look for what implies a number in more than its own surroundings. */
const TRIAL_DIGITS = 3;
/** A root is found by trying. */
const SQUARED = /平方|立方|squared?\b|cubed?\b|\^\s?2(?!\d)|²/i;
const ROUGH_DIGITS = 2;
/** Smaller constants explain too much. */
const LEAST_KNOWN = 4;
/** How many steps back a number of two digits may round another. */
const NEAR_STEPS = 3;
/** `10% (60 / 600)`: the calculation follows. */
const CALCULATION_AFTER = /^\s*\(\s*[$]?[\d.,]+%?\s*[-+*/×÷]\s*[\d(]/;

export class Grounder {
  readonly #original: string;
  readonly #trace: TraceText;
  readonly #abandoned: readonly boolean[];
  readonly #claims: readonly Claim[];
  readonly #sources: Sources;
  readonly #intermediate: ReadonlySet<number>;
  readonly #results: Results;
  readonly #lower: string;
  readonly #known = new KnownNumbers();
  /** By their digits: where numbers stand last, and where they are calculated with last. */
  readonly #places = new Map<string, { last: number; lastUse: number }>();
  readonly #answerStart: number;
  readonly #restatedBy = new Map<ParsedNumber, number | null>();
  readonly #doubts: Doubt[] = [];

  constructor(
    original: string,
    trace: TraceText,
    abandoned: readonly boolean[],
    claims: readonly Claim[],
    intermediate: ReadonlySet<number>,
    sources: Sources,
  ) {
    this.#original = original;
    this.#trace = trace;
    this.#abandoned = abandoned;
    this.#claims = claims;
    this.#sources = sources;
    this.#intermediate = intermediate;
    this.#results = new Results(claims, sources.scales);
    this.#lower = trace.text.toLowerCase();
    this.#answerStart = original.lastIndexOf('<answer>');
  }

  ground(): GroundedNumber[] {
    const { numbers, text, steps, clean } = this.#trace;
    const grounded: GroundedNumber[] = [];
    const spans = new ClaimSpans(this.#claims);
    for (const number of numbers) {
      const start = clean.startOf(number.start);
      const end = clean.endOf(number.end);
      const within = spans.at(start, end);
      if (within.length === 0 && isLabel(text, number)) continue;
      const step = stepAt(steps, number.start);
      const origin = this.#origin(number, start, end, step, within);
      if (origin === null && isYear(number)) continue;
      if (origin === null) this.#doubts.push({ at: grounded.length, number, step, start, within });
      const from = origin === null ? end : this.#knownFrom(origin, start);
      if (origin?.kind !== 'constant' || (within.length === 0 && Math.abs(number.value) >= LEAST_KNOWN)) {
        this.#known.add({ number, step, from });
        const exact = origin === null ? null : this.#exact(origin, number);
        if (exact !== null) this.#known.add({ number: exact, step, from });
      }
      this.#remember(number, start, within);
      const status = this.#status(origin);
      grounded.push({
        ...{ start, end, text: this.#original.slice(start, end), value: number.value, origin, status },
        abandoned: this.#abandoned[step] === true,
      });
    }
    this.#judge(grounded);
    return grounded;
  }

  /** Says of each doubtful number whether it was invented, and else where it may come from. A number said again is judged once. */
  #judge(grounded: GroundedNumber[]): void {
    const judged = new Map<string, Judgement>();
    for (const doubt of this.#doubts) {
      const own = grounded[doubt.at] as GroundedNumber;
      const digits = printedDigits(doubt.number);
      let judgement = judged.get(digits);
      if (judgement === undefined) {
        const doubtful = this.#doubtful(doubt, grounded);
        judgement = judge(doubtful, this.#phrases(doubtful), isSmallCount(doubtful), this.#sources);
      }
      if (!own.abandoned) judged.set(digits, judgement);
      grounded[doubt.at] = { ...own, ...judgement, ...this.#restated(judgement, doubt) };
    }
  }

  /** Where a harmless number states a result again, that is its origin. */
  #restated({ origin }: Judgement, { number, start, within }: Doubt): Partial<Judgement> {
    const claim = origin === null ? null : this.#restatedClaim(number, start, within);
    if (claim === null) return {};
    return { origin: { kind: 'claim', claim }, status: this.#status({ kind: 'claim', claim }) };
  }

  #restatedClaim(number: ParsedNumber, start: number, within: readonly number[]): number | null {
    let claim = this.#restatedBy.get(number);
    if (claim === undefined) {
      claim = this.#results.restated(number, start, within.length === 0);
      this.#restatedBy.set(number, claim);
    }
    return claim;
  }

  /** What each number that nothing gives is judged by: `at` counts among all numbers. */
  doubts(
    grounded: readonly GroundedNumber[],
  ): { at: number; digits: string; signs: Signs; phrases: Phrases }[] {
    return this.#doubts.map((doubt) => {
      const doubtful = this.#doubtful(doubt, grounded);
      const digits = printedDigits(doubt.number);
      return {
        at: doubt.at,
        digits,
        signs: signsOf(doubtful, this.#sources),
        phrases: this.#phrases(doubtful),
      };
    });
  }

  #phrases({ before, clause, after }: Doubtful): Phrases {
    return phrasesOf(before, clause, after, this.#sources.words);
  }

  #doubtful({ at, number, step, start, within }: Doubt, grounded: readonly GroundedNumber[]): Doubtful {
    const { text, steps } = this.#trace;
    const { start: from, end } = sentenceAround(steps[step], number);
    const known = this.#known.at(step, start, number);
    const again = this.#places.get(printedDigits(number));
    const before = text.slice(from, number.start);
    return {
      ...{ number, step, known, before },
      clause: lastClause(before),
      after: text.slice(number.end, end),
      isOperand: within.length > 0,
      isInWrongClaim: within.some((index) => this.#claims[index]?.holds === false),
      isTrial: this.#isMental(number, within),
      isRepeated: (again?.last ?? -1) > start,
      isUsed: (again?.lastUse ?? -1) > start,
      isAnswer: this.#answerStart >= 0 && start >= this.#answerStart,
      isRough: this.#found(number, true) !== null,
      isAgain: known.some(
        (other) =>
          other.number.start < number.start &&
          (step - other.step <= NEAR_STEPS || number.significant > ROUGH_DIGITS
            ? rounds(other.number, number)
            : isEqual(other.number, number)),
      ),
      restates: this.#restatedClaim(number, start, within),
      position: number.start / Math.max(1, text.length),
      foundAround: shareFound([
        ...grounded.slice(Math.max(0, at - 3), at),
        ...grounded.slice(at + 1, at + 4),
      ]),
    };
  }

  #remember(number: ParsedNumber, start: number, within: readonly number[]): void {
    const digits = printedDigits(number);
    const uses = within.some((index) => (this.#claims[index]?.statedStart ?? 0) > start);
    const place = this.#places.get(digits);
    this.#places.set(digits, { last: start, lastUse: uses ? start : (place?.lastUse ?? -1) });
  }

  /** From which place on a number may imply others: a claim's result from the end of its claim. */
  #knownFrom(origin: Origin, start: number): number {
    const claim = origin.kind === 'claim' ? this.#claims[origin.claim] : undefined;
    if (claim !== undefined && claim.start <= start) return claim.end > start ? claim.end : start;
    if (claim !== undefined) return start;
    return origin.kind === 'assumption' || origin.kind === 'implied' ? start : 0;
  }

  /** A result as it was before it was rounded; null where the number is none. */
  #exact(origin: Origin, number: ParsedNumber): ParsedNumber | null {
    const claim = origin.kind === 'claim' ? this.#claims[origin.claim] : undefined;
    if (claim?.computed == null || !claim.holds || claim.unit !== number.unit || claim.power !== number.power)
      return null;
    const value = Math.abs(claim.computed);
    return value !== Math.abs(number.value) &&
      Math.abs(value - Math.abs(number.value)) <= halfUnit(number) * 2
      ? { ...number, value }
      : null;
  }

  #status(origin: Origin | null): NumberStatus {
    if (origin === null) return 'unsupported';
    if (origin.kind === 'implied') return 'recomputed';
    if (origin.kind !== 'claim') return 'found';
    return this.#claims[origin.claim]?.holds === true ? 'recomputed' : 'miscalculated';
  }

  #origin(
    number: ParsedNumber,
    start: number,
    end: number,
    step: number,
    within: readonly number[],
  ): Origin | null {
    const stating = within.filter((index) => {
      const claim = this.#claims[index];
      return claim !== undefined && end > claim.statedStart && start < claim.statedEnd;
    });
    const holding = stating.find((index) => this.#claims[index]?.holds === true);
    if (holding !== undefined) return { kind: 'claim', claim: holding };

    const found = this.#found(number, false);
    if (found !== null) return found;
    if (stating[0] !== undefined) return { kind: 'claim', claim: stating[0] };

    const restated = this.#restatedClaim(number, start, within);
    if (restated !== null && (printedDigits(number).length > ROUGH_DIGITS || within.length > 0))
      return { kind: 'claim', claim: restated };

    const { text, steps } = this.#trace;
    const before = text.slice(Math.max(0, number.start - BEFORE), number.start);
    const after = text.slice(number.end, number.end + AFTER);
    if (
      this.#intermediate.has(number.start) ||
      CALCULATION_AFTER.test(text.slice(number.end, number.end + BEFORE))
    )
      return { kind: 'implied' };
    const name = (within.length > 0 ? constantName(number) : null) ?? statedConstant(number, before, after);
    if (name !== null && !isWeakConstant(name)) return { kind: 'constant', name };
    const { start: from, end: to } = sentenceAround(steps[step], number);
    const statute = statuteOf(number, text.slice(from, to));
    if (statute !== null) return { kind: 'constant', name: statute };

    return null;
  }

  #found(number: ParsedNumber, rough: boolean): SourceOrigin | null {
    const entries = this.#sources.entries(number, rough);
    if (entries.length === 0) return null;
    if (entries.length === 1) return entries[0]?.origin ?? null;
    const context = this.#lower.slice(Math.max(0, number.start - CONTEXT), number.end);
    return chosenEntry(entries, context)?.origin ?? null;
  }

  #hasKnownOperand({ expression }: Claim): boolean {
    return readNumbers(expression, { signs: false }).some((operand) =>
      this.#sources.has(Math.abs(operand.value)),
    );
  }

  /** A number that first appears as part of a calculation, with few digits or to reach a known number: `94 × 7`, `5,800 + 29`. */
  #isMental(number: ParsedNumber, within: readonly number[]): boolean {
    if (number.currency) return false;
    return within.some((index) => {
      const claim = this.#claims[index];
      if (claim?.kind !== 'arithmetic' || claim.stated === null) return false;
      if (printedDigits(number).length <= 1) return true;
      if (!claim.holds) return false;
      if (SQUARED.test(claim.text)) return true;
      if (/[*×·]|\bof\b|[乘的]|x|\^|times|\\cdot/.test(claim.expression))
        return printedDigits(number).length <= TRIAL_DIGITS;
      if (!/^[^+\-−]+[+\-−][^+\-−]+$/.test(claim.expression) || !this.#hasKnownOperand(claim)) return false;
      return isRoundNumber(claim.stated);
    });
  }
}

function shareFound(numbers: readonly GroundedNumber[]): number {
  const given = numbers.filter(({ origin }) =>
    ['cell', 'text', 'question', 'history'].includes(origin?.kind ?? ''),
  );
  return numbers.length === 0 ? 0.5 : given.length / numbers.length;
}

function isSmallCount({ number, before, after }: Doubtful): boolean {
  return statedConstant(number, before.slice(-BEFORE), after.slice(0, AFTER)) !== null;
}

interface Doubt {
  at: number;
  number: ParsedNumber;
  step: number;
  start: number;
  within: readonly number[];
}

function isRoundNumber(value: number): boolean {
  return value >= 100 && value % 100 === 0;
}

/** The claims around a place, for places asked in rising order. */
class ClaimSpans {
  readonly #claims: readonly Claim[];
  #from = 0;
  #longest = 0;

  constructor(claims: readonly Claim[]) {
    this.#claims = claims;
    for (const { start, end } of claims) this.#longest = Math.max(this.#longest, end - start);
  }

  at(start: number, end: number): number[] {
    while ((this.#claims[this.#from]?.start ?? Infinity) + this.#longest < start) this.#from++;
    const within: number[] = [];
    for (let index = this.#from; index < this.#claims.length; index++) {
      const claim = this.#claims[index] as Claim;
      if (claim.start >= end) break;
      if (claim.end > start) within.push(index);
    }
    return within;
  }
}
