/**
 * `config.json` of the Qwen2, Qwen3 and Llama architectures, as Hugging Face transformers writes it.
 *
 * Both spellings of the rotary base are read: `rope_theta` (transformers 4) and `rope_parameters` (5); both are written.
 * What the decoder does not have is refused by name, never ignored: rope scaling, sliding windows, attention or MLP
 * biases beyond Qwen2's, activations other than SiLU.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { readJson } from './read-json.ts';
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
  rmsNormEps: number;
  /** The output head is the embedding. */
  tiedEmbeddings: boolean;
  /** Biases on the query, key and value projections; follows from the architecture (Qwen2). */
  qkvBias: boolean;
  /** RMS norm of each query and key head; follows from the architecture (Qwen3). */
  qkNorm: boolean;
  contextLength: number;
}

/** The parts of a `ModelConfig` that the architecture decides. */
export function architectureTraits(architecture: Architecture): Pick<ModelConfig, 'qkvBias' | 'qkNorm'> {
  return { qkvBias: architecture === 'Qwen2ForCausalLM', qkNorm: architecture === 'Qwen3ForCausalLM' };
}

const count = z.number().int().positive();
const rope = z.looseObject({
  rope_theta: z.number().positive().optional(),
  rope_type: z.string().optional(),
  type: z.string().optional(),
});

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
  rope_theta: z.number().positive().optional(),
  rope_parameters: rope.nullish(),
  rope_scaling: rope.nullish(),
  hidden_act: z.string().default('silu'),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  use_sliding_window: z.boolean().default(false),
});

function architectureOf(json: unknown, where: string): Architecture {
  const named = z.looseObject({ architectures: z.array(z.string()).min(1) }).safeParse(json);
  const supported = `supported are ${architectures.join(', ')}`;
  if (!named.success) throw new InputError(`${where} does not name an architecture; ${supported}`);
  const name = named.data.architectures[0] as string;
  const found = architectures.find((architecture) => architecture === name);
  if (found === undefined) throw new InputError(`${where} is a ${name}; ${supported}`);
  return found;
}

/** A `ModelConfig` from the JSON of a `config.json`; `where` names it in errors. Throws `InputError`. */
export function parseModelConfig(json: unknown, where: string): ModelConfig {
  const architecture = architectureOf(json, where);
  const parsed = configSchema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.')} (${issue.message})`,
    );
    throw new InputError(`${where}: unusable fields: ${fields.join(', ')}`, { cause: parsed.error });
  }
  const raw = parsed.data;
  const refuse = (what: string): never => {
    throw new InputError(`${where}: ${what}, which is not supported yet`);
  };
  for (const scaling of [raw.rope_scaling, raw.rope_parameters]) {
    const type = scaling?.rope_type ?? scaling?.type;
    if (type !== undefined && type !== 'default') refuse(`rope_scaling is '${type}'`);
  }
  if (raw.hidden_act !== 'silu') refuse(`hidden_act is '${raw.hidden_act}'`);
  if (raw.attention_bias) refuse('attention_bias is true');
  if (raw.mlp_bias) refuse('mlp_bias is true');
  if (raw.use_sliding_window) refuse('use_sliding_window is true');

  const heads = raw.num_attention_heads;
  const kvHeads = raw.num_key_value_heads ?? heads;
  // Qwen3's head size does not follow from the hidden size: transformers takes 128 when it is not given.
  const headDim = raw.head_dim ?? (architecture === 'Qwen3ForCausalLM' ? 128 : raw.hidden_size / heads);
  if (!Number.isInteger(headDim) || headDim % 2 !== 0) {
    throw new InputError(
      `${where}: head_dim must be even, got ${headDim} (hidden_size ${raw.hidden_size}, ${heads} heads)`,
    );
  }
  if (heads % kvHeads !== 0) {
    throw new InputError(`${where}: ${heads} attention heads cannot share ${kvHeads} key/value heads evenly`);
  }
  return {
    architecture,
    vocabSize: raw.vocab_size,
    hiddenSize: raw.hidden_size,
    layers: raw.num_hidden_layers,
    heads,
    kvHeads,
    headDim,
    feedForward: raw.intermediate_size,
    ropeTheta: raw.rope_parameters?.rope_theta ?? raw.rope_theta ?? 10000,
    rmsNormEps: raw.rms_norm_eps,
    tiedEmbeddings: raw.tie_word_embeddings,
    ...architectureTraits(architecture),
    contextLength: raw.max_position_embeddings,
  };
}

/** Ids that `config.json` and `generation_config.json` state; see `Tokenizer` of the Tinker types. */
export interface EndTokens {
  endOfTurnId: number;
  endOfTextId: number;
}

const modelTypes = {
  Qwen2ForCausalLM: 'qwen2',
  Qwen3ForCausalLM: 'qwen3',
  LlamaForCausalLM: 'llama',
} as const;

/** The JSON of a `config.json`, with the fields transformers writes for the architecture, in its order. */
export function modelConfigJson(config: ModelConfig, ends?: EndTokens): Record<string, unknown> {
  const traits = architectureTraits(config.architecture);
  if (config.qkvBias !== traits.qkvBias || config.qkNorm !== traits.qkNorm) {
    throw new InputError(
      `${config.architecture} has qkvBias ${traits.qkvBias} and qkNorm ${traits.qkNorm}, ` +
        `but the model has ${config.qkvBias} and ${config.qkNorm}: config.json cannot say so`,
    );
  }
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
    ...(qwen2 ? {} : { attention_bias: false }),
    attention_dropout: 0,
    bos_token_id: null,
    dtype: 'float32',
    eos_token_id: ends?.endOfTurnId ?? null,
    ...(qwen2 && config.headDim * config.heads === config.hiddenSize ? {} : { head_dim: config.headDim }),
    hidden_act: 'silu',
    hidden_size: config.hiddenSize,
    initializer_range: 0.02,
    intermediate_size: config.feedForward,
    max_position_embeddings: config.contextLength,
    ...(llama ? { mlp_bias: false, pretraining_tp: 1 } : windows),
    model_type: modelTypes[config.architecture],
    num_attention_heads: config.heads,
    num_hidden_layers: config.layers,
    num_key_value_heads: config.kvHeads,
    pad_token_id: ends?.endOfTextId ?? null,
    rms_norm_eps: config.rmsNormEps,
    rope_parameters: { rope_theta: config.ropeTheta, rope_type: 'default' },
    rope_theta: config.ropeTheta,
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
