/**
 * Rows that come and go while the others go on (continuous batching, Orca, OSDI 2022): each has a place of its own in the caches, as far
 * filled as it has come, and rows of any lengths take their next token in one step.
 */

import { countBucket } from '../buckets.ts';
import type { PromptCache } from '../sampler/cache.ts';
import { compileDecode, decodeBytes } from '../sampler/decode-step.ts';
import { newestToken, inverseTemperature } from '../sampler/job.ts';
import type { Model, Row } from '../sampler/job.ts';
import { distributionOutputs } from '../sampler/next-token.ts';
import type { Distribution } from '../sampler/next-token.ts';
import { attendOwn } from '../sampler/own-batch.ts';

/** Shorter caches save nothing that is worth another compiled step. */
const LEAST_LENGTH = 128;

/** Positions of a place: doubled from one size to the next, since each is compiled, up to the model's context. */
function cacheLength(needed: number, contextLength: number): number {
  const doubled = LEAST_LENGTH * 2 ** Math.ceil(Math.log2(Math.max(1, needed / LEAST_LENGTH)));
  return Math.max(needed, Math.min(doubled, contextLength));
}

export class StreamBatch<R extends Row = Row> {
  /** In the order of their places. */
  readonly rows: R[] = [];
  readonly #model: Model;
  #places = 0;
  #length = 0;
  #caches = new Map<string, Float32Array>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** Bytes of the caches with `more` rows, the longest of all `length` tokens. */
  bytesWith(more: number, length: number): number {
    const { layers, kvHeads, headDim, contextLength } = this.#model.config;
    const places = Math.max(this.#places, countBucket(this.rows.length + more));
    const tokens = Math.max(this.#length, cacheLength(length, contextLength));
    return 2 * 4 * places * tokens * layers * kvHeads * headDim;
  }

  /** Takes in a row whose prompt was prefilled at `place` of `prompts`. */
  add(row: R, prompts: PromptCache, place: number): void {
    const { kvHeads, headDim, contextLength, layers } = this.#model.config;
    const needed = row.job.prompt.length + row.job.maxTokens;
    const isFull = this.rows.length === this.#places;
    if (isFull || needed > this.#length) {
      const places = Math.max(this.#places, countBucket(this.rows.length + 1));
      this.#grow(places, Math.max(this.#length, cacheLength(needed, contextLength)));
    }
    const [from, to] = [prompts.length * headDim, this.#length * headDim];
    const used = row.job.prompt.length * headDim;
    for (let layer = 0; layer < layers; layer++) {
      for (const kind of ['key', 'value'] as const) {
        const given = prompts[kind === 'key' ? 'keys' : 'values'][layer] as Float32Array;
        const cache = this.#caches.get(`${kind}.${layer}`) as Float32Array;
        for (let head = 0; head < kvHeads; head++) {
          const source = (place * kvHeads + head) * from;
          cache.set(given.subarray(source, source + used), (this.rows.length * kvHeads + head) * to);
        }
      }
    }
    this.rows.push(row);
  }

  /** Leaves the next token's distribution of each row at the row's index. */
  async step(distribution: Distribution): Promise<void> {
    const { config, weights, threads, decodes } = this.#model;
    const count = countBucket(this.rows.length);
    const length = this.#length;
    // Always tempered: requests of all temperatures come, and half as many steps have to be compiled.
    const shape = { rows: count, context: length, tempered: true };
    const session = await decodes.get(
      `own ${count}×${length}×true`,
      () => compileDecode(config, shape, attendOwn(config, count, length), threads),
      decodeBytes(config, shape),
    );
    const tokens = new BigInt64Array(count);
    const earlier = new Int32Array(count);
    const inverse = new Float32Array(count).fill(1);
    this.rows.forEach((row, place) => {
      tokens[place] = newestToken(row);
      earlier[place] = row.job.prompt.length + row.tokens.length - 1;
      inverse[place] = inverseTemperature(row.job);
    });
    const caches: Record<string, Float32Array> = {};
    for (const [name, cache] of this.#caches) caches[name] = cache.subarray(0, count * this.#placeSize());
    const feeds = {
      ...Object.fromEntries(weights),
      ...caches,
      tokens,
      positions: BigInt64Array.from(earlier, BigInt),
      earlier,
      longest: Int32Array.of(Math.max(...earlier) + 1),
      inverseTemperature: inverse,
    };
    await session.compiled.run(feeds, { ...caches, ...distributionOutputs(distribution, 0, count) });
  }

  /** Takes rows out; the last ones move into their places. */
  remove(isDone: (row: R) => boolean): void {
    const size = this.#placeSize();
    for (let place = this.rows.length - 1; place >= 0; place--) {
      if (!isDone(this.rows[place] as R)) continue;
      const last = this.rows.pop() as R;
      const from = this.rows.length;
      if (place === from) continue;
      this.rows[place] = last;
      for (const cache of this.#caches.values())
        cache.copyWithin(place * size, from * size, (from + 1) * size);
    }
    // Nobody waits for it: a batch that was large once need not hold its memory for ever.
    if (this.rows.length === 0) [this.#caches, this.#places, this.#length] = [new Map(), 0, 0];
  }

  #placeSize(): number {
    const { kvHeads, headDim } = this.#model.config;
    return kvHeads * this.#length * headDim;
  }

  #grow(places: number, length: number): void {
    const { kvHeads, headDim, layers } = this.#model.config;
    const [from, to] = [this.#length * headDim, length * headDim];
    const names = Array.from({ length: layers }, (_, layer) => [`key.${layer}`, `value.${layer}`]).flat();
    const caches = new Map<string, Float32Array>();
    // One block: the allocator gives a large one back to the system whole, while many of some megabytes leave holes that add up.
    const size = places * kvHeads * to;
    const all = new Float32Array(names.length * size);
    for (const [i, name] of names.entries()) {
      const cache = all.subarray(i * size, (i + 1) * size);
      const old = this.#caches.get(name);
      for (let head = 0; old !== undefined && head < this.rows.length * kvHeads; head++)
        cache.set(old.subarray(head * from, (head + 1) * from), head * to);
      caches.set(name, cache);
    }
    [this.#caches, this.#places, this.#length] = [caches, places, length];
  }
}
