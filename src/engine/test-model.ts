/** A tiny model folder for tests, made from nothing in a temporary folder. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeInitialModel } from './initialise.ts';
import { architectureTraits } from './files/model-config.ts';
import type { Architecture, ModelConfig } from './files/model-config.ts';
import { trainBpe } from './tokenizer/train-bpe.ts';
import { writeTokenizer } from './tokenizer/write-tokenizer.ts';

export async function tinyModel(
  architecture: Architecture = 'Qwen3ForCausalLM',
  change: Partial<ModelConfig> = {},
): Promise<{ folder: string; directory: string; config: ModelConfig }> {
  const directory = await mkdtemp(join(tmpdir(), 'fin-r1-engine-'));
  const tokenizer = join(directory, 'tokenizer');
  const config: ModelConfig = {
    architecture,
    ...architectureTraits(architecture),
    vocabSize: 288,
    hiddenSize: 32,
    layers: 2,
    heads: 4,
    kvHeads: 2,
    headDim: 8,
    feedForward: 48,
    ropeTheta: 10000,
    rmsNormEps: 1e-6,
    tiedEmbeddings: true,
    contextLength: 128,
    ...change,
  };
  await writeTokenizer(tokenizer, trainBpe(['revenue prior=48 current=63\n'.repeat(8)], { vocabSize: 280 }), {
    contextLength: config.contextLength,
  });
  const folder = join(directory, 'base');
  await writeInitialModel(folder, { config, seed: 1, tokenizerFrom: tokenizer, deviation: 0.2 });
  return { folder, directory, config };
}
