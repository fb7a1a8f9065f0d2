/**
 * Gathers the requests of one sampler into batches. A declared batch (header `X-Fin-R1-Batch`) runs as it was declared, by
 * itself and in its own order, once all of it is there: then its tokens are those of the same requests in this process,
 * however they arrived. What is not declared runs with what came at about the same time, or while another batch ran.
 */

import { parseBatchPlace } from '../../../tinker/wire/batch-header.ts';

interface Declaring {
  id: number;
  /** `ID/INDEX/SIZE`, or null. */
  batch: string | null;
}

/** A batch is complete when nothing has come for this long … */
const QUIET_MS = 5;
/** … or after this time. */
const GATHER_MS = 50;
/** A declared batch whose rest does not come is run without it. */
const DECLARED_MS = 60_000;

interface Declared<J> {
  members: Map<number, J | undefined>;
  timer: NodeJS.Timeout;
}

export class SampleGatherer<J extends Declaring> {
  readonly #run: (batch: readonly J[]) => Promise<void>;
  readonly #declaredMs: number;
  readonly #declared = new Map<string, Declared<J>>();
  #gathered: J[] = [];
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Batches that wait or run, and those of them that were not declared. */
  #open = 0;
  #running = 0;
  #isOver = false;

  constructor(
    run: (batch: readonly J[]) => Promise<void>,
    { declaredMs = DECLARED_MS }: { declaredMs?: number } = {},
  ) {
    this.#run = run;
    this.#declaredMs = declaredMs;
  }

  /** Requests that no batch has been made of. */
  get size(): number {
    return this.#declared.values().reduce((sum, { members }) => sum + members.size, this.#gathered.length);
  }

  /** Nothing is here, and nothing runs. */
  get isIdle(): boolean {
    return this.#open === 0 && this.size === 0;
  }

  add(job: J): void {
    if (job.batch === null || this.#isTaken(job.batch)) this.#gather(job);
    else this.#declare(job, job.batch);
  }

  /** A member of a declared batch was refused: the others need not wait for it. */
  refuse(batch: string): void {
    this.#declare(undefined, batch);
  }

  /** Nothing is run any more. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const { timer } of this.#declared.values()) clearTimeout(timer);
  }

  #isTaken(header: string): boolean {
    const { id, index } = parseBatchPlace(header);
    return this.#declared.get(id)?.members.has(index) === true;
  }

  /** Undefined `job`: it will not come. */
  #declare(job: J | undefined, header: string): void {
    const { id, index, size } = parseBatchPlace(header);
    const found = this.#declared.get(id);
    clearTimeout(found?.timer);
    const members = found?.members ?? new Map<number, J | undefined>();
    members.set(index, job);
    const flush = (): void => {
      this.#declared.delete(id);
      const ordered = [...members].sort(([a], [b]) => a - b).flatMap(([, member]) => member ?? []);
      if (ordered.length > 0) this.#start(ordered);
    };
    if (members.size >= size) return flush();
    this.#declared.set(id, { members, timer: setTimeout(flush, this.#declaredMs).unref() });
  }

  #gather(job: J): void {
    const now = performance.now();
    if (this.#gathered.length === 0) this.#since = now;
    this.#gathered.push(job);
    clearTimeout(this.#timer);
    const waitMs = Math.max(0, Math.min(QUIET_MS, this.#since + GATHER_MS - now));
    this.#timer = setTimeout(() => this.#flush(), waitMs);
  }

  #flush(): void {
    if (this.#running > 0 || this.#gathered.length === 0) return;
    const batch = this.#gathered;
    this.#gathered = [];
    this.#running++;
    this.#start(batch, () => {
      this.#running--;
      this.#flush();
    });
  }

  #start(batch: readonly J[], done?: () => void): void {
    if (this.#isOver) return;
    this.#open++;
    void this.#run(batch).finally(() => {
      this.#open--;
      if (!this.#isOver) done?.();
    });
  }
}
