/**
 * A model's weights, gradients and optimiser moments, each one flat array in shared memory.
 *
 * ONNX Runtime reads the weights and writes the gradients where they lie; AdamW updates them in place on two threads.
 * One WebAssembly memory holds at most 4 GiB, so a larger model is spread over several shards.
 */

import { DivergedError } from '../../core/errors.ts';
import type { AdamParams } from '../../tinker/types.ts';
import { KernelPool } from './kernel-pool.ts';

export interface NamedShape {
  name: string;
  shape: readonly number[];
}

const trained = ['weights', 'gradients', 'firstMoments', 'secondMoments'] as const;
/** `helperGradients`: those of a helper thread, until they are added to the others. */
type Part = (typeof trained)[number] | 'helperGradients';

const BYTES_PER_PAGE = 65536;
const MAX_SHARD_ELEMENTS = 200_000_000;
/** Tensors and halves start at multiples of 16 elements (64 bytes), a cache line. */
const ALIGN = 16;

const aligned = (count: number): number => Math.ceil(count / ALIGN) * ALIGN;

class Shard {
  readonly elements: number;
  readonly #parts: readonly Part[];
  readonly #memory: WebAssembly.Memory;
  readonly #pool: KernelPool;

  constructor(elements: number, parts: readonly Part[]) {
    this.elements = aligned(elements);
    this.#parts = parts;
    const pages = Math.ceil((this.elements * 4 * parts.length) / BYTES_PER_PAGE) + 1;
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: 65536, shared: true });
    this.#pool = new KernelPool(this.#memory);
  }

  /** Byte address of a part; the first 64 bytes stay unused. */
  #address(part: Part, element = 0): number {
    return 64 + (this.#parts.indexOf(part) * this.elements + element) * 4;
  }

  view(part: Part, start: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#address(part, start), count);
  }

  #half(): number {
    return aligned(this.elements / 2);
  }

  sumSquares(part: Part): number {
    const half = this.#half();
    const [a, b] = this.#pool.both(
      { kernel: 'sumSquares', arguments: [this.#address(part), half] },
      { kernel: 'sumSquares', arguments: [this.#address(part, half), this.elements - half] },
    );
    return a + b;
  }

  move(target: Part, source: Part): void {
    const half = this.#half();
    this.#pool.both(
      { kernel: 'move', arguments: [this.#address(target), this.#address(source), half] },
      {
        kernel: 'move',
        arguments: [this.#address(target, half), this.#address(source, half), this.elements - half],
      },
    );
  }

  adamw(numbers: readonly number[]): void {
    const half = this.#half();
    const at = (element: number): number[] => trained.map((part) => this.#address(part, element));
    this.#pool.both(
      { kernel: 'adamw', arguments: [...at(0), half, ...numbers] },
      { kernel: 'adamw', arguments: [...at(half), this.elements - half, ...numbers] },
    );
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}

export class ParameterStore {
  readonly specs: readonly NamedShape[];
  /** Number of trained parameters. */
  readonly count: number;
  /** Optimiser steps done so far. */
  steps = 0;
  readonly #shards: Shard[] = [];
  readonly #places = new Map<string, { shard: Shard; start: number; count: number }>();
  readonly #views = new Map<Part, ReadonlyMap<string, Float32Array>>();
  /** Known to hold zeros alone. */
  readonly #empty = new Set<Part>(['gradients', 'helperGradients']);

  /** With `helper`, a helper thread has a place for gradients of its own. */
  constructor(specs: readonly NamedShape[], options: { helper?: boolean } = {}) {
    const parts: readonly Part[] = options.helper === true ? [...trained, 'helperGradients'] : trained;
    this.specs = specs;
    let pending: { name: string; start: number; count: number }[] = [];
    let used = 0;
    let count = 0;
    const close = (): void => {
      const shard = new Shard(used, parts);
      this.#shards.push(shard);
      for (const { name, ...place } of pending) this.#places.set(name, { shard, ...place });
      pending = [];
      used = 0;
    };
    for (const { name, shape } of specs) {
      const size = shape.reduce((product, dim) => product * dim, 1);
      if (used > 0 && used + size > MAX_SHARD_ELEMENTS) close();
      pending.push({ name, start: used, count: size });
      used += aligned(size);
      count += size;
    }
    close();
    this.count = count;
    for (const part of parts) {
      const views = new Map<string, Float32Array>();
      for (const [name, place] of this.#places)
        views.set(name, place.shard.view(part, place.start, place.count));
      this.#views.set(part, views);
    }
  }

  /** Live views by name: writing to them changes the model. Who adds to gradients calls `beginGradients` first. */
  views(part: (typeof trained)[number]): ReadonlyMap<string, Float32Array> {
    return this.#views.get(part) as ReadonlyMap<string, Float32Array>;
  }

  /** The same of a helper's gradients; null when there is no place for them. */
  get helperGradients(): ReadonlyMap<string, Float32Array> | null {
    return this.#views.get('helperGradients') ?? null;
  }

  /** Makes gradients zero, since somebody is about to add to them. */
  beginGradients(part: 'gradients' | 'helperGradients'): void {
    if (this.#empty.delete(part)) return;
    for (const view of this.#views.get(part)?.values() ?? []) view.fill(0);
  }

  /** Adds the helper's gradients to the others; the helper's are zero then. */
  moveHelperGradients(): void {
    for (const shard of this.#shards) shard.move('gradients', 'helperGradients');
    this.#empty.add('helperGradients');
  }

  /** Euclidean norm over all gradients. */
  gradientNorm(): number {
    return Math.sqrt(this.#shards.reduce((sum, shard) => sum + shard.sumSquares('gradients'), 0));
  }

  /**
   * One step of torch.optim.AdamW (Tinker API §optim_step): decoupled weight decay, bias correction, eps outside the
   * root. Gradients are first scaled to `gradClipNorm` when that is positive, and zero afterwards. Gives the norm before clipping. Throws
   * DivergedError, and changes nothing, when the norm is not finite.
   */
  adamw(params: AdamParams): { gradientNorm: number } {
    const {
      learningRate,
      beta1 = 0.9,
      beta2 = 0.95,
      eps = 1e-12,
      weightDecay = 0,
      gradClipNorm = 0,
    } = params;
    const gradientNorm = this.gradientNorm();
    if (!Number.isFinite(gradientNorm)) {
      throw new DivergedError(`the gradient's norm is ${gradientNorm}; the weights were left as they are`, {
        hint: 'Lower the learning rate, or look at the data of this step.',
      });
    }
    this.steps += 1;
    // torch.nn.utils.clip_grad_norm_ divides by the norm plus 1e-6.
    const scale = gradClipNorm > 0 ? Math.min(1, gradClipNorm / (gradientNorm + 1e-6)) : 1;
    const step = learningRate / (1 - beta1 ** this.steps);
    const invRootBias2 = 1 / Math.sqrt(1 - beta2 ** this.steps);
    const numbers = [
      scale,
      1 - learningRate * weightDecay,
      1 - beta1,
      beta2,
      1 - beta2,
      step,
      invRootBias2,
      eps,
    ];
    for (const shard of this.#shards) shard.adamw(numbers);
    this.#empty.add('gradients');
    return { gradientNorm };
  }

  async close(): Promise<void> {
    for (const shard of this.#shards) await shard.close();
  }
}
