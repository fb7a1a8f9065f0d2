/**
 * Our LoRA on a checkpoint and an adapter that PEFT saved, through the Tinker verbs alone, and how far it is from what PEFT
 * computed (`interop/parity_lora.py`).
 */

import { join } from 'node:path';
import { adaptedProjections, loraShape } from '../../src/engine/adapter/lora.ts';
import { readModelFolder } from '../../src/engine/files/model-folder.ts';
import { readSafetensors } from '../../src/engine/files/safetensors.ts';
import { createLocalService } from '../../src/engine/local/service.ts';
import { crossEntropyDatum, int64Tensor, modelInputOf } from '../../src/tinker/model-input.ts';
import type { SamplingClient, TrainingClient } from '../../src/tinker/types.ts';
import { dataOf, descent, gradientBetween, largest, largestShare } from './adapter-gradient.ts';

/** An entry of `cases.json`: an adapter folder, weighted sequences, and PEFT's loss. */
export interface LoraCase {
  name: string;
  base: string;
  sequences: { tokens: number[]; weights: number[] }[];
  loss: number;
}

export interface LoraFindings {
  /** Largest differences from PEFT, by what was compared. */
  differences: Record<string, number>;
  /** The adapter folder saved after a small step, and the log probabilities then: by sequence, position and token. */
  saved: string;
  after: number[][][];
}

const RANK = 4;

/** `root` holds the case's folders; what is trained is saved below `directory`. */
export async function loraFindings(root: string, given: LoraCase, directory: string): Promise<LoraFindings> {
  const folder = join(root, given.name);
  const { tensors: expected } = await readSafetensors(join(root, `${given.name}.expected.safetensors`));
  const service = createLocalService({ directory, threads: 1 });
  const client = await service.createTrainingClient({ baseModel: folder, rank: RANK, seed: 1 });
  try {
    const logprobs = await allLogprobs(client, given);
    const fromPeft = given.sequences.map((_, i) => dataOf(expected, `logprobs.${i}`));
    const merged = await client.snapshotSampler();
    const read = await service.createSamplingClient(folder);
    const differences: Record<string, number> = {
      'log probabilities': largest(logprobs, fromPeft),
      'log probabilities of a merged sampler': await samplerGap(merged, given, fromPeft),
      'log probabilities of a sampler of the folder': await samplerGap(read, given, fromPeft),
      'merged weights': await mergedGap(folder, dataOf(expected, 'merged')),
    };
    const data = given.sequences.map(({ tokens, weights }) => crossEntropyDatum(tokens, weights));
    const { metrics } = await client.forwardBackward(data, 'cross_entropy');
    differences['loss'] = Math.abs((metrics['loss:sum'] as number) - given.loss);
    await client.optimStep(descent);
    const { path: saved } = await client.saveWeightsForSampler(given.name);
    const gradients = await gradientBetween(folder, saved);
    differences['gradients, of the largest'] = largestShare(gradients, dataOf(expected, 'gradients'));
    const after = await allLogprobs(client, given);
    const vocabulary = client.getTokenizer().vocabSize;
    return { differences, saved, after: after.map((values) => rowsOf(values, vocabulary)) };
  } finally {
    await client.close();
  }
}

/** Losses of the first sequence under dropout, one forward-backward a mask. */
export async function lossesWithDropout(
  root: string,
  given: LoraCase,
  { dropout, passes }: { dropout: number; passes: number },
): Promise<number[]> {
  const service = createLocalService({ directory: root, threads: 1 });
  const baseModel = join(root, given.name);
  const client = await service.createTrainingClient({ baseModel, rank: RANK, seed: 1, lora: { dropout } });
  try {
    const { tokens, weights } = given.sequences[0] as LoraCase['sequences'][number];
    const losses: number[] = [];
    while (losses.length < passes) {
      const { metrics } = await client.forwardBackward([crossEntropyDatum(tokens, weights)], 'cross_entropy');
      losses.push(metrics['loss:sum'] as number);
    }
    return losses;
  } finally {
    await client.close();
  }
}

/** log p of every token of the vocabulary at every position of each sequence, row by row. */
async function allLogprobs(client: TrainingClient, { sequences }: LoraCase): Promise<Float32Array[]> {
  const vocabulary = client.getTokenizer().vocabSize;
  return Promise.all(
    sequences.map(async ({ tokens }) => {
      const positions = tokens.length - 1;
      const datum = crossEntropyDatum(
        tokens,
        tokens.map(() => 1),
      );
      const data = Array.from({ length: vocabulary }, (_, token) => ({
        ...datum,
        lossFnInputs: {
          ...datum.lossFnInputs,
          target_tokens: int64Tensor(new Int32Array(positions).fill(token)),
        },
      }));
      const { lossFnOutputs } = await client.forward(data, 'cross_entropy');
      const all = new Float32Array(positions * vocabulary);
      lossFnOutputs.forEach(({ logprobs }, token) =>
        logprobs.forEach((value, position) => (all[position * vocabulary + token] = value)),
      );
      return all;
    }),
  );
}

async function samplerGap(
  sampler: SamplingClient,
  { sequences }: LoraCase,
  fromPeft: readonly Float32Array[],
): Promise<number> {
  const vocabulary = sampler.getTokenizer().vocabSize;
  const gaps = await Promise.all(
    sequences.map(async ({ tokens }, i) => {
      const scored = await sampler.computeLogprobs(modelInputOf(tokens));
      const expected = tokens.slice(1).map((token, at) => fromPeft[i]?.[at * vocabulary + token] as number);
      return largest([scored.subarray(1)], [expected]);
    }),
  );
  return Math.max(...gaps);
}

/** Of each merged matrix its product with 1, 1/2, 1/3, …, in the order of the names; a sum takes little room in a golden file. */
async function mergedGap(folder: string, expected: Float32Array): Promise<number> {
  const { config, weights } = await readModelFolder(folder);
  const projections = adaptedProjections(config, loraShape(RANK).targets);
  const ours = projections
    .toSorted((a, b) => (a.projection < b.projection ? -1 : 1))
    .flatMap(({ projection, out, width }) => {
      const matrix = weights.get(`${projection}.weight`) as Float32Array;
      return Array.from({ length: out }, (_, row) =>
        matrix
          .subarray(row * width, (row + 1) * width)
          .reduce((sum, value, column) => sum + value / (column + 1), 0),
      );
    });
  return largest([ours], [expected]);
}

function rowsOf(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
  ]);
}
