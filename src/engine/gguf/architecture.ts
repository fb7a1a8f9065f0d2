/**
 * The shape of a model from GGUF metadata, as the JSON of a Hugging Face `config.json`; what a `ModelConfig` cannot hold is
 * refused by name by whoever parses that. Keys: GGUF specification, and conversion/*.py of llama.cpp.
 */

import { InputError } from '../../core/errors.ts';
import { parseModelConfig } from '../files/model-config.ts';
import type { Architecture, ModelConfig } from '../files/model-config.ts';
import { decimalOf } from './decimal.ts';
import type { GgufFile } from './gguf-file.ts';
import type { Metadata } from './metadata.ts';
import { ropeParametersOf } from './rope-parameters.ts';

export const ggufArchitectures: Readonly<Record<string, Architecture>> = {
  llama: 'LlamaForCausalLM',
  qwen2: 'Qwen2ForCausalLM',
  qwen3: 'Qwen3ForCausalLM',
};

function refuseOtherKinds(metadata: Metadata, arch: string, headDim: number): void {
  const refuse = (what: string): never => {
    throw new InputError(`${metadata.path}: ${what}; fin-r1's decoder has no such layers`, {
      hint: 'It can still be sampled as it is: --model gguf:PATH.',
    });
  };
  const experts = metadata.number(`${arch}.expert_count`) ?? 0;
  if (experts > 0) refuse(`it is a mixture of ${experts} experts (${arch}.expert_count)`);
  const window = metadata.number(`${arch}.attention.sliding_window`) ?? 0;
  if (window > 0)
    refuse(`it attends through a window of ${window} tokens (${arch}.attention.sliding_window)`);
  const values = metadata.number(`${arch}.attention.value_length`) ?? headDim;
  if (values !== headDim) refuse(`its values have ${values} dimensions, its keys ${headDim}`);
  const rotated = metadata.number(`${arch}.rope.dimension_count`) ?? headDim;
  if (rotated !== headDim) refuse(`only ${rotated} of ${headDim} dimensions of a head are rotated`);
}

/** The checked shape of the model in an open GGUF file. Throws `InputError` naming the key at fault. */
export async function modelConfigOf(file: GgufFile): Promise<ModelConfig> {
  const { metadata } = file;
  const arch = metadata.required('general.architecture', metadata.string('general.architecture'));
  const architecture = ggufArchitectures[arch];
  if (architecture === undefined) {
    throw new InputError(
      `${file.path} is a model of the architecture ${arch}; ${Object.keys(ggufArchitectures).join(', ')} can be imported`,
      { hint: 'llama.cpp may know it: try --model gguf:PATH.' },
    );
  }
  const count = (key: string): number => metadata.count(`${arch}.${key}`);
  const [hiddenSize, heads] = [count('embedding_length'), count('attention.head_count')];
  const headDim = metadata.number(`${arch}.attention.key_length`) ?? hiddenSize / heads;
  refuseOtherKinds(metadata, arch, headDim);
  const epsKey = `${arch}.attention.layer_norm_rms_epsilon`;
  const rope = await ropeParametersOf(file, arch, headDim);
  const json = {
    architectures: [architecture],
    vocab_size: file.tensor('token_embd.weight').shape[0],
    hidden_size: hiddenSize,
    num_hidden_layers: count('block_count'),
    num_attention_heads: heads,
    num_key_value_heads: metadata.number(`${arch}.attention.head_count_kv`) ?? heads,
    head_dim: headDim,
    intermediate_size: count('feed_forward_length'),
    max_position_embeddings: count('context_length'),
    rms_norm_eps: decimalOf(metadata.required(epsKey, metadata.number(epsKey))),
    tie_word_embeddings: !file.tensors.has('output.weight'),
    rope_theta: rope.rope_theta,
    rope_parameters: rope,
    ...biasFields(file, architecture),
  };
  return parseModelConfig(json, file.path);
}

/** Biases that the architecture does not always have, as `config.json` states them. */
function biasFields(file: GgufFile, architecture: Architecture): Record<string, boolean> {
  const attention = file.tensors.has('blk.0.attn_q.bias') && architecture !== 'Qwen2ForCausalLM';
  const mlp = file.tensors.has('blk.0.ffn_up.bias');
  return { ...(attention ? { attention_bias: true } : {}), ...(mlp ? { mlp_bias: true } : {}) };
}
