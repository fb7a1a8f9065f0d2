/** All work of a server: jobs are taken down, queued by model or sampler, and carried out by the engine in turn. */

import { rm } from 'node:fs/promises';
import type { CheckpointRow } from '../store/checkpoints.ts';
import type { NewJob, QueuedJob } from '../store/job.ts';
import { dropLeftovers } from './leftovers.ts';
import { ModelWorker } from './model-worker.ts';
import { SamplerWorker } from './sampler-worker.ts';
import type { Shop } from './shop.ts';

export class Workshop {
  readonly #shop: Shop;
  readonly #models = new Map<string, ModelWorker>();
  readonly #samplers = new Map<string, SamplerWorker>();

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  /** What an earlier server on the same folder has left. */
  resume(): number {
    this.#inTurn(() => dropLeftovers(this.#shop));
    const queued = this.#shop.store.jobs.queued();
    for (const job of queued) this.#enqueue(job);
    return queued.length;
  }

  /** When this returns, a kill of the process cannot lose the job. `also` is taken down together with it. */
  submit(job: NewJob, also?: () => void): number {
    const { store } = this.#shop;
    const added = store.transaction(() => {
      also?.();
      return store.jobs.add(job, Date.now());
    });
    this.#enqueue(added);
    return added.id;
  }

  /** A request with this number was refused. */
  refuse(model: string, seq: number): void {
    this.#model(model).refuse(seq);
  }

  /** A sample of a declared batch was refused. */
  refuseSample(sampler: string, batch: string | null): void {
    if (batch !== null) this.#sampler(sampler).refuse(batch);
  }

  /** Frees what the model takes, when it is its turn; jobs of it that wait will fail. */
  endModel(model: string): void {
    const { store, engine } = this.#shop;
    store.models.end(model, Date.now());
    this.#model(model).giveUp();
    this.#inTurn(async () => {
      await engine.call('dropModel', { model });
      await this.#model(model).dropFiles();
      this.#models.delete(model);
    });
  }

  /** It is gone at once; its files go when the engine does not read them. */
  deleteCheckpoint(checkpoint: CheckpointRow): void {
    const { store, engine, places } = this.#shop;
    store.checkpoints.delete(checkpoint);
    const { model, kind, name } = checkpoint;
    const folder = places.checkpoint(model, kind, name);
    this.#inTurn(async () => {
      // Another one may have been saved under the name since.
      if (store.checkpoints.get(checkpoint) !== undefined) return;
      await engine.call('dropSampler', { folder });
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** No job is begun any more; resolves once the running one has ended. */
  async end(): Promise<void> {
    for (const worker of [...this.#models.values(), ...this.#samplers.values()]) worker.end();
    await this.#shop.turns.end();
  }

  #inTurn(work: () => Promise<void>): void {
    this.#shop.turns.take(work).catch(this.#shop.fatal);
  }

  #enqueue(job: QueuedJob): void {
    if (job.model !== null) this.#model(job.model).add(job);
    else if (job.sampler !== null) this.#sampler(job.sampler).add(job);
  }

  #model(id: string): ModelWorker {
    const known = this.#models.get(id);
    if (known !== undefined) return known;
    const row = this.#shop.store.models.get(id);
    if (row === undefined) throw new RangeError(`the model ${id} is not in the server's file`);
    const worker = new ModelWorker(this.#shop, row);
    this.#models.set(id, worker);
    return worker;
  }

  #sampler(id: string): SamplerWorker {
    const known = this.#samplers.get(id);
    if (known !== undefined) return known;
    // There is a new one each step.
    for (const [other, { isIdle }] of this.#samplers) if (isIdle) this.#samplers.delete(other);
    const worker = new SamplerWorker(this.#shop, id);
    this.#samplers.set(id, worker);
    return worker;
  }
}
