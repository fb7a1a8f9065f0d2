/**
 * Intake: what a source could not use, told instead of swallowed.
 *
 * A broken line is `quarantined` and the run goes on; a whole row whose gold is known to be wrong is `excluded`. A source reports both
 * here while it yields questions, and decontamination what it finds; `buildDataset` drains the intake into `quarantine.jsonl`,
 * `dropped.jsonl`, `left-out.jsonl` and `decontamination.jsonl`.
 */

import type { Question } from '../core/question.ts';

export interface Quarantined {
  kind: 'quarantined';
  source: string;
  /** Path below the data directory. */
  file: string;
  /** 1-based line at which the record begins. */
  line: number;
  reason: string;
  /** The beginning of the record. */
  excerpt: string;
}

export interface Excluded {
  kind: 'excluded';
  source: string;
  id: string;
  /** Short and the same for all rows with this fault; counted in the funnel. */
  reason: string;
  /** What was seen in this row. */
  detail: string;
  /** The question itself, where it could be read; for `left-out.jsonl`. */
  question?: Question;
}

/** A question that must not be trained on, because an evaluated one is the same or shows through. */
export interface Contaminated extends Omit<Excluded, 'kind'> {
  kind: 'contaminated';
  /** The whole finding with both texts, for `decontamination.jsonl`. */
  hit: object;
}

export type Refusal = Quarantined | Excluded | Contaminated;

const EXCERPT_LENGTH = 200;

export class Intake {
  #pending: Refusal[] = [];

  quarantine(refusal: Omit<Quarantined, 'kind'>): void {
    this.#pending.push({
      kind: 'quarantined',
      ...refusal,
      excerpt: refusal.excerpt.slice(0, EXCERPT_LENGTH),
    });
  }

  exclude(refusal: Omit<Excluded, 'kind'>): void {
    this.#pending.push({ kind: 'excluded', ...refusal });
  }

  contaminated(refusal: Omit<Contaminated, 'kind'>): void {
    this.#pending.push({ kind: 'contaminated', ...refusal });
  }

  /** The refusals since the last call, oldest first. */
  drain(): Refusal[] {
    const drained = this.#pending;
    this.#pending = [];
    return drained;
  }
}
