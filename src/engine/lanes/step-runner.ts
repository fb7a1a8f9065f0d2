/** Runs micro-batches one after another, over weights and gradients that may be shared with other threads. */

import { Random } from '../../core/random.ts';
import type { TensorArray } from '../../autograd/index.ts';
import { fillDropoutMask } from '../adapter/dropout-mask.ts';
import type { LoraShape } from '../adapter/lora.ts';
import { newHead } from '../decoder/head-step.ts';
import type { HeadStep } from '../decoder/head-step.ts';
import { compileLayer, layerBytes } from '../decoder/layer-step.ts';
import type { LayerShape, LayerStep } from '../decoder/layer-step.ts';
import { compileStep } from '../decoder/training-step.ts';
import type { StepShape } from '../decoder/training-step.ts';
import { Workspace } from '../decoder/workspace.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { SessionCache } from '../session-cache.ts';

/** One run of a compiled step. */
export interface Work {
  shape: StepShape;
  feeds: Readonly<Record<string, BigInt64Array | Float32Array>>;
  /** Seed and labels of the stream that dropout draws from. */
  randomness: readonly [number, ...number[]];
}

export interface WorkResult {
  /** At each computed position. */
  logprobs: Float32Array;
  /** Sum over the positions; 0 without a loss. */
  loss: number;
  /** At each position of `other rows`. */
  otherLogprobs: Float32Array;
}

/** A thread that works: this one, or a helper. */
export interface Lane {
  /** Does all of it in order. One call at a time. */
  run(works: readonly Work[]): Promise<WorkResult[]>;
  close(): Promise<void>;
}

export interface LaneOptions {
  config: ModelConfig;
  /** The adapter that is trained; undefined: all parameters are. */
  lora: LoraShape | undefined;
  weights: ReadonlyMap<string, Float32Array>;
  /** Where the lane leaves its gradients. */
  gradients: ReadonlyMap<string, Float32Array>;
  threads: number;
}

/** Of the compiled layers that a lane keeps: ONNX Runtime holds the memory of each one's last run. */
export const LAYER_BYTES = 1.2e9;

export class StepRunner implements Lane {
  readonly #options: LaneOptions;
  readonly #layers = new SessionCache<{ compiled: LayerStep }>(LAYER_BYTES);
  /** By loss: their logits are the largest thing a compiled graph holds. */
  readonly #heads = new Map<string, HeadStep>();
  readonly #workspace = new Workspace();
  /** Memory of dropout masks, by name; grows to what the largest micro-batch needs. */
  readonly #masks = new Map<string, Uint8Array>();

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  async run(works: readonly Work[]): Promise<WorkResult[]> {
    const results: WorkResult[] = [];
    for (const work of works) results.push(await this.#runOne(work));
    return results;
  }

  async close(): Promise<void> {
    await this.#layers.clear();
    for (const head of this.#heads.values()) await head.release();
    this.#heads.clear();
  }

  async #runOne({ shape, feeds: given, randomness }: Work): Promise<WorkResult> {
    const { config, lora, weights, gradients, threads } = this.#options;
    const step = await compileStep(config, shape, {
      ...{ threads, lora, workspace: this.#workspace },
      shared: {
        head: this.#headOf(shape.loss),
        others: this.#headOf(null),
        layer: (layer) => this.#layerOf(layer),
      },
    });
    const logprobs = new Float32Array(shape.positions ?? shape.rows * shape.length);
    const loss = new Float32Array(1);
    const feeds: Record<string, TensorArray> = { ...given, ...this.#dropoutMasks(step.masks, randomness) };
    const otherLogprobs = new Float32Array(given['other rows']?.length ?? 0);
    const fetches: Record<string, Float32Array> = { logprobs, 'other logprobs': otherLogprobs };
    for (const [name, view] of weights) feeds[name] = view;
    if (shape.loss !== null) {
      fetches['loss'] = loss;
      for (const [name, view] of gradients) fetches[name] = view;
    }
    await step.compiled.run(feeds, fetches);
    return { logprobs, loss: loss[0] as number, otherLogprobs };
  }

  async #layerOf(shape: LayerShape): Promise<LayerStep> {
    const { config, lora, threads } = this.#options;
    const make = async (): Promise<{ compiled: LayerStep }> => ({
      compiled: await compileLayer(config, shape, { threads, lora }),
    });
    return (await this.#layers.get(JSON.stringify(shape), make, layerBytes(config, shape))).compiled;
  }

  #headOf(loss: StepShape['loss']): HeadStep {
    const { config, lora, threads } = this.#options;
    const key = JSON.stringify(loss);
    const head = this.#heads.get(key) ?? newHead(config, { loss, trained: lora === undefined }, { threads });
    this.#heads.set(key, head);
    return head;
  }

  #dropoutMasks(
    sizes: ReadonlyMap<string, number>,
    [seed, ...labels]: Work['randomness'],
  ): Record<string, Uint8Array> {
    const masks: Record<string, Uint8Array> = {};
    for (const [name, size] of sizes) {
      let memory = this.#masks.get(name);
      if (memory === undefined || memory.length < size)
        this.#masks.set(name, (memory = new Uint8Array(size)));
      const mask = memory.subarray(0, size);
      fillDropoutMask(
        mask,
        this.#options.lora?.dropout ?? 0,
        Random.derive(seed, 'dropout', ...labels, name),
      );
      masks[name] = mask;
    }
    return masks;
  }
}
