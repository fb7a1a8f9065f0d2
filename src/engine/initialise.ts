/** A new model from nothing: random weights as GPT-2 and Qwen start, and a folder that Hugging Face tools can load. */

import { Random } from '../core/random.ts';
import type { ModelConfig } from './files/model-config.ts';
import { writeModelFolder } from './files/model-folder.ts';
import { elementCount, weightSpecs } from './files/weight-names.ts';

/**
 * Normal weights of standard deviation 0.02 (Qwen2's initializer_range) or, when smaller models want more, `deviation`;
 * projections back into the residual stream are divided by √(2 · layers) (GPT-2); norms are 1, biases 0.
 */
export function initialWeights(
  config: ModelConfig,
  seed: number,
  deviation = 0.02,
): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, shape } of weightSpecs(config)) {
    const data = new Float32Array(elementCount(shape));
    if (/norm\.weight$/.test(name)) data.fill(1);
    else if (!name.endsWith('.bias')) {
      const random = Random.derive(seed, 'initial-weights', name);
      const residual = /(o_proj|down_proj)\.weight$/.test(name);
      const scale = residual ? deviation / Math.sqrt(2 * config.layers) : deviation;
      for (let i = 0; i < data.length; i++) data[i] = scale * random.normal();
    }
    weights.set(name, data);
  }
  return weights;
}

/** Writes a freshly initialised model folder with the tokenizer of `tokenizerFrom`. */
export async function writeInitialModel(
  directory: string,
  options: { config: ModelConfig; seed: number; tokenizerFrom: string; deviation?: number },
): Promise<void> {
  const { config, seed, tokenizerFrom, deviation } = options;
  await writeModelFolder(
    directory,
    { config, weights: initialWeights(config, seed, deviation), tokenizerFrom },
    { overwrite: true },
  );
}
