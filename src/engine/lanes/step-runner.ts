/** Runs micro-batches one after another, over weights and gradients that may be shared with other threads. */

import { compileStep } from '../decoder/training-step.ts';
import type { StepShape, TrainingStep } from '../decoder/training-step.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { SessionCache } from '../session-cache.ts';

/** One run of a compiled step. */
export interface Work {
  shape: StepShape;
  feeds: Readonly<Record<string, BigInt64Array | Float32Array>>;
}

export interface WorkResult {
  /** At each computed position. */
  logprobs: Float32Array;
  /** Sum over the positions; 0 without a loss. */
  loss: number;
}

/** A thread that works: this one, or a helper. */
export interface Lane {
  /** Does all of it in order. One call at a time. */
  run(works: readonly Work[]): Promise<WorkResult[]>;
  close(): Promise<void>;
}

export interface LaneOptions {
  config: ModelConfig;
  weights: ReadonlyMap<string, Float32Array>;
  /** Where the lane leaves its gradients. */
  gradients: ReadonlyMap<string, Float32Array>;
  threads: number;
}

export class StepRunner implements Lane {
  readonly #options: LaneOptions;
  readonly #steps = new SessionCache<TrainingStep>(48);

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  async run(works: readonly Work[]): Promise<WorkResult[]> {
    const results: WorkResult[] = [];
    for (const work of works) results.push(await this.#runOne(work));
    return results;
  }

  async close(): Promise<void> {
    await this.#steps.clear();
  }

  async #runOne({ shape, feeds: given }: Work): Promise<WorkResult> {
    const { config, weights, gradients, threads } = this.#options;
    const step = await this.#steps.get(JSON.stringify(shape), () => compileStep(config, shape, { threads }));
    const logprobs = new Float32Array(shape.positions ?? shape.rows * shape.length);
    const loss = new Float32Array(1);
    const feeds: Record<string, Float32Array | BigInt64Array> = { ...given };
    const fetches: Record<string, Float32Array> = { logprobs };
    for (const [name, view] of weights) feeds[name] = view;
    if (shape.loss !== null) {
      fetches['loss'] = loss;
      for (const [name, view] of gradients) {
        fetches[name] = view;
        if (shape.accumulate) feeds[`sofar:${name}`] = view;
      }
    }
    await step.compiled.run(feeds, fetches);
    return { logprobs, loss: loss[0] as number };
  }
}
