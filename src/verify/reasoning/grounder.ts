/** Gives each number of a trace its origin. The order of the rules is told in `ground.ts`. */

import { isAsserted, speaksOfOthers, type Place } from './asserted.ts';
import { isLabel, isYear } from '../number-role.ts';
import { halfUnit, readNumbers, unitFactor, type ParsedNumber } from '../number.ts';
import {
  isAsked,
  isAssumed,
  isInCalculation,
  isDenied,
  isGeneral,
  isUnread,
  playsThrough,
} from './assumptions.ts';
import type { Claim } from './claim.ts';
import { constantName, statedConstant } from './constants.ts';
import { amount, isImplied, isWorkedOut } from './implied.ts';
import { Results } from './results.ts';
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
  /** By their digits, which stay the same in every scale. */
  readonly #assumed = new Set<string>();
  readonly #unsettled = new Set<string>();

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
    const lost: { at: number; number: ParsedNumber; step: number; isOperand: boolean }[] = [];
    const grounded: GroundedNumber[] = [];
    const open: (Known & { at: number; isOperand: boolean })[] = [];
    const spans = new ClaimSpans(this.#claims);
    for (const number of numbers) {
      const start = clean.startOf(number.start);
      const end = clean.endOf(number.end);
      const within = spans.at(start, end);
      if (within.length === 0 && isLabel(text, number)) continue;
      const step = stepAt(steps, number.start);
      const origin = this.#origin(number, start, end, step, within);
      if (origin === null && isYear(number)) continue;
      const status = this.#status(origin);
      if (origin === null) this.#unsettled.add(significantDigits(number.value));
      if (origin === null) {
        open.push({ at: grounded.length, number, step, from: end, isOperand: within.length > 0 });
      } else if (origin.kind !== 'constant' || this.#plays) {
        const from = this.#knownFrom(origin, start);
        this.#known.push({ number, step, from });
        const exact = this.#exact(origin, number);
        if (exact !== null) this.#known.push({ number: exact, step, from });
      }
      grounded.push({
        ...{ start, end, text: this.#original.slice(start, end), value: number.value, origin, status },
        abandoned: this.#abandoned[step] === true,
      });
    }
    for (const { at, number, step, from, isOperand } of open) {
      const origin = this.#implied(number, step, isOperand);
      if (origin === null) {
        lost.push({ at, number, step, isOperand });
        continue;
      }
      grounded[at] = { ...(grounded[at] as GroundedNumber), origin, status: this.#status(origin) };
      this.#remember({ number, step, from });
    }
    const untraced = new Set<string>();
    for (const { at, number, step, isOperand } of lost) {
      const digits = significantDigits(number.value);
      // What is calculated with is taken for a fact, unless it was said to follow before.
      const isFact = isOperand ? !untraced.has(digits) : isAsserted(this.#place(number, step, grounded));
      if (isFact) continue;
      untraced.add(digits);
      grounded[at] = { ...(grounded[at] as GroundedNumber), status: 'untraced' };
    }
    return grounded;
  }

  #place(number: ParsedNumber, step: number, grounded: readonly GroundedNumber[]): Place {
    const { text, steps, clean } = this.#trace;
    const from = steps[step]?.start ?? 0;
    const [first, last] = [clean.startOf(from), clean.startOf(number.start)];
    const isParallel = grounded.some(
      ({ start, status, text: printed }) =>
        start >= first && start < last && status === 'recomputed' && kindOf(printed) === kindOf(number.raw),
    );
    const before = text.slice(from, number.start);
    return { before, after: text.slice(number.end, number.end + BEFORE), isParallel };
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

  /** Keeps what is known in the order of the text. */
  #remember(known: Known): void {
    let at = this.#known.length;
    while (at > 0 && (this.#known[at - 1]?.number.start ?? 0) > known.number.start) at--;
    this.#known.splice(at, 0, known);
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
    if (name !== null) return { kind: 'constant', name };

    const value = Math.abs(number.value);
    const digits = significantDigits(number.value);
    if (
      this.#intermediate.has(number.start) ||
      CALCULATION_AFTER.test(text.slice(number.end, number.end + BEFORE))
    ) {
      return { kind: 'implied' };
    }
    const own = steps[step];
    const sentence = own === undefined ? '' : text.slice(own.start, own.end);
    const words = own === undefined ? '' : text.slice(own.start, number.start);
    if (this.#assumed.has(digits)) return { kind: 'assumption' };
    if (
      isDenied(before) ||
      isAssumed(words, after, digits.length) ||
      isUnread(words, before) ||
      isAsked(sentence) ||
      isGeneral(sentence)
    ) {
      this.#assumed.add(digits);
      return { kind: 'assumption' };
    }
    if (number.unit === 'plain' && value > 0 && value < 2 && this.#sources.has(Math.abs(1 - value))) {
      return { kind: 'implied' };
    }
    if (this.#found(number, true) !== null && (within.length > 0 || isRough(before))) {
      return this.#found(number, true);
    }
    if (this.#isMental(number, within) || (within.length === 0 && isInCalculation(before, after))) {
      this.#assumed.add(digits);
      return { kind: 'assumption' };
    }
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
    if (number.currency || this.#unsettled.has(significantDigits(number.value))) return false;
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

  /** What follows from numbers beside it, or says a known number again in fewer digits. */
  #implied(number: ParsedNumber, step: number, isOperand: boolean): Origin | null {
    const { text, steps, clean } = this.#trace;
    const paragraph = steps[step]?.paragraph;
    const start = clean.startOf(number.start);
    const workedOut = isWorkedOut(
      text.slice(Math.max(0, number.start - BEFORE), number.start),
      text.slice(number.end, number.end + AFTER).split(CLAUSE_STOP)[0] ?? '',
    );
    const memory = number.significant >= TELLING_DIGITS ? LONG_MEMORY : workedOut ? SHORT_MEMORY : 0;
    const others: ParsedNumber[] = [];
    const later: ParsedNumber[] = [];
    for (let at = this.#known.length - 1; at >= 0; at--) {
      const known = this.#known[at] as Known;
      if (known.step > step || known.from > start) continue;
      const distance = step - known.step;
      const again = distance <= NEAR_STEPS || number.significant > ROUGH_DIGITS;
      if (
        known.number.start < number.start &&
        (again ? rounds(known.number, number) : isEqual(known.number, number))
      ) {
        return { kind: 'implied' };
      }
      const near = distance === 0 || (distance <= NEAR_STEPS && steps[known.step]?.paragraph === paragraph);
      if (known.number.start > number.start) later.push(known.number);
      else if (near || others.length < memory) others.push(known.number);
    }
    const before = text.slice(steps[step]?.start ?? 0, number.start);
    const after = text.slice(number.end, number.end + BEFORE);
    const isChance = number.significant < TELLING_DIGITS && !isOperand && speaksOfOthers(before);
    if (isChance && isAsserted({ before, after, isParallel: false })) return null;
    const implied =
      (isOperand && this.#known.some((known) => isPartOf(number, known.number))) ||
      isImplied(number, [...others, ...later], workedOut) ||
      (workedOut && number.unit === 'percent' && significantDigits(number.value).length <= 1) ||
      ((workedOut || isOperand || significantDigits(number.value).length >= TELLING_DIGITS) &&
        this.#sources.hasPair(number));
    return implied ? { kind: 'implied' } : null;
  }
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

/** Numbers are split at their thousands to be added in the head: `136,993.03` as 136 and 993.03. */
function isPartOf(part: ParsedNumber, { value }: ParsedNumber): boolean {
  const whole = Math.abs(value);
  const own = Math.abs(part.value);
  if (whole < THOUSAND || own === 0 || own >= whole) return false;
  const rest = whole % THOUSAND;
  return own === Math.floor(whole / THOUSAND) || Math.abs(own - rest) <= halfUnit(part);
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

/** A share, an amount of money, or a bare number. */
function kindOf(printed: string): string {
  if (/[%％]/.test(printed)) return 'share';
  return /[$€£¥元]/.test(printed) ? 'money' : 'number';
}

const ROUGH =
  /(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|say|over|under|more than|less than|just|[~≈约近])\s*\$?$/i;

function isRough(before: string): boolean {
  return ROUGH.test(before);
}
