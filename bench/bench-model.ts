/** The measured models as the product would hold them, with random weights: clients for training and for sampling, and what they are fed. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../src/core/random.ts';
import {
  HfTokenizer,
  LocalSamplingClient,
  trainBpe,
  weightSpecs,
  writeModelFolder,
  writeTokenizer,
} from '../src/engine/index.ts';
import { adapterSpecs, initialAdapter, loraShape } from '../src/engine/adapter/lora.ts';
import type { ModelConfig } from '../src/engine/index.ts';
import { LocalTrainingClient } from '../src/engine/local/training-client.ts';
import { ParameterStore } from '../src/engine/optimiser/parameter-store.ts';
import { newSamplerSessions } from '../src/engine/sampler/sampling-client.ts';
import { crossEntropyDatum } from '../src/tinker/model-input.ts';
import type { Datum } from '../src/tinker/types.ts';
import { initialWeights } from './cases.ts';

/** Threads of all benchmarks, ours and the peers'. */
export const THREADS = 2;

/** Of the adapters that are measured. */
export const RANK = 16;

/** Runs `work` with a temporary folder that holds a small tokenizer. */
export async function withTokenizer<T>(
  { contextLength }: ModelConfig,
  work: (tokenizer: HfTokenizer, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  try {
    const bpe = trainBpe(['revenue prior=48 current=63\n'.repeat(50)], { vocabSize: 280 });
    await writeTokenizer(folder, bpe, { contextLength });
    return await work(await HfTokenizer.load(folder), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs `work` with a training client of the model: of all its weights, or with `rank` of an adapter on all projections. */
export async function withTrainingClient<T>(
  config: ModelConfig,
  work: (client: LocalTrainingClient) => Promise<T>,
  rank = 0,
): Promise<T> {
  return withTokenizer(config, async (tokenizer, folder) => {
    const lora = rank === 0 ? undefined : loraShape(rank);
    const store = new ParameterStore(lora ? adapterSpecs(config, lora) : weightSpecs(config), {
      helper: true,
    });
    const views = store.views('weights');
    const base = new Map<string, Float32Array>();
    for (const [name, data] of initialWeights(config, 1)) {
      const view = views.get(name) ?? new Float32Array(new SharedArrayBuffer(data.byteLength));
      view.set(data);
      base.set(name, view);
    }
    if (lora) for (const [name, data] of initialAdapter(config, lora, 1)) views.get(name)?.set(data);
    const client = new LocalTrainingClient({
      ...{ config, store, tokenizer, threads: THREADS },
      ...(lora && { adapter: { lora, base, baseFolder: folder, seed: 1 } }),
      ...{ tokenizerFrom: folder, directory: folder, modelName: 'bench' },
    });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  });
}

/** Runs `work` with a sampling client of the model and the folder that it was written to. */
export async function withSampler<T>(
  config: ModelConfig,
  work: (sampler: LocalSamplingClient, folder: string) => Promise<T>,
): Promise<T> {
  return withTokenizer(config, async (tokenizer, tokenizerFrom) => {
    const folder = join(tokenizerFrom, 'model');
    const weights = initialWeights(config, 1);
    await writeModelFolder(folder, { config, weights, tokenizerFrom });
    const sampler = new LocalSamplingClient({
      ...{ config, weights, tokenizer, name: folder },
      ...{ threads: THREADS, sessions: newSamplerSessions() },
    });
    try {
      return await work(sampler, folder);
    } finally {
      await sampler.close();
    }
  });
}

/**
 * Runs `work` with the folder of a model whose greedy answers are plain text and never end: the logits of all other tokens are 0, and among
 * a hundred of those that are left one is above.
 */
export async function withUnendingModel<T>(
  config: ModelConfig,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  return withTokenizer(config, async (tokenizer, tokenizerFrom) => {
    const folder = join(tokenizerFrom, 'model');
    const weights = initialWeights(config, 1);
    const ids = Array.from({ length: config.vocabSize }, (_, id) => id);
    silence(
      weights,
      config,
      ids.filter((id) => !/^[\n -~]+$/.test(tokenizer.decode([id]))),
    );
    await writeModelFolder(folder, { config, weights, tokenizerFrom });
    return work(folder);
  });
}

/** Makes the logits of `ids` 0, of a model whose head is its embedding. */
export function silence(
  weights: ReadonlyMap<string, Float32Array>,
  { hiddenSize, tiedEmbeddings }: ModelConfig,
  ids: readonly number[],
): void {
  const embedding = weights.get('model.embed_tokens.weight');
  if (embedding === undefined || !tiedEmbeddings) throw new Error('the head is not the embedding');
  for (const id of ids) embedding.fill(0, id * hiddenSize, (id + 1) * hiddenSize);
}

/** `count` prompts of `length` random tokens. */
export function randomPrompts({ vocabSize }: ModelConfig, count: number, length: number): number[][] {
  const random = Random.derive(1, 'bench');
  return Array.from({ length: count }, () => Array.from({ length }, () => random.int(0, vocabSize - 1)));
}

/** `rows` sequences of `length` random tokens, with loss at every position. */
export function randomBatch({ vocabSize }: ModelConfig, rows: number, length: number): Datum[] {
  const random = Random.derive(1, 'bench');
  const weights = new Array<number>(length + 1).fill(1 / (rows * length));
  return Array.from({ length: rows }, () =>
    crossEntropyDatum(
      Array.from({ length: length + 1 }, () => random.int(0, vocabSize - 1)),
      weights,
    ),
  );
}
