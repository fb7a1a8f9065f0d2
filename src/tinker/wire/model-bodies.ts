/** JSON bodies of training but for datums: models, optimiser, weights. */

import { z } from 'zod';

import type { AdamParams } from '../types.ts';
import { metadata } from './metadata.ts';
import { seqId } from './seq-id.ts';
import { ttlSeconds } from './ttl-seconds.ts';

/** `rank` 0 trains all parameters (SkyRL's convention). */
export const loraConfigBody = z.object({
  rank: z.int().nonnegative(),
  seed: z.int().nullish(),
  train_unembed: z.boolean().default(true),
  train_mlp: z.boolean().default(true),
  train_attn: z.boolean().default(true),
});

const optimizerConfig = z.object({ type: z.literal('adamw') }).nullish();

export const createModelBody = z.object({
  session_id: z.string(),
  model_seq_id: z.int().nonnegative(),
  base_model: z.string(),
  user_metadata: metadata,
  lora_config: loraConfigBody.nullish(),
  optimizer_config: optimizerConfig,
});

/** What nearly every verb answers at once; the result is fetched by `retrieve_future`. SkyRL's ids may be numbers. */
export const futureAnswer = z.object({
  request_id: z.union([z.string(), z.number()]).transform(String),
  model_id: z.string().nullish(),
});

export const createModelResult = z.object({ model_id: z.string() });

export const getInfoBody = z.object({ model_id: z.string() });

/** SkyRL says `model_data.model_name` only. */
export const getInfoAnswer = z.object({
  model_id: z.string(),
  model_data: z.object({
    arch: z.string().nullish(),
    model_name: z.string().nullish(),
    tokenizer_id: z.string().nullish(),
  }),
  is_lora: z.boolean().nullish(),
  lora_rank: z.int().nullish(),
  model_name: z.string().nullish(),
});

export const unloadModelBody = z.object({ model_id: z.string() });

export const adamParamsBody = z.object({
  learning_rate: z.number().default(1e-4),
  beta1: z.number().default(0.9),
  beta2: z.number().default(0.95),
  eps: z.number().default(1e-12),
  weight_decay: z.number().default(0),
  grad_clip_norm: z.number().default(0),
});

export const optimStepBody = z.object({ model_id: z.string(), seq_id: seqId, adam_params: adamParamsBody });

export const optimStepResult = z.object({ metrics: z.record(z.string(), z.number()).nullish() });

export function adamParamsFrom(body: z.infer<typeof adamParamsBody>): Required<AdamParams> {
  return {
    learningRate: body.learning_rate,
    beta1: body.beta1,
    beta2: body.beta2,
    eps: body.eps,
    weightDecay: body.weight_decay,
    gradClipNorm: body.grad_clip_norm,
  };
}

/** Defaults are written out, so that every server uses the same. */
export function adamParamsToBody(params: AdamParams): z.infer<typeof adamParamsBody> {
  return {
    learning_rate: params.learningRate,
    beta1: params.beta1 ?? 0.9,
    beta2: params.beta2 ?? 0.95,
    eps: params.eps ?? 1e-12,
    weight_decay: params.weightDecay ?? 0,
    grad_clip_norm: params.gradClipNorm ?? 0,
  };
}

const saving = {
  model_id: z.string(),
  seq_id: seqId,
  ttl_seconds: ttlSeconds.nullish(),
};

export const saveWeightsBody = z.object({
  ...saving,
  path: z.string(),
  overwrite: z.boolean().nullish(),
});

/** With `path` persistent; without, a sampling session at these weights. */
export const saveWeightsForSamplerBody = z.object({
  ...saving,
  path: z.string().nullish(),
  sampling_session_seq_id: z.int().nonnegative().nullish(),
  /** Weights that change while they are sampled (`inflight`) are not there. */
  kind: z.literal('snapshot').nullish(),
  overwrite: z.boolean().nullish(),
});

export const saveWeightsResult = z.object({ path: z.string() });

export const saveWeightsForSamplerResult = z.object({
  path: z.string().nullish(),
  sampling_session_id: z.string().nullish(),
});

export const loadWeightsBody = z.object({
  model_id: z.string(),
  seq_id: seqId,
  path: z.string(),
  optimizer: z.boolean().default(false),
});

/** A new model that begins as saved weights; the server gives it the number of the session's models. */
export const modelFromStateBody = z.object({
  session_id: z.string(),
  model_seq_id: z.int().nonnegative(),
  path: z.string(),
  optimizer: z.boolean().default(false),
  base_model: z.string().nullish(),
  user_metadata: metadata,
  optimizer_config: optimizerConfig,
});

export const loadWeightsResult = z.object({ path: z.string().nullish(), model_id: z.string().nullish() });

export const createSamplingSessionBody = z.object({
  session_id: z.string(),
  sampling_session_seq_id: z.int().nonnegative(),
  base_model: z.string().nullish(),
  model_path: z.string().nullish(),
});

export const createSamplingSessionAnswer = z.object({ sampling_session_id: z.string() });

export const samplerAnswer = z.object({
  sampler_id: z.string(),
  base_model: z.string(),
  model_path: z.string().nullish(),
  /** Of our server, as in `get_info`: where the tokenizer is found. */
  tokenizer_id: z.string().nullish(),
});

export const weightsInfoBody = z.object({ tinker_path: z.string() });

export const weightsInfoAnswer = z.object({
  base_model: z.string(),
  is_lora: z.boolean(),
  lora_rank: z.int().nullish(),
  train_unembed: z.boolean().nullish(),
  train_mlp: z.boolean().nullish(),
  train_attn: z.boolean().nullish(),
});
