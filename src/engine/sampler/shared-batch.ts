/**
 * A batch of several samples a prompt: the prompts' keys and values are kept once, and each row has a cache of its own for
 * what it has written.
 */

import type { Tensor } from '../../autograd/index.ts';
import { countBucket, lengthBucket } from '../buckets.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { append, layoutOf, newOwnCache, relayOwn, relayPrompts } from './cache.ts';
import type { Layout, OwnCache, PromptCache } from './cache.ts';
import { compileDecode, decodeBytes } from './decode-step.ts';
import type { Attend } from './decode-step.ts';
import { inverseTemperature, isTempered, newestToken } from './job.ts';
import type { Job, Model, Row } from './job.ts';
import { distributionOutputs } from './next-token.ts';
import type { Distribution } from './next-token.ts';
import { isWorthPacking } from './running-batch.ts';
import type { RunningBatch } from './running-batch.ts';
import type { Scratch } from './scratch.ts';

export interface SharedShape {
  prompts: number;
  samples: number;
  /** Lengths of the prompts' and the rows' own caches, in tokens. */
  promptLength: number;
  ownLength: number;
}

/**
 * Attention of prompt-major rows to their prompt's keys, to their own earlier ones and to the new one. The caches are inputs
 * and are read in place; the step gives back only the new keys and values. Returning the whole cache spent 13 of 17 ms on
 * copies (LOG.md).
 *
 * Inputs: `promptBias` [prompts, 1, 1, promptLength], `ownBias` [prompts, 1, 1, ownLength], per layer `promptKey.i`,
 * `promptValue.i` [prompts, kv, promptLength, d], `ownKey.i`, `ownValue.i` [prompts, kv, samples, ownLength, d]. Outputs:
 * `key.i`, `value.i` [prompts · samples, 1, kv · d].
 */
export function attendShared(config: ModelConfig, shape: SharedShape): Attend {
  const { prompts, samples, promptLength, ownLength } = shape;
  const { kvHeads, headDim, heads } = config;
  const group = heads / kvHeads;
  const along = { axis: { int: 3 } };
  let biases: { prompt: Tensor; own: Tensor } | undefined;
  return (graph, { layer, q, k, v }) => {
    biases ??= {
      prompt: graph.input('promptBias', 'float32', [prompts, 1, 1, promptLength]),
      own: graph.input('ownBias', 'float32', [prompts, 1, 1, ownLength]),
    };
    const reshape = (x: Tensor, ...to: number[]): Tensor => graph.one('Reshape', [x, graph.ints(to)]);
    const product = (a: Tensor, b: Tensor, transB: 0 | 1): Tensor =>
      graph.one('FusedMatMul', [a, b], { transB: { int: transB } });
    const turn = (x: Tensor): Tensor => graph.one('Transpose', [x], { perm: { ints: [0, 2, 1, 3] } });
    /** [rows, 1, heads · d] → [prompts, kv, samples · per, d]: rows of one prompt side by side under each key head. */
    const byPrompt = (x: Tensor, per: number): Tensor =>
      reshape(
        turn(reshape(x, prompts, samples, kvHeads, per * headDim)),
        ...[prompts, kvHeads, samples * per, headDim],
      );
    const single = (x: Tensor, per: number, width: number): Tensor =>
      reshape(x, prompts, kvHeads, samples, per, width);
    const flat = (x: Tensor, width: number): Tensor => reshape(x, prompts, kvHeads, samples * group, width);
    const cache = (name: string, ...dims: number[]): Tensor =>
      graph.input(`${name}.${layer}`, 'float32', [prompts, kvHeads, ...dims, headDim]);

    const queries = graph.one('Mul', [byPrompt(q, group), graph.scalar(1 / Math.sqrt(headDim))]);
    const apart = single(queries, group, headDim);
    const withNew = graph.one('Mul', [apart, single(byPrompt(k, 1), 1, headDim)]);
    const onNewKey = graph.one('ReduceSum', [withNew, graph.ints([4])], { keepdims: { int: 1 } });
    const ownKeys = cache('ownKey', samples, ownLength);
    const scores = [
      graph.one('Add', [flat(product(apart, ownKeys, 1), ownLength), biases.own]),
      flat(onNewKey, 1),
      graph.one('Add', [product(queries, cache('promptKey', promptLength), 1), biases.prompt]),
    ];
    const shares = graph.one('Softmax', [graph.one('Concat', scores, along)], { axis: { int: -1 } });
    const [onOwn, onNew, onPrompt] = graph.apply(
      'Split',
      [shares, graph.ints([ownLength, 1, promptLength])],
      along,
    ) as [Tensor, Tensor, Tensor];
    const fromOwn = product(single(onOwn, group, ownLength), cache('ownValue', samples, ownLength), 0);
    const fromNew = graph.one('Mul', [single(onNew, group, 1), single(byPrompt(v, 1), 1, headDim)]);
    const fromPrompt = single(product(onPrompt, cache('promptValue', promptLength), 0), group, headDim);
    const mixed = graph.one('Add', [graph.one('Add', [fromOwn, fromNew]), fromPrompt]);
    const perRow = turn(reshape(mixed, prompts, kvHeads, samples, group * headDim));
    return {
      mixed: reshape(perRow, prompts * samples, heads * headDim),
      outputs: { [`key.${layer}`]: k, [`value.${layer}`]: v },
    };
  };
}

export class SharedBatch implements RunningBatch {
  readonly #model: Model;
  readonly #jobs: readonly Job[];
  readonly #rows: readonly Row[];
  readonly #scratch: Scratch;
  readonly #tempered: boolean;
  #layout: Layout;
  #prompts: PromptCache;
  #own: OwnCache;

  /** Takes over `prompts` as they were prefilled in the prompt places of `layout`. */
  constructor(
    model: Model,
    { jobs, rows }: { jobs: readonly Job[]; rows: readonly Row[] },
    layout: Layout,
    prompts: PromptCache,
    scratch: Scratch,
  ) {
    this.#model = model;
    this.#jobs = jobs;
    this.#rows = rows;
    this.#scratch = scratch;
    this.#tempered = isTempered(jobs);
    this.#layout = layout;
    this.#prompts = prompts;
    this.#own = newOwnCache(model.config, layout, this.#room(1), scratch);
  }

  get rowOf(): Int32Array {
    return this.#layout.rowOf;
  }

  async step(distribution: Distribution): Promise<void> {
    if (this.#own.used === this.#own.length) this.#relay(this.#layout, this.#room(this.#own.used + 1));
    const { config, weights, threads, decodes } = this.#model;
    const [layout, prompts, own] = [this.#layout, this.#prompts, this.#own];
    const count = layout.rowOf.length;
    const shape = {
      prompts: layout.prompts,
      samples: layout.samples,
      promptLength: prompts.length,
      ownLength: own.length,
    };
    const step = { rows: count, context: prompts.length + own.length + 1, tempered: this.#tempered };
    const session = await decodes.get(
      `shared ${Object.values(shape).join('×')}×${this.#tempered}`,
      () => compileDecode(config, step, attendShared(config, shape), threads),
      decodeBytes(config, step),
    );
    const tokens = new BigInt64Array(count);
    const positions = new BigInt64Array(count);
    const inverse = new Float32Array(count).fill(1);
    layout.rowOf.forEach((index, place) => {
      const row = this.#rows[index];
      if (row === undefined) return;
      tokens[place] = newestToken(row);
      // A finished row waits for the next packing; its results are not read.
      positions[place] = BigInt(row.job.prompt.length + own.used);
      inverse[place] = inverseTemperature(row.job);
    });
    const ownBias = new Float32Array(layout.prompts * own.length).fill(-1e9);
    for (let place = 0; place < layout.prompts; place++) {
      ownBias.fill(0, place * own.length, place * own.length + own.used);
    }
    const feeds: Record<string, Float32Array | BigInt64Array> = Object.fromEntries(weights);
    Object.assign(feeds, { tokens, positions, ownBias, promptBias: this.#promptBias() });
    if (this.#tempered) feeds['inverseTemperature'] = inverse;
    const fetches = distributionOutputs(distribution, 0, count);
    const fresh = count * config.kvHeads * config.headDim;
    for (let i = 0; i < config.layers; i++) {
      feeds[`promptKey.${i}`] = prompts.keys[i] as Float32Array;
      feeds[`promptValue.${i}`] = prompts.values[i] as Float32Array;
      feeds[`ownKey.${i}`] = own.keys[i] as Float32Array;
      feeds[`ownValue.${i}`] = own.values[i] as Float32Array;
      fetches[`key.${i}`] = this.#scratch.take(`new.key.${i}`, fresh);
      fetches[`value.${i}`] = this.#scratch.take(`new.value.${i}`, fresh);
    }
    await session.compiled.run(feeds, fetches);
    for (let i = 0; i < config.layers; i++) {
      append(config, layout, own.keys[i] as Float32Array, fetches[`key.${i}`] as Float32Array, own);
      append(config, layout, own.values[i] as Float32Array, fetches[`value.${i}`] as Float32Array, own);
    }
    own.used += 1;
  }

  keep(rows: readonly number[]): void {
    const tighter = layoutOf(
      rows.map((row) => ({ row, prompt: (this.#rows[row] as Row).prompt })),
      countBucket,
    );
    if (isWorthPacking(this.rowOf.length, tighter.rowOf.length)) this.#relay(tighter, this.#own.length);
  }

  #relay(layout: Layout, length: number): void {
    const { config } = this.#model;
    this.#own = relayOwn(config, this.#own, this.#layout, layout, length, this.#scratch);
    if (layout !== this.#layout)
      this.#prompts = relayPrompts(config, this.#prompts, this.#layout, layout, this.#scratch);
    this.#layout = layout;
  }

  /** Room for `needed` own positions, doubled when it is full, and no more than the longest job can use. */
  #room(needed: number): number {
    const most = this.#jobs.reduce((longest, { maxTokens }) => Math.max(longest, maxTokens), 1);
    const doubled = 16 * 2 ** Math.ceil(Math.log2(Math.max(1, needed / 16)));
    return Math.max(needed, Math.min(doubled, lengthBucket(most)));
  }

  /** 0 where a prompt has tokens, −1e9 in its padding. */
  #promptBias(): Float32Array {
    const { length } = this.#prompts;
    const bias = new Float32Array(this.#layout.prompts * length);
    this.#layout.promptOf.forEach((prompt, place) => {
      const used = this.#jobs[prompt]?.prompt.length ?? length;
      bias.fill(-1e9, place * length + used, (place + 1) * length);
    });
    return bias;
  }
}
