/**
 * `config.json` of the Qwen2, Qwen3 and Llama architectures, as Hugging Face transformers writes it.
 *
 * What the decoder does not have is refused by name, never ignored: kinds of rope scaling beyond those of
 * `rope-scaling.ts`, windows that are shorter than the context, activations other than SiLU, quantised weights.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { ELSEWHERE, OWN_CONFIG } from './config-hints.ts';
import { readJson } from './read-json.ts';
import { ropeFields, ropeJson, ropeOf } from './rope-scaling.ts';
import type { RopeScaling } from './rope-scaling.ts';
import { writeTextAtomically } from './write-atomic.ts';

export const architectures = ['Qwen2ForCausalLM', 'Qwen3ForCausalLM', 'LlamaForCausalLM'] as const;
export type Architecture = (typeof architectures)[number];

/** The shape of a decoder. `feedForward` is the inner width of the SwiGLU block, `contextLength` is in tokens. */
export interface ModelConfig {
  architecture: Architecture;
  vocabSize: number;
  hiddenSize: number;
  layers: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  feedForward: number;
  ropeTheta: number;
  /** Absent: none. */
  ropeScaling?: RopeScaling;
  rmsNormEps: number;
  /** The output head is the embedding. */
  tiedEmbeddings: boolean;
  /** Biases on the query, key and value projections: always in Qwen2, in the others where `attention_bias` says so. */
  qkvBias: boolean;
  /** A bias on the attention's output projection: never in Qwen2, in the others with `qkvBias`. */
  outputBias: boolean;
  /** Biases in the SwiGLU block (Llama only). */
  mlpBias: boolean;
  /** RMS norm of each query and key head; follows from the architecture (Qwen3). */
  qkNorm: boolean;
  contextLength: number;
}

type Traits = Pick<ModelConfig, 'qkvBias' | 'outputBias' | 'mlpBias' | 'qkNorm'>;

/** Biases and norms as the architecture has them unless its `config.json` adds biases. */
export function architectureTraits(architecture: Architecture): Traits {
  return {
    qkvBias: architecture === 'Qwen2ForCausalLM',
    outputBias: false,
    mlpBias: false,
    qkNorm: architecture === 'Qwen3ForCausalLM',
  };
}

const count = z.number().int().positive();
const configSchema = z.looseObject({
  vocab_size: count,
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count.nullish(),
  head_dim: count.nullish(),
  intermediate_size: count,
  max_position_embeddings: count,
  rms_norm_eps: z.number().positive().default(1e-6),
  tie_word_embeddings: z.boolean().default(false),
  ...ropeFields,
  hidden_act: z.string().default('silu'),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  use_sliding_window: z.boolean().default(false),
  sliding_window: count.nullish().default(4096),
  max_window_layers: z.number().int().nonnegative().default(28),
  layer_types: z.array(z.string()).nullish(),
  quantization_config: z.looseObject({ quant_method: z.string().optional() }).nullish(),
});

/** The first layer whose attention does not reach over the whole context, as transformers decides it; null when there is none. */
function windowedLayer(raw: z.infer<typeof configSchema>, context: number): number | null {
  const { use_sliding_window: used, sliding_window: window, layer_types: types } = raw;
  if (!used || window == null || window >= context) return null;
  const isWindowed = (layer: number): boolean =>
    types == null ? layer >= raw.max_window_layers : types[layer] === 'sliding_attention';
  const layers = Array.from({ length: raw.num_hidden_layers }, (_value, layer) => layer);
  return layers.find(isWindowed) ?? null;
}

function architectureOf(json: unknown, where: string): Architecture {
  const named = z.looseObject({ architectures: z.array(z.string()).min(1) }).safeParse(json);
  const supported = `supported are ${architectures.join(', ')}`;
  if (!named.success) {
    throw new InputError(`${where}: no architecture is named; ${supported}`, { hint: OWN_CONFIG });
  }
  const name = named.data.architectures[0] as string;
  const found = architectures.find((architecture) => architecture === name);
  if (found === undefined) {
    throw new InputError(`${where}: the architecture ${name} is not supported; ${supported}`, {
      hint: ELSEWHERE,
    });
  }
  return found;
}

/** YaRN stretches the context by its factor whether or not `max_position_embeddings` was raised with it (Qwen's model cards do not). */
function contextOf(stated: number, scaling: RopeScaling | undefined): number {
  if (scaling?.kind !== 'yarn') return stated;
  return Math.max(stated, Math.floor(scaling.factor * scaling.originalContext));
}

/** A `ModelConfig` from the JSON of a `config.json`; `where` names it in errors. Throws `InputError`. */
export function parseModelConfig(json: unknown, where: string): ModelConfig {
  const architecture = architectureOf(json, where);
  const parsed = configSchema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.')} (${issue.message})`,
    );
    throw new InputError(`${where}: unusable fields: ${fields.join(', ')}`, {
      hint: OWN_CONFIG,
      cause: parsed.error,
    });
  }
  const raw = parsed.data;
  const refuse = (what: string): never => {
    throw new InputError(`${where}: ${what}, which is not supported yet`, { hint: ELSEWHERE });
  };
  if (raw.hidden_act !== 'silu') refuse(`hidden_act is '${raw.hidden_act}'`);
  const quantised = raw.quantization_config;
  if (quantised != null) refuse(`quantization_config is '${quantised.quant_method ?? 'of no stated kind'}'`);
  if (raw.attention_bias && architecture === 'Qwen2ForCausalLM') refuse('attention_bias is true');
  if (raw.mlp_bias && architecture !== 'LlamaForCausalLM') refuse('mlp_bias is true');
  const rope = ropeOf(raw, where);
  const contextLength = contextOf(raw.max_position_embeddings, rope.ropeScaling);
  const windowed = architecture === 'LlamaForCausalLM' ? null : windowedLayer(raw, contextLength);
  if (windowed !== null) {
    refuse(
      `use_sliding_window is true: layer ${windowed} sees ${raw.sliding_window} of ${contextLength} tokens`,
    );
  }
  const other = raw.layer_types?.find((type) => type !== 'full_attention' && type !== 'sliding_attention');
  if (other !== undefined) refuse(`layer_types has '${other}'`);

  const heads = raw.num_attention_heads;
  const kvHeads = raw.num_key_value_heads ?? heads;
  // Qwen3's head size does not follow from the hidden size: transformers takes 128 when it is not given.
  const headDim = raw.head_dim ?? (architecture === 'Qwen3ForCausalLM' ? 128 : raw.hidden_size / heads);
  if (!Number.isInteger(headDim) || headDim % 2 !== 0) {
    throw new InputError(
      `${where}: head_dim must be even, got ${headDim} (hidden_size ${raw.hidden_size}, ${heads} heads)`,
      { hint: OWN_CONFIG },
    );
  }
  if (heads % kvHeads !== 0) {
    throw new InputError(
      `${where}: num_attention_heads ${heads} cannot share num_key_value_heads ${kvHeads} evenly`,
      { hint: OWN_CONFIG },
    );
  }
  const traits = architectureTraits(architecture);
  if (raw.attention_bias) Object.assign(traits, { qkvBias: true, outputBias: true });
  if (raw.mlp_bias) traits.mlpBias = true;
  return {
    architecture,
    vocabSize: raw.vocab_size,
    hiddenSize: raw.hidden_size,
    layers: raw.num_hidden_layers,
    heads,
    kvHeads,
    headDim,
    feedForward: raw.intermediate_size,
    ...rope,
    rmsNormEps: raw.rms_norm_eps,
    tiedEmbeddings: raw.tie_word_embeddings,
    ...traits,
    contextLength,
  };
}

/** Ids that `config.json` and `generation_config.json` state; see `Tokenizer` of the Tinker types. */
export interface EndTokens {
  endOfTurnId: number;
  endOfTextId: number;
  /** Absent: the model has none. */
  beginOfTextId?: number;
}

const modelTypes = {
  Qwen2ForCausalLM: 'qwen2',
  Qwen3ForCausalLM: 'qwen3',
  LlamaForCausalLM: 'llama',
} as const;

/** Throws `InputError` for a shape that the architecture's `config.json` cannot express. */
function checkTraits({ architecture, qkvBias, outputBias, mlpBias, qkNorm }: ModelConfig): void {
  const usual = architectureTraits(architecture);
  const fits =
    qkNorm === usual.qkNorm &&
    (architecture === 'Qwen2ForCausalLM' ? qkvBias && !outputBias : qkvBias === outputBias) &&
    (architecture === 'LlamaForCausalLM' || !mlpBias);
  if (fits) return;
  const text = JSON.stringify({ qkvBias, outputBias, mlpBias, qkNorm });
  throw new InputError(`config.json cannot say that a ${architecture} has ${text}`);
}

/** The JSON of a `config.json`, with the fields transformers writes for the architecture, in its order. */
export function modelConfigJson(config: ModelConfig, ends?: EndTokens): Record<string, unknown> {
  checkTraits(config);
  const llama = config.architecture === 'LlamaForCausalLM';
  const qwen2 = config.architecture === 'Qwen2ForCausalLM';
  const windows = {
    layer_types: Array.from({ length: config.layers }, () => 'full_attention'),
    max_window_layers: config.layers,
    sliding_window: null,
    use_sliding_window: false,
  };
  const fields: Record<string, unknown> = {
    architectures: [config.architecture],
    ...(qwen2 ? {} : { attention_bias: config.qkvBias }),
    attention_dropout: 0,
    bos_token_id: ends?.beginOfTextId ?? null,
    dtype: 'float32',
    eos_token_id: ends?.endOfTurnId ?? null,
    ...(qwen2 && config.headDim * config.heads === config.hiddenSize ? {} : { head_dim: config.headDim }),
    hidden_act: 'silu',
    hidden_size: config.hiddenSize,
    initializer_range: 0.02,
    intermediate_size: config.feedForward,
    max_position_embeddings: config.contextLength,
    ...(llama ? { mlp_bias: config.mlpBias, pretraining_tp: 1 } : windows),
    model_type: modelTypes[config.architecture],
    num_attention_heads: config.heads,
    num_hidden_layers: config.layers,
    num_key_value_heads: config.kvHeads,
    pad_token_id: ends?.endOfTextId ?? null,
    rms_norm_eps: config.rmsNormEps,
    ...ropeJson(config),
    tie_word_embeddings: config.tiedEmbeddings,
    use_cache: true,
    vocab_size: config.vocabSize,
  };
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads `<directory>/config.json`. Throws `InputError`: missing, not JSON, wrong architecture, unsupported field. */
export async function readModelConfig(directory: string): Promise<ModelConfig> {
  const path = join(directory, 'config.json');
  const json = await readJson(
    path,
    z.unknown(),
    'A model folder holds config.json, tokenizer.json and model.safetensors.',
  );
  return parseModelConfig(json, path);
}

/** Writes `<directory>/config.json`. */
export async function writeModelConfig(
  directory: string,
  config: ModelConfig,
  ends?: EndTokens,
): Promise<void> {
  await writeTextAtomically(
    join(directory, 'config.json'),
    `${JSON.stringify(modelConfigJson(config, ends), null, 2)}\n`,
  );
}
