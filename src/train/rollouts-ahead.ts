/**
 * RolloutsAhead: batches of rollouts that are sampled while earlier steps train. Step k's batch is sampled from the weights after
 * k − n steps (the first n + 1 batches from those at the start), n being `maxStepsOffPolicy`: by step, never by time, so that the
 * same run gives the same rows wherever its time goes.
 *
 * A checkpoint waits for what is being sampled and holds it: the weights that sampled it are gone by the time of a resume, and a
 * back end need not sample the same again. Answers are kept as tokens and log probabilities (about 11 bytes a token) and judged
 * again when they are read, which by rule gives the same.
 */

import { z } from 'zod';
import type { SampledSequence } from '../tinker/types.ts';
import type { Gap } from './logprob-gap.ts';
import type { Rollout } from './rollout.ts';
import type { JsonValue } from './stage-checkpoint.ts';

export interface RolloutBatch {
  /** Optimiser steps of the stage behind the weights that sampled it. */
  sampledAfter: number;
  groups: readonly (readonly Rollout[])[];
  /** |q − computeLogprobs| of the sampler on a few of them; null where that is not looked at. */
  samplerGap: Gap | null;
}

const sequenceSchema = z.object({ stop: z.boolean(), tokens: z.string(), logprobs: z.string() });

const stateSchema = z
  .array(
    z.object({
      step: z.int(),
      sampledAfter: z.int(),
      samplerGap: z.object({ mean: z.number(), max: z.number() }).nullable(),
      groups: z.array(z.array(sequenceSchema)),
    }),
  )
  .nullable();

export class RolloutsAhead {
  readonly #batches = new Map<number, Promise<RolloutBatch>>();

  /** Takes over the batches of a checkpoint; `judge` makes rollouts of the answers of step `step`. */
  constructor(
    saved: JsonValue,
    judge: (step: number, groups: readonly (readonly SampledSequence[])[]) => Promise<Rollout[][]>,
  ) {
    for (const { step, groups, ...rest } of stateSchema.parse(saved) ?? []) {
      const answers = groups.map((group) => group.map(unpacked));
      this.#add(
        step,
        judge(step, answers).then((judged) => ({ ...rest, groups: judged })),
      );
    }
  }

  /** Begins to sample the batches from step `from` to step `to` that are not there, `sample` being called in this tick. */
  fill(from: number, to: number, sample: (step: number) => Promise<RolloutBatch>): void {
    for (let step = from; step <= to; step++) {
      if (!this.#batches.has(step)) this.#add(step, sample(step));
    }
  }

  /** The batch of a step that `fill` has seen, which is then forgotten; rejects with what sampling it ended with. */
  async take(step: number): Promise<RolloutBatch> {
    const batch = await (this.#batches.get(step) as Promise<RolloutBatch>);
    this.#batches.delete(step);
    return batch;
  }

  /** All batches that are not taken, to be kept in a checkpoint; waits for them. */
  async state(): Promise<JsonValue> {
    if (this.#batches.size === 0) return null;
    return Promise.all(
      [...this.#batches].map(async ([step, batch]) => {
        const { sampledAfter, samplerGap, groups } = await batch;
        return {
          step,
          sampledAfter,
          samplerGap: samplerGap && { ...samplerGap },
          groups: groups.map((g) => g.map(packed)),
        };
      }),
    );
  }

  /** Waits until nothing is being sampled. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#batches.values());
  }

  #add(step: number, batch: Promise<RolloutBatch>): void {
    // What went wrong is told when the batch is taken or kept.
    batch.catch(() => undefined);
    this.#batches.set(step, batch);
  }
}

function packed({ finishReason, completion, logprobs }: Rollout): z.infer<typeof sequenceSchema> {
  return { stop: finishReason === 'stop', tokens: base64Of(completion), logprobs: base64Of(logprobs) };
}

function unpacked({ stop, tokens, logprobs }: z.infer<typeof sequenceSchema>): SampledSequence {
  return {
    stopReason: stop ? 'stop' : 'length',
    tokens: new Int32Array(bytesOf(tokens)),
    logprobs: new Float32Array(bytesOf(logprobs)),
  };
}

function base64Of({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** A copy of its own: Buffer's memory begins anywhere. */
function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
