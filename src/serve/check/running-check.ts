/**
 * The reasoning checker over an answer while it is written: the numbers of its reasoning and its answer, each with where it comes from.
 * What is told later replaces what was told before from a place on, since a number's meaning may change with what follows it.
 */

import { groundTrace } from '../../verify/index.ts';
import type { GroundedTrace, Origin } from '../../verify/index.ts';
import { evidenceText } from '../calculators/calculated.ts';
import type { Calculated } from '../calculators/calculated.ts';
import type { Evidence } from './documents.ts';

export interface CheckedNumber {
  /** Where it stands: `start` and `end` count in this part of the answer. */
  part: 'reasoning' | 'content';
  start: number;
  end: number;
  text: string;
  value: number;
  status: GroundedTrace['numbers'][number]['status'];
  /** The cell, text, turn or calculation it comes from; null: none. */
  origin: Origin | null;
  abandoned: boolean;
  note?: string;
}

/** A calculation; an origin of kind `claim` counts among them. */
export interface CheckedClaim {
  part: 'reasoning' | 'content';
  start: number;
  end: number;
  text: string;
  /** The exact result in the stated unit; null where there is none. */
  computed: number | null;
  holds: boolean;
  abandoned: boolean;
}

export interface CheckedError {
  kind: string;
  part: 'reasoning' | 'content';
  start: number;
  end: number;
  reason: string;
}

/** The numbers from index `from` on. */
export interface CheckUpdate {
  from: number;
  numbers: CheckedNumber[];
}

export interface Check extends CheckUpdate {
  claims: CheckedClaim[];
  errors: CheckedError[];
  counts: GroundedTrace['counts'];
  /** Share of the numbers that are found or recomputed. */
  supported: number;
  faithful: boolean;
}

const [OPEN, BETWEEN, CLOSE] = ['<think>\n', '\n</think>\n<answer>\n', '\n</answer>'];
/** A number at the very end may go on. */
const UNSURE = 24;

export class RunningCheck {
  #evidence: Evidence;
  #calculations = 0;
  #told: CheckedNumber[] = [];

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** A calculation of the server: numbers may come from what it gave. */
  learn(calculated: Calculated): void {
    const block = evidenceText(calculated, ++this.#calculations);
    if (block !== null) this.#evidence = { ...this.#evidence, texts: [...this.#evidence.texts, block] };
  }

  /** What has become clear since the last time; null: nothing. */
  update(reasoning: string, content: string): CheckUpdate | null {
    const { numbers } = this.#check(reasoning, content);
    const length = content === '' ? reasoning.length : content.length;
    const part = content === '' ? 'reasoning' : 'content';
    const sure = numbers.filter((number) => number.part !== part || number.end < length - UNSURE);
    const update = this.#since(sure);
    return update.numbers.length === 0 && update.from === this.#told.length ? null : this.#tell(sure, update);
  }

  /** The whole answer. */
  end(reasoning: string, content: string): Check {
    const { numbers, trace, place } = this.#check(reasoning, content);
    const update = this.#tell(numbers, this.#since(numbers));
    const errors = trace.errors.map(({ kind, start, end, reason }) => ({
      kind,
      reason,
      ...place(start, end),
    }));
    const claims = trace.claims.map(({ start, end, text, computed, holds, abandoned }) => ({
      ...place(start, end),
      ...{ text, computed, holds, abandoned },
    }));
    const { counts, supported, faithful } = trace;
    return { ...update, claims, errors, counts, supported, faithful };
  }

  #check(reasoning: string, content: string) {
    const text = `${OPEN}${reasoning}${BETWEEN}${content}${CLOSE}`;
    const trace = groundTrace(text, this.#evidence);
    const before = OPEN.length;
    const answer = before + reasoning.length + BETWEEN.length;
    const place = (start: number, end: number): Pick<CheckedNumber, 'part' | 'start' | 'end'> =>
      start >= answer
        ? { part: 'content', start: start - answer, end: Math.min(end - answer, content.length) }
        : {
            part: 'reasoning',
            start: Math.max(0, start - before),
            end: Math.min(end - before, reasoning.length),
          };
    const numbers = trace.numbers.map(
      ({ start, end, text: written, value, status, origin, abandoned, note }) => ({
        ...place(start, end),
        ...{ text: written, value, status, origin, abandoned },
        ...(note !== undefined && { note }),
      }),
    );
    return { trace, numbers, place };
  }

  #since(numbers: readonly CheckedNumber[]): CheckUpdate {
    const same = numbers.findIndex((number, i) => JSON.stringify(number) !== JSON.stringify(this.#told[i]));
    const from = same < 0 ? numbers.length : same;
    return { from, numbers: numbers.slice(from) };
  }

  #tell<U extends CheckUpdate>(numbers: CheckedNumber[], update: U): U {
    this.#told = numbers;
    return update;
  }
}
