/**
 * One model's jobs, one after another. Its state lives in the engine; when it is not there (the server was started again)
 * it is made from the newest snapshot, or anew, and what changed it since then is done again, in the order in which it was
 * done: the engine gives the same bits.
 */

import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FinR1Error, InputError } from '../../../core/errors.ts';
import { isThere } from '../../../core/file-errors.ts';
import { EngineError, jobFailureOf, sentFailure } from '../engine/sent-failure.ts';
import type { Job, JobFailure, QueuedJob } from '../store/job.ts';
import type { ModelRow } from '../store/models.ts';
import { carryOut, newModelOf } from './carry-out.ts';
import type { Carried } from './carry-out.ts';
import { fatalJob, wasFatal } from './fatal-job.ts';
import { dropOldUnnamed } from './drop-unnamed.ts';
import { ModelQueue } from './model-queue.ts';
import type { Shop } from './shop.ts';

/** Writing a snapshot down may take this share of the work that it saves. */
const SNAPSHOT_SHARE = 0.05;

export class ModelWorker {
  readonly id: string;
  readonly #shop: Shop;
  readonly #queue: ModelQueue<QueuedJob>;
  #isLoaded = false;
  #isDraining = false;
  #gapTimer: NodeJS.Timeout | undefined;
  /** Of work since the last snapshot. */
  #unsavedMs = 0;
  #snapshotTook = 0;

  constructor(shop: Shop, { id, nextSeq }: ModelRow) {
    this.id = id;
    this.#shop = shop;
    this.#queue = new ModelQueue(nextSeq, shop.gapMs);
  }

  get size(): number {
    return this.#queue.size;
  }

  add(job: QueuedJob): void {
    this.#queue.add(job, performance.now());
    this.#wake();
  }

  /** The request with this number was refused, and nobody needs to wait for it. */
  refuse(seq: number): void {
    this.#queue.refuse(seq);
    this.#wake();
  }

  end(): void {
    clearTimeout(this.#gapTimer);
  }

  /** The model has ended: jobs that are parked for others fail at once. */
  giveUp(): void {
    this.#wake();
  }

  #wake(): void {
    clearTimeout(this.#gapTimer);
    if (this.#isDraining) return;
    this.#isDraining = true;
    void this.#drain().catch(this.#shop.fatal);
  }

  async #drain(): Promise<void> {
    for (;;) {
      const isOver = this.#queue.size > 0 && this.#row().ended !== null;
      const next = this.#queue.take(isOver ? Infinity : performance.now());
      if (next === null || 'waitMs' in next) {
        this.#isDraining = false;
        if (next !== null) this.#gapTimer = setTimeout(() => this.#wake(), next.waitMs).unref();
        return;
      }
      const ran = await this.#shop.turns.take(async () => {
        await this.#run(next.job.id);
        return true;
      });
      if (ran === undefined) return;
    }
  }

  async #run(id: number): Promise<void> {
    const { store, futures, log, ended } = this.#shop;
    const [model, job] = [this.#row(), store.jobs.get(id)];
    const ran = model.ran + 1;
    store.transaction(() => {
      store.jobs.begin(job.id, ran);
      store.models.advance(this.id, this.#queue.next, ran);
    });
    const began = performance.now();
    const carried = await this.#outcome(model, job);
    const ms = performance.now() - began;
    const outcome = this.#takeDown(job, carried, ms);
    const state = 'error' in outcome ? 'failed' : 'done';
    ended(job.kind, state, ms / 1000);
    log({
      ...{ level: 'info', time: new Date().toISOString(), job: job.id, kind: job.kind, model: this.id },
      ...{ seq: job.seq, state, ms: Math.round(ms), ...('error' in outcome && outcome) },
    });
    if (job.kind === 'forward_backward' || job.kind === 'optim_step') this.#unsavedMs += ms;
    if (job.kind === 'save_weights_for_sampler') await dropOldUnnamed(this.#shop, this.id);
    if (job.kind === 'unload_model' && state === 'done') await this.dropFiles();
    futures.settled(job.id);
    if (state === 'done' && this.#isSnapshotDue(job)) await this.#snapshot(ran);
  }

  #takeDown(job: Job, outcome: Carried | JobFailure, ms: number): Carried | JobFailure {
    const { jobs } = this.#shop.store;
    try {
      this.#shop.store.transaction(() => {
        if ('error' in outcome) return jobs.fail(job.id, outcome, ms, Date.now());
        outcome.commit?.();
        jobs.finish(job.id, outcome.result, ms, Date.now());
      });
      return outcome;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return this.#takeDown(job, this.#failureOf(job, error), ms);
    }
  }

  async #outcome(model: ModelRow, job: Job): Promise<Carried | JobFailure> {
    const fatal = fatalJob(job);
    if (fatal !== null) return this.#notBegun(model, job, fatal);
    if (model.ended !== null) {
      return {
        error: `${model.id} was unloaded, could not be made, or its session has ended`,
        category: 'user',
      };
    }
    try {
      if (job.kind !== 'create_model' && job.kind !== 'unload_model') await this.#load(model);
      const carried = await carryOut(this.#shop, model, job);
      this.#isLoaded = job.kind !== 'unload_model';
      return carried;
    } catch (error) {
      // Of a thread that is gone nothing will come any more.
      if (FinR1Error.isInstance(error) && error.code === 'engine') throw error;
      // Half of what was to be loaded may be in its place: the next job makes the model again as it was.
      if (job.kind === 'load_weights') this.#isLoaded = false;
      if (this.#isLoaded) await this.#spoilBy(job);
      return this.#failureOf(job, error);
    }
  }

  /** A model that cannot be made is none. */
  async #notBegun(model: ModelRow, job: Job, failure: JobFailure): Promise<JobFailure> {
    if (job.kind === 'create_model') this.#shop.store.models.end(model.id, Date.now());
    if (this.#isLoaded) await this.#spoilBy(job);
    return failure;
  }

  /** The gradient lacks what a failed job did not add. */
  async #spoilBy({ kind }: Job): Promise<void> {
    if (kind === 'forward_backward') await this.#shop.engine.call('spoilGradient', { model: this.id });
  }

  #failureOf(job: Job, error: unknown): JobFailure {
    const sent = error instanceof EngineError ? error.sent : sentFailure(error);
    if (sent.stack !== undefined) this.#shop.log({ level: 'error', job: job.id, error: sent.stack });
    return jobFailureOf(sent);
  }

  /** A step leaves no gradient behind, so that weights and moments are all there is. */
  #isSnapshotDue({ kind }: Job): boolean {
    const afterMs = Math.max(this.#shop.snapshotMs, this.#snapshotTook / SNAPSHOT_SHARE);
    return kind === 'optim_step' && this.#unsavedMs > afterMs;
  }

  async #snapshot(ran: number): Promise<void> {
    const { store, engine, places, log } = this.#shop;
    const before = this.#row().snapshot;
    const began = performance.now();
    try {
      await engine.call('saveState', { model: this.id, path: places.snapshot(this.id, ran) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // Without it more has to be done again after a kill; it is tried again after as much work.
      log({ level: 'error', event: 'no snapshot', model: this.id, error: error.message });
      this.#unsavedMs = 0;
      return;
    }
    store.transaction(() => {
      store.models.setSnapshot(this.id, ran);
      store.jobs.dropBodies(this.id, ran);
    });
    this.#snapshotTook = performance.now() - began;
    this.#unsavedMs = 0;
    if (before !== null) await rm(places.snapshot(this.id, before), { recursive: true, force: true });
  }

  /** What only a living model needs. */
  async dropFiles(): Promise<void> {
    await dropOldUnnamed(this.#shop, this.id, 0);
    const folder = this.#shop.places.model(this.id);
    for (const part of ['snapshots', 'unnamed'])
      await rm(join(folder, part), { recursive: true, force: true });
    if (isThere(folder) && (await readdir(folder)).length === 0) await rmdir(folder);
  }

  async #load(model: ModelRow): Promise<void> {
    if (this.#isLoaded) return;
    const { store, engine, places, log } = this.#shop;
    const began = performance.now();
    const { snapshot } = model;
    if (snapshot === null) await engine.call('createModel', newModelOf(this.#shop, model));
    else {
      const path = places.snapshot(model.id, snapshot);
      const directory = places.model(model.id);
      await engine.call('loadModel', { model: model.id, directory, path, optimizer: true });
    }
    const changes = store.jobs.changesAfter(model.id, snapshot ?? 0);
    for (const change of changes) await this.#changeAgain(model, change);
    this.#isLoaded = true;
    const ms = performance.now() - began;
    this.#unsavedMs = ms;
    log({
      ...{ level: 'info', time: new Date().toISOString(), event: 'made again', model: model.id },
      ...{ snapshot, repeated: changes.length, ms: Math.round(ms) },
    });
  }

  async #changeAgain(
    model: ModelRow,
    { id, failed, starts }: { id: number; failed: boolean; starts: number },
  ): Promise<void> {
    const job = this.#shop.store.jobs.get(id);
    try {
      // What ended the server would end it again.
      if (!wasFatal({ starts })) await carryOut(this.#shop, model, job);
    } catch (error) {
      // What failed then may fail now.
      if (!failed || (FinR1Error.isInstance(error) && error.code === 'engine')) throw error;
    }
    if (failed) await this.#spoilBy(job);
  }

  #row(): ModelRow {
    const row = this.#shop.store.models.get(this.id);
    if (row === undefined) throw new RangeError(`the model ${this.id} is not in the server's file`);
    return row;
  }
}
