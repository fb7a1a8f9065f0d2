/**
 * A model's shape as GGUF metadata, with the keys that convert_hf_to_gguf writes (conversion/base.py, llama.py, qwen.py of
 * llama.cpp), in its order.
 */

import { InputError } from '../../core/errors.ts';
import { modelConfigJson } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { parameterCount, weightSpecs } from '../files/weight-names.ts';
import { ggufArchitectures } from './architecture.ts';
import type { Entry } from './header-writer.ts';
import { llama3Factors, requireReadableLlama3, yarnMagnitude } from './rope-parameters.ts';
import type { RopeParameters } from './rope-parameters.ts';

export type GgufType = 'f32' | 'f16' | 'q8_0';

/** `general.file_type`: `enum llama_ftype`. */
const fileTypes: Readonly<Record<GgufType, number>> = { f32: 0, f16: 1, q8_0: 7 };
/** Version of the block formats, for files that have quantised tensors and, as convert_hf_to_gguf does, for all others. */
const QUANTISATION_VERSION = 2;
/** Where llama.cpp's YaRN begins and ends to stretch, in turns within the original context. */
const [BETA_FAST, BETA_SLOW] = [32, 1];

const ropeOf = (config: ModelConfig): RopeParameters =>
  modelConfigJson(config)['rope_parameters'] as RopeParameters;

/** 135M, 1.2B, … */
function sizeLabel(parameters: number): string {
  const units = [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const;
  const [unit, letter] = units.find(([size]) => parameters >= size) ?? [1, ''];
  const count = parameters / unit;
  return `${count < 10 ? Number(count.toFixed(1)) : Math.round(count)}${letter}`;
}

function ropeEntries(config: ModelConfig, arch: string): Entry[] {
  const rope = ropeOf(config);
  const key = (name: string): string => `${arch}.rope.${name}`;
  const base: Entry = [key('freq_base'), 'float32', rope.rope_theta];
  const { factor = 1 } = rope;
  const scaling = (kind: string): Entry[] => [
    [key('scaling.type'), 'string', kind],
    [key('scaling.factor'), 'float32', factor],
  ];
  switch (rope.rope_type) {
    case 'default':
      return [base];
    case 'llama3': // its factors are a tensor
      requireReadableLlama3(rope);
      return [base];
    case 'linear':
      return [...scaling('linear'), base];
    case 'yarn': {
      // llama.cpp reads the ramp's ends for other architectures alone.
      const { beta_fast: fast = BETA_FAST, beta_slow: slow = BETA_SLOW } = rope;
      const own = rope.truncate === false ? 'truncate: false' : `beta_fast ${fast} and beta_slow ${slow}`;
      if (rope.truncate === false || fast !== BETA_FAST || slow !== BETA_SLOW)
        throw new InputError(`llama.cpp has no YaRN with '${own}'`, {
          hint: 'Export to safetensors instead.',
        });
      const magnitude = (rope.attention_factor ?? yarnMagnitude(factor)) / yarnMagnitude(factor);
      const original = rope.original_max_position_embeddings ?? config.contextLength;
      const ramp: Entry[] = [
        [key('scaling.yarn_beta_fast'), 'float32', fast],
        [key('scaling.yarn_beta_slow'), 'float32', slow],
      ];
      if (Math.abs(magnitude - 1) > 1e-6) ramp.push([key('scaling.attn_factor'), 'float32', magnitude]);
      const context: Entry = [key('scaling.original_context_length'), 'uint32', original];
      return [...scaling('yarn'), context, ...ramp, base];
    }
    default:
      throw new InputError(`GGUF has no rope scaling '${rope.rope_type}'`, {
        hint: 'Remove rope_scaling from config.json if the model is used within its original context.',
      });
  }
}

/** Llama 3's factors of the frequencies, which GGUF holds as the tensor `rope_freqs.weight`; null for other kinds. */
export function ropeFactors(config: ModelConfig): Float32Array | null {
  const { rope_theta, rope_type, factor, ...rest } = ropeOf(config);
  if (rope_type !== 'llama3') return null;
  const { original_max_position_embeddings, low_freq_factor = 1, high_freq_factor = 4 } = rest;
  return llama3Factors(
    {
      rope_theta,
      factor: factor ?? 8,
      low_freq_factor,
      high_freq_factor,
      original_max_position_embeddings: original_max_position_embeddings ?? 8192,
    },
    config.headDim,
  );
}

/** The metadata of the model itself; `name` is what it is called. Throws `InputError` for what GGUF cannot say. */
export function modelEntries(config: ModelConfig, name: string, type: GgufType): Entry[] {
  const arch = Object.entries(ggufArchitectures).find(
    ([, found]) => found === config.architecture,
  )?.[0] as string;
  if (arch === 'qwen3' && weightSpecs(config).some((spec) => spec.name.endsWith('.bias')))
    throw new InputError("llama.cpp's qwen3 has no biases on its projections, the model has", {
      hint: 'Export to safetensors instead.',
    });
  const key = (suffix: string): string => `${arch}.${suffix}`;
  const llama: Entry[] = [
    [key('vocab_size'), 'uint32', config.vocabSize],
    [key('rope.dimension_count'), 'uint32', config.headDim],
  ];
  return [
    ['general.architecture', 'string', arch],
    ['general.type', 'string', 'model'],
    ['general.name', 'string', name],
    ['general.size_label', 'string', sizeLabel(parameterCount(config))],
    [key('block_count'), 'uint32', config.layers],
    [key('context_length'), 'uint32', config.contextLength],
    [key('embedding_length'), 'uint32', config.hiddenSize],
    [key('feed_forward_length'), 'uint32', config.feedForward],
    [key('attention.head_count'), 'uint32', config.heads],
    [key('attention.head_count_kv'), 'uint32', config.kvHeads],
    ...ropeEntries(config, arch),
    [key('attention.layer_norm_rms_epsilon'), 'float32', config.rmsNormEps],
    [key('attention.key_length'), 'uint32', config.headDim],
    [key('attention.value_length'), 'uint32', config.headDim],
    ['general.file_type', 'uint32', fileTypes[type]],
    ...(arch === 'llama' ? llama : []),
    ['general.quantization_version', 'uint32', QUANTISATION_VERSION],
  ];
}
