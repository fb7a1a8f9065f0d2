/**
 * Batched generation: all prompts are prefilled once, then every row takes one token a step; finished rows leave the
 * batch, and the caches are packed anew when a quarter of the places is empty.
 */

import { DivergedError } from '../../core/errors.ts';
import type { SampledSequence } from '../../tinker/types.ts';
import { countBucket } from '../buckets.ts';
import { layoutOf } from './cache.ts';
import type { Job, Model, Row } from './job.ts';
import { chooseToken, logprobOf, newDistribution } from './next-token.ts';
import type { Distribution } from './next-token.ts';
import { OwnBatch } from './own-batch.ts';
import { prefill } from './prefill.ts';
import type { RunningBatch } from './running-batch.ts';
import { Scratch } from './scratch.ts';
import { SharedBatch } from './shared-batch.ts';

/** Generates all jobs in one batch; gives each job's sequences in the order of its samples. */
export async function generate(model: Model, jobs: readonly Job[]): Promise<SampledSequence[][]> {
  const scratch = model.scratches.pop() ?? new Scratch();
  try {
    const rows = await generateRows(model, jobs, scratch);
    return jobs.map((_job, number) =>
      rows
        .filter(({ prompt }) => prompt === number)
        .map(({ tokens, logprobs, stopReason }) => ({
          stopReason: stopReason ?? 'length',
          tokens: Int32Array.from(tokens),
          logprobs: Float32Array.from(logprobs),
        })),
    );
  } finally {
    model.scratches.push(scratch);
  }
}

async function generateRows(model: Model, jobs: readonly Job[], scratch: Scratch): Promise<Row[]> {
  const rows = jobs.flatMap((job, prompt) =>
    job.randoms.map((random): Row => ({ job, prompt, random, tokens: [], logprobs: [], stopReason: null })),
  );
  const layout = layoutOf(
    rows.map(({ prompt }, row) => ({ row, prompt })),
    countBucket,
  );
  const distribution = newDistribution(layout.rowOf.length, model.config.vocabSize);
  const prompts = await prefill(model, jobs, layout, distribution, scratch);
  take(model, rows, layout.rowOf, distribution, (place) => Math.floor(place / layout.samples));
  // A prompt with one sample has nobody to share its keys with; ONNX Runtime's cached attention wants heads of 8, 16, 24, …
  const isOwn = layout.samples === 1 && model.config.headDim % 8 === 0;
  const batch: RunningBatch = isOwn
    ? new OwnBatch(model, rows, layout.rowOf, prompts, scratch)
    : new SharedBatch(model, { jobs, rows }, layout, prompts, scratch);
  for (;;) {
    const running = rows.flatMap(({ stopReason }, row) => (stopReason === null ? [row] : []));
    if (running.length === 0) return rows;
    batch.keep(running);
    await batch.step(distribution);
    take(model, rows, batch.rowOf, distribution, (place) => place);
  }
}

/** Chooses the next token of every running row; `rowAt` tells which row of the distribution belongs to a place. */
function take(
  { name }: Model,
  rows: readonly Row[],
  rowOf: Int32Array,
  distribution: Distribution,
  rowAt: (place: number) => number,
): void {
  rowOf.forEach((index, place) => {
    const row = rows[index];
    if (row === undefined || row.stopReason !== null) return;
    const { job } = row;
    const at = rowAt(place);
    const token = chooseToken(distribution, at, job.rule, row.random);
    const logprob = logprobOf(distribution, at, token);
    if (!Number.isFinite(logprob)) throw notFinite(name, logprob, row.tokens.length);
    row.tokens.push(token);
    row.logprobs.push(logprob);
    if (job.stop.isComplete(row.tokens)) row.stopReason = 'stop';
    else if (row.tokens.length >= job.maxTokens) row.stopReason = 'length';
  });
}

/** Finite weights can overflow on the way to the logits; whatever token were then chosen would be no answer of the model. */
function notFinite(name: string, logprob: number, tokens: number): DivergedError {
  return new DivergedError(
    `${name}: the logits of the next token are not finite (log probability ${logprob}, after ${tokens} tokens)`,
    {
      hint: 'Its weights have grown out of bounds: use an earlier checkpoint, or train again with a lower learning rate.',
    },
  );
}
