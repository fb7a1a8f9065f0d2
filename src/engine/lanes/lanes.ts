/**
 * The threads that work on a batch, and the gradients that each has gathered.
 *
 * Micro-batches are dealt to the lanes by a fixed rule and gradients are added in a fixed order, so a batch gives the same
 * result in every run.
 */

import type { LoraShape } from '../adapter/lora.ts';
import type { StepShape } from '../decoder/training-step.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { ParameterStore } from '../optimiser/parameter-store.ts';
import { HelperLane } from './helper-lane.ts';
import { StepRunner } from './step-runner.ts';
import type { Lane, Work, WorkResult } from './step-runner.ts';

/** A micro-batch. */
export interface Task {
  shape: StepShape;
  feeds: Work['feeds'];
  randomness: Work['randomness'];
}

/** What an adapter is trained on. */
export interface FrozenBase {
  lora: LoraShape;
  /** In shared memory, as all lanes read them. */
  weights: ReadonlyMap<string, Float32Array>;
}

interface Place {
  lane: Lane;
  /** Whose gradients it writes. */
  owner: 'main' | 'helper';
}

export class Lanes {
  /** How many micro-batches run at the same time. */
  readonly count: number;
  readonly #store: ParameterStore;
  /** This thread with all cores, for what cannot be dealt. */
  readonly #alone: Place;
  /** The helper comes first: it starts on a message, and this thread then blocks. */
  readonly #places: readonly Place[];
  /** Whose gradients count. */
  readonly #gathered = new Set<Place['owner']>();

  /**
   * Two lanes, with half of the threads each, when the store has a place for a helper's gradients; else one. With `base`
   * the store holds an adapter.
   */
  constructor(config: ModelConfig, store: ParameterStore, threads: number, base?: FrozenBase) {
    this.#store = store;
    const weights = new Map([...(base?.weights ?? []), ...store.views('weights')]);
    const own = { config, lora: base?.lora, weights, gradients: store.views('gradients') };
    this.#alone = { lane: new StepRunner({ ...own, threads }), owner: 'main' };
    this.#places = [this.#alone];
    if (store.helperGradients !== null) {
      const half = Math.max(1, Math.floor(threads / 2));
      const helper = new HelperLane({ ...own, gradients: store.helperGradients, threads: half });
      const main = new StepRunner({ ...own, threads: half });
      this.#places = [
        { lane: helper, owner: 'helper' },
        { lane: main, owner: 'main' },
      ];
    }
    this.count = this.#places.length;
  }

  /** The results in the order of the tasks. When one lane fails, the others end before the error is thrown. */
  async run(tasks: readonly Task[]): Promise<WorkResult[]> {
    const places = tasks.length === 1 ? [this.#alone] : this.#places;
    const runs = places.map(async ({ lane, owner }, number) => {
      const mine = tasks.filter((_task, i) => i % places.length === number);
      const isTraining = mine.some(({ shape }) => shape.loss !== null);
      if (isTraining && !this.#gathered.has(owner)) this.#begin(owner);
      const results = await lane.run(mine);
      return results;
    });
    const results = (await Promise.allSettled(runs)).map((run) => {
      if (run.status === 'rejected') {
        // Part of the batch may have been added; a forward pass adds nothing.
        if (tasks.some(({ shape }) => shape.loss !== null)) this.discard();
        throw run.reason;
      }
      return run.value;
    });
    return tasks.map((_task, i) => results[i % places.length]?.[Math.floor(i / places.length)] as WorkResult);
  }

  /** Leaves the sum of all gradients since the last call in the store's own place. */
  collect(): void {
    if (!this.#gathered.has('main')) this.#begin('main');
    if (this.#gathered.has('helper')) this.#store.moveHelperGradients();
    this.#gathered.clear();
  }

  #begin(owner: Place['owner']): void {
    this.#store.beginGradients(owner === 'helper' ? 'helperGradients' : 'gradients');
    this.#gathered.add(owner);
  }

  /** Forgets what has been gathered. */
  discard(): void {
    this.#gathered.clear();
  }

  async close(): Promise<void> {
    for (const { lane } of new Set([this.#alone, ...this.#places])) await lane.close();
  }
}
