/**
 * The tensors of a checkpoint: Hugging Face's names and shapes, matrices as [out, in]. The order is the order of the
 * forward pass.
 */

import type { ModelConfig } from './model-config.ts';

export interface WeightSpec {
  name: string;
  shape: readonly number[];
}

/** Every tensor that a model of this shape has, each once. */
export function weightSpecs(config: ModelConfig): WeightSpec[] {
  const { hiddenSize, heads, kvHeads, headDim, feedForward } = config;
  const projections = [
    ['q_proj', heads * headDim],
    ['k_proj', kvHeads * headDim],
    ['v_proj', kvHeads * headDim],
  ] as const;
  const specs: WeightSpec[] = [];
  const add = (name: string, ...shape: number[]): void => void specs.push({ name, shape });

  add('model.embed_tokens.weight', config.vocabSize, hiddenSize);
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `model.layers.${layer}`;
    add(`${prefix}.input_layernorm.weight`, hiddenSize);
    for (const [name, width] of projections) {
      add(`${prefix}.self_attn.${name}.weight`, width, hiddenSize);
      if (config.qkvBias) add(`${prefix}.self_attn.${name}.bias`, width);
    }
    if (config.qkNorm) {
      add(`${prefix}.self_attn.q_norm.weight`, headDim);
      add(`${prefix}.self_attn.k_norm.weight`, headDim);
    }
    add(`${prefix}.self_attn.o_proj.weight`, hiddenSize, heads * headDim);
    if (config.outputBias) add(`${prefix}.self_attn.o_proj.bias`, hiddenSize);
    add(`${prefix}.post_attention_layernorm.weight`, hiddenSize);
    for (const [name, out, into] of [
      ['gate_proj', feedForward, hiddenSize],
      ['up_proj', feedForward, hiddenSize],
      ['down_proj', hiddenSize, feedForward],
    ] as const) {
      add(`${prefix}.mlp.${name}.weight`, out, into);
      if (config.mlpBias) add(`${prefix}.mlp.${name}.bias`, out);
    }
  }
  add('model.norm.weight', hiddenSize);
  if (!config.tiedEmbeddings) add('lm_head.weight', config.vocabSize, hiddenSize);
  return specs;
}

/** The number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The number of parameters of a model of this shape. */
export function parameterCount(config: ModelConfig): number {
  return weightSpecs(config).reduce((sum, spec) => sum + elementCount(spec.shape), 0);
}
