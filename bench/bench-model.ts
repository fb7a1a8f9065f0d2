/** The measured models as the product would hold them: a training client with random weights, and batches for it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../src/core/random.ts';
import { HfTokenizer, trainBpe, weightSpecs, writeTokenizer } from '../src/engine/index.ts';
import type { ModelConfig } from '../src/engine/index.ts';
import { LocalTrainingClient } from '../src/engine/local/training-client.ts';
import { ParameterStore } from '../src/engine/optimiser/parameter-store.ts';
import { crossEntropyDatum } from '../src/tinker/model-input.ts';
import type { Datum } from '../src/tinker/types.ts';
import { initialWeights } from './cases.ts';

/** Threads of all benchmarks, ours and the peers'. */
export const THREADS = 2;

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

/** Runs `work` with a training client of the model. */
export async function withTrainingClient<T>(
  config: ModelConfig,
  work: (client: LocalTrainingClient) => Promise<T>,
): Promise<T> {
  return withTokenizer(config, async (tokenizer, folder) => {
    const store = new ParameterStore(weightSpecs(config), { helper: true });
    for (const [name, data] of initialWeights(config, 1)) store.views('weights').get(name)?.set(data);
    const client = new LocalTrainingClient({
      ...{ config, store, tokenizer, threads: THREADS },
      ...{ tokenizerFrom: folder, directory: folder, modelName: 'bench' },
    });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  });
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
