/**
 * The order of one model's jobs: by their `seq_id`. One that came before its predecessors is parked until they are there, or
 * until nothing has come for a while: a client that gave one up would else wait for ever. Jobs without a number run as they
 * came.
 */

interface Numbered {
  seq: number | null;
}

export class ModelQueue<J extends Numbered> {
  /** In the order in which they came. */
  readonly #waiting: { job: J; since: number }[] = [];
  readonly #refused = new Set<number>();
  readonly #gapMs: number;
  #next: number;
  #lastMs = -Infinity;

  /** @param next The number that is expected first. */
  constructor(next: number, gapMs: number) {
    this.#next = next;
    this.#gapMs = gapMs;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** The number that is expected next. */
  get next(): number {
    return this.#next;
  }

  add(job: J, now: number): void {
    this.#waiting.push({ job, since: now });
  }

  /** This number will not come: its request was refused. */
  refuse(seq: number): void {
    if (seq >= this.#next) this.#refused.add(seq);
    this.#passRefused();
  }

  /** The next job, or how long to wait for those before it; null when there is none. */
  take(now: number): { job: J } | { waitMs: number } | null {
    const ready = this.#waiting.filter(({ job }) => job.seq === null || job.seq <= this.#next);
    const [first] = ready;
    if (first !== undefined) {
      const numbered = ready.filter(({ job }) => job.seq !== null).sort(bySeq);
      return this.#remove(first.job.seq === null ? first : (numbered[0] as typeof first), now);
    }
    const [lowest] = this.#waiting.toSorted(bySeq);
    if (lowest === undefined) return null;
    const waitMs = Math.max(lowest.since, this.#lastMs) + this.#gapMs - now;
    return waitMs > 0 ? { waitMs } : this.#remove(lowest, now);
  }

  #remove(entry: { job: J; since: number }, now: number): { job: J } {
    this.#waiting.splice(this.#waiting.indexOf(entry), 1);
    this.#lastMs = now;
    const { seq } = entry.job;
    if (seq !== null) this.#next = Math.max(this.#next, seq + 1);
    this.#passRefused();
    return { job: entry.job };
  }

  #passRefused(): void {
    while (this.#refused.delete(this.#next)) this.#next++;
  }
}

function bySeq(a: { job: Numbered }, b: { job: Numbered }): number {
  return (a.job.seq ?? 0) - (b.job.seq ?? 0);
}
