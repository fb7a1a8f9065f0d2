/**
 * Intake: what a source could not use, told instead of swallowed.
 *
 * A broken line is `quarantined` and the run goes on; a whole row whose gold is known to be wrong is `excluded`. A source reports both
 * here while it yields questions; `buildDataset` drains the intake into `quarantine.jsonl` and `dropped.jsonl`.
 */

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
}

export type Refusal = Quarantined | Excluded;

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

  /** The refusals since the last call, oldest first. */
  drain(): Refusal[] {
    const drained = this.#pending;
    this.#pending = [];
    return drained;
  }
}
