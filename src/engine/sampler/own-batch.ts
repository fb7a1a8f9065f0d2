/**
 * A batch whose rows have nothing in common: one sample a prompt. Each row's prompt and answer lie in one cache, which the
 * step reads and appends to in place, as far as the row has come.
 */

import type { Graph } from '../../autograd/index.ts';
import { countBucket, lengthBucket } from '../buckets.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { PromptCache } from './cache.ts';
import { compileDecode, decodeBytes } from './decode-step.ts';
import type { Attend, NewTokens } from './decode-step.ts';
import { inverseTemperature, isTempered, newestToken } from './job.ts';
import type { Model, Row } from './job.ts';
import { distributionOutputs } from './next-token.ts';
import type { Distribution } from './next-token.ts';
import { isWorthPacking } from './running-batch.ts';
import type { RunningBatch } from './running-batch.ts';
import type { Scratch } from './scratch.ts';

/**
 * Attention over [rows, kv, length, d] caches. Inputs: `key.i`, `value.i`, int32 `earlier` [rows] (tokens in the cache) and
 * `longest` [] (of the longest row, with the new one). Outputs: the caches, `key.i` and `value.i`.
 */
export function attendOwn(config: ModelConfig, rows: number, length: number): Attend {
  const { heads, kvHeads, headDim } = config;
  let counts: ReturnType<Graph['input']>[] | undefined;
  return (graph, { layer, q, k, v }: NewTokens) => {
    counts ??= [graph.input('earlier', 'int32', [rows]), graph.input('longest', 'int32', [])];
    const cache = (kind: string): ReturnType<Graph['input']> =>
      graph.input(`${kind}.${layer}`, 'float32', [rows, kvHeads, length, headDim]);
    const [mixed, keys, values] = graph.apply(
      'GroupQueryAttention',
      [q, k, v, cache('key'), cache('value'), ...counts],
      { num_heads: { int: heads }, kv_num_heads: { int: kvHeads } },
    ) as [typeof q, typeof q, typeof q];
    return {
      mixed: graph.one('Reshape', [mixed, graph.ints([rows, heads * headDim])]),
      outputs: { [`key.${layer}`]: keys, [`value.${layer}`]: values },
    };
  };
}

export class OwnBatch implements RunningBatch {
  rowOf: Int32Array;
  readonly #model: Model;
  readonly #rows: readonly Row[];
  readonly #length: number;
  readonly #tempered: boolean;
  readonly #caches: ReadonlyMap<string, Float32Array>;

  /** Takes over prompts that were prefilled in the places `rowOf`. */
  constructor(model: Model, rows: readonly Row[], rowOf: Int32Array, prompts: PromptCache, scratch: Scratch) {
    this.#model = model;
    this.#rows = rows;
    this.rowOf = rowOf;
    const jobs = rows.map(({ job }) => job);
    this.#tempered = isTempered(jobs);
    this.#length = lengthBucket(
      jobs.reduce((most, { prompt, maxTokens }) => Math.max(most, prompt.length + maxTokens), prompts.length),
    );
    const { kvHeads, headDim, layers } = model.config;
    const [from, to] = [prompts.length * headDim, this.#length * headDim];
    const caches = new Map<string, Float32Array>();
    for (let layer = 0; layer < layers; layer++) {
      for (const kind of ['key', 'value'] as const) {
        const cache = scratch.take(`own.${kind}.${layer}`, rowOf.length * kvHeads * to);
        const given = prompts[kind === 'key' ? 'keys' : 'values'][layer] as Float32Array;
        for (let head = 0; head < rowOf.length * kvHeads; head++) {
          cache.set(given.subarray(head * from, (head + 1) * from), head * to);
        }
        caches.set(`${kind}.${layer}`, cache);
      }
    }
    this.#caches = caches;
  }

  async step(distribution: Distribution): Promise<void> {
    const { config, weights, threads, decodes } = this.#model;
    const count = this.rowOf.length;
    const shape = { rows: count, context: this.#length, tempered: this.#tempered };
    const session = await decodes.get(
      `own ${count}×${this.#length}×${this.#tempered}`,
      () => compileDecode(config, shape, attendOwn(config, count, this.#length), threads),
      decodeBytes(config, shape),
    );
    const tokens = new BigInt64Array(count);
    const earlier = new Int32Array(count);
    const inverse = new Float32Array(count).fill(1);
    this.rowOf.forEach((index, place) => {
      const row = this.#rows[index];
      if (row === undefined) return;
      tokens[place] = newestToken(row);
      earlier[place] = row.job.prompt.length + row.tokens.length - 1;
      inverse[place] = inverseTemperature(row.job);
    });
    const caches: Record<string, Float32Array> = {};
    for (const [name, cache] of this.#caches) caches[name] = this.#placesOf(cache, count);
    const feeds = {
      ...Object.fromEntries(weights),
      ...caches,
      tokens,
      positions: BigInt64Array.from(earlier, BigInt),
      earlier,
      longest: Int32Array.of(Math.max(...earlier) + 1),
      ...(this.#tempered ? { inverseTemperature: inverse } : {}),
    };
    await session.compiled.run(feeds, { ...caches, ...distributionOutputs(distribution, 0, count) });
  }

  keep(rows: readonly number[]): void {
    const count = countBucket(rows.length);
    if (!isWorthPacking(this.rowOf.length, count)) return;
    const size = this.#placesOf(this.#caches.get('key.0') as Float32Array, 1).length;
    const placeOf = new Map(Array.from(this.rowOf, (row, place) => [row, place]));
    rows.forEach((row, to) => {
      // Rows keep their order, so each moves to the left, over places that are done with.
      const from = placeOf.get(row) as number;
      for (const cache of this.#caches.values()) cache.copyWithin(to * size, from * size, (from + 1) * size);
    });
    this.rowOf = new Int32Array(count).fill(-1);
    this.rowOf.set(rows);
  }

  /** The first `count` places of a cache. */
  #placesOf(cache: Float32Array, count: number): Float32Array {
    const { kvHeads, headDim } = this.#model.config;
    return cache.subarray(0, count * kvHeads * this.#length * headDim);
  }
}
