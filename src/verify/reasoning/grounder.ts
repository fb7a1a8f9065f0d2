/** Gives each number of a trace its origin. The order of the rules is told in `ground.ts`. */

import { isLabel, isYear } from '../number-role.ts';
import { halfUnit, readNumbers, unitFactor, type ParsedNumber } from '../number.ts';
import { playsThrough } from './assumptions.ts';
import type { Claim } from './claim.ts';
import { constantName, statedConstant } from './constants.ts';
import { Results } from './results.ts';
import { signsOf, type Doubtful, type Signs } from './signs.ts';
import { amount } from './steps.ts';
import { chosenEntry, type SourceOrigin, type Sources } from './sources.ts';
import { stepAt, type TraceText } from './trace-text.ts';

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
}

const CONTEXT = 120;
const BEFORE = 24;
const AFTER = 12;
/** So many digits say enough to look for what implies a number in more than its own surroundings. */
const TELLING_DIGITS = 4;
const TRIAL_DIGITS = 3;
/** A root is found by trying. */
const SQUARED = /平方|立方|squared?\b|cubed?\b|\^\s?2(?!\d)|²/i;
const THOUSAND = 1000;
const ROUGH_DIGITS = 2;
/** How many steps back a number of two digits may round another. */
const NEAR_STEPS = 3;
/** `10% (60 / 600)`: the calculation follows. */
const CALCULATION_AFTER = /^\s*\(\s*[$]?[\d.,]+%?\s*[-+*/×÷]\s*[\d(]/;
const CLAUSE_STOP = /[.;。\u201A\n]|,/;
const LONG_MEMORY = 40;
const SHORT_MEMORY = 16;

export class Grounder {
  readonly #original: string;
  readonly #trace: TraceText;
  readonly #abandoned: readonly boolean[];
  readonly #claims: readonly Claim[];
  readonly #sources: Sources;
  readonly #intermediate: ReadonlySet<number>;
  readonly #results: Results;
  readonly #lower: string;
  /** The trace supposes figures, so that round ones are calculated with. */
  readonly #plays: boolean;
  readonly #known: Known[] = [];
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
    this.#plays = playsThrough(trace.text);
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
      if (origin?.kind !== 'constant') {
        this.#known.push({ number, step, from });
        const exact = origin === null ? null : this.#exact(origin, number);
        if (exact !== null) this.#known.push({ number: exact, step, from });
      }
      const status = this.#status(origin);
      grounded.push({
        ...{ start, end, text: this.#original.slice(start, end), value: number.value, origin, status },
        abandoned: this.#abandoned[step] === true,
      });
    }
    return grounded;
  }

  /** What speaks for and against each number that nothing gives. */
  doubts(grounded: readonly GroundedNumber[]): { at: number; digits: string; signs: Signs }[] {
    return this.#doubts.map((doubt) => ({
      at: doubt.at,
      digits: significantDigits(doubt.number.value),
      signs: signsOf(this.#doubtful(doubt, grounded), this.#sources),
    }));
  }

  #doubtful({ at, number, step, start, within }: Doubt, grounded: readonly GroundedNumber[]): Doubtful {
    const { text, steps } = this.#trace;
    const { start: from = 0, end = 0 } = steps[step] ?? {};
    const known = this.#known
      .filter((other) => other.step <= step && other.from <= start && other.number !== number)
      .reverse();
    const digits = significantDigits(number.value);
    const again = known.some(
      (other) =>
        other.number.start < number.start &&
        (step - other.step <= NEAR_STEPS || number.significant > ROUGH_DIGITS
          ? rounds(other.number, number)
          : isEqual(other.number, number)),
    );
    const later = this.#trace.numbers.filter(
      (other) => other.start > number.start && significantDigits(other.value) === digits,
    );
    return {
      ...{ number, step, known },
      before: text.slice(from, number.start),
      after: text.slice(number.end, end),
      isOperand: within.length > 0,
      holds: within.every((index) => this.#claims[index]?.holds === true),
      isIntermediate: this.#intermediate.has(number.start),
      isTrial: this.#isMental(number, within),
      isRepeated: later.length > 0,
      isUsed: later.some((other) => this.#isOperand(other)),
      isAnswer: this.#original.lastIndexOf('<answer>', start) >= 0,
      isRough: this.#found(number, true) !== null,
      isAgain: again,
      position: number.start / Math.max(1, text.length),
      isExample: this.#plays,
      foundAround: shareFound([...grounded.slice(Math.max(0, at - 3), at), ...grounded.slice(at + 1, at + 4)]),
      foundBefore: shareFound(grounded.slice(Math.max(0, at - 1), at)),
    };
  }

  #isOperand(number: ParsedNumber): boolean {
    const start = this.#trace.clean.startOf(number.start);
    return this.#claims.some((claim) => claim.start <= start && claim.statedStart > start);
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

    const restated = this.#results.restated(number, start, within.length === 0);
    if (restated !== null) return { kind: 'claim', claim: restated };

    const { text, steps } = this.#trace;
    const before = text.slice(Math.max(0, number.start - BEFORE), number.start);
    const after = text.slice(number.end, number.end + AFTER);
    const name = (within.length > 0 ? constantName(number) : null) ?? statedConstant(number, before, after);
    if (name !== null && name !== 'a count') return { kind: 'constant', name };

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
    if (number.currency ) return false;
    return within.some((index) => {
      const claim = this.#claims[index];
      if (claim?.kind !== 'arithmetic' || claim.stated === null) return false;
      if (significantDigits(number.value).length <= 1) return true;
      if (!claim.holds) return false;
      if (SQUARED.test(claim.text)) return true;
      if (/[*×·]|\bof\b|[乘的]|x|\^|times|\\cdot/.test(claim.expression))
        return significantDigits(number.value).length <= TRIAL_DIGITS;
      if (!/^[^+\-−]+[+\-−][^+\-−]+$/.test(claim.expression) || !this.#hasKnownOperand(claim)) return false;
      return isRoundNumber(claim.stated) || this.#known.some((known) => known.number.value === claim.stated);
    });
  }

}

function shareFound(numbers: readonly GroundedNumber[]): number {
  const given = numbers.filter(({ origin }) => ['cell', 'text', 'question', 'history'].includes(origin?.kind ?? ''));
  return numbers.length === 0 ? 0.5 : given.length / numbers.length;
}

interface Doubt {
  at: number;
  number: ParsedNumber;
  step: number;
  start: number;
  within: readonly number[];
}

interface Known {
  number: ParsedNumber;
  step: number;
  /** The place from which on it counts. */
  from: number;
}

/** True when `b` is `a` again, its unit perhaps left out. */
function isEqual(a: ParsedNumber, b: ParsedNumber): boolean {
  return (a.unit === b.unit || b.unit === 'plain') && Math.abs(a.value) === Math.abs(b.value);
}

/** True when `number` is `known` again, rounded, with more digits, or in another scale: `303.8万元`, then 303.8. */
function rounds(known: ParsedNumber, number: ParsedNumber): boolean {
  if (number.significant < ROUGH_DIGITS) return false;
  const refines =
    known.significant >= TELLING_DIGITS - 1 && known.unit === number.unit && known.power === number.power;
  const half = (refines ? Math.max(halfUnit(number), halfUnit(known)) : halfUnit(number)) * (1 + 1e-9);
  const value = Math.abs(number.value);
  const scaled =
    known.power === number.power ? [] : [Math.abs(known.value) / 10 ** (known.power - number.power)];
  if (known.unit === 'plain' && known.value > 0 && known.value < 2 && number.unit === 'percent') {
    if (Math.abs(Math.abs(known.value - 1) * 100 - value) <= half) return true;
  }
  if (number.unit === 'plain' && number.value > 0 && number.value < 2 && known.unit === 'percent') {
    if (Math.abs(Math.abs(1 - number.value) - Math.abs(known.value) / 100) <= half) return true;
  }
  if (known.unit === number.unit) {
    return [Math.abs(known.value), ...scaled].some((own) => Math.abs(own - value) <= half);
  }
  const asPrinted = number.unit === 'plain' && Math.abs(Math.abs(known.value) - value) <= half;
  return asPrinted || Math.abs(amount(known) - amount(number)) <= half * unitFactor(number.unit);
}

/** The digits of a number without leading and ending zeros: what stays the same in every scale. */
export function significantDigits(value: number): string {
  return Math.abs(value)
    .toPrecision(12)
    .replace(/e.*$/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
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
