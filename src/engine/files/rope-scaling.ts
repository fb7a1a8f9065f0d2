/**
 * Rotary positions as `config.json` describes them: the base, and how frequencies are stretched beyond the context of
 * pretraining. Transformers 4 writes `rope_theta` and `rope_scaling`, transformers 5 `rope_parameters`; both are read, with
 * transformers' own precedence and defaults, and both are written.
 */

import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { ELSEWHERE, OWN_CONFIG } from './config-hints.ts';

/** A kind of scaling with its settings; contexts are in tokens. */
export type RopeScaling =
  /** All frequencies divided by the factor (position interpolation). */
  | { kind: 'linear'; factor: number }
  /** Frequencies that change with the length beyond the context of pretraining; within it there is no scaling. */
  | { kind: 'dynamic'; factor: number }
  /** Llama 3.1: low frequencies divided, high ones kept, a ramp between. */
  | {
      kind: 'llama3';
      factor: number;
      lowFrequencyFactor: number;
      highFrequencyFactor: number;
      originalContext: number;
    }
  /** YaRN (Peng et al. 2023): the same by rotations in the original context; cos and sin are multiplied by `attentionFactor`. */
  | {
      kind: 'yarn';
      factor: number;
      originalContext: number;
      attentionFactor: number;
      betaFast: number;
      betaSlow: number;
      /** The ramp's ends are whole dimensions. */
      truncate: boolean;
    };

export interface Rope {
  ropeTheta: number;
  ropeScaling?: RopeScaling;
}

const positive = z.number().positive();
const parameters = z.looseObject({
  rope_theta: positive.nullish(),
  rope_type: z.string().nullish(),
  type: z.string().nullish(),
  factor: positive.nullish(),
  original_max_position_embeddings: positive.nullish(),
  low_freq_factor: positive.nullish(),
  high_freq_factor: positive.nullish(),
  attention_factor: positive.nullish(),
  beta_fast: positive.nullish(),
  beta_slow: positive.nullish(),
  mscale: z.number().nullish(),
  mscale_all_dim: z.number().nullish(),
  truncate: z.boolean().nullish(),
  partial_rotary_factor: positive.nullish(),
});

/** The fields of `config.json` that `ropeOf` reads. */
export const ropeFields = {
  rope_theta: positive.nullish(),
  rope_parameters: parameters.nullish(),
  rope_scaling: parameters.nullish(),
  partial_rotary_factor: positive.nullish(),
  original_max_position_embeddings: positive.nullish(),
};
type RopeJson = z.infer<z.ZodObject<typeof ropeFields>> & { max_position_embeddings: number };

/** YaRN's temperature of the attention scores for a stretch by `factor`, as multiplied into cos and sin (its eq. 22). */
function yarnMagnitude(factor: number, scale = 1): number {
  return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
}

/** Base and scaling. Throws `InputError` for a kind that is not supported, or one without its settings; `where` names the file. */
export function ropeOf(raw: RopeJson, where: string): Rope {
  // transformers takes `rope_scaling` before `rope_parameters`, and the base from inside before that beside it.
  const scaled = raw.rope_scaling != null && Object.keys(raw.rope_scaling).length > 0;
  const given = scaled ? raw.rope_scaling : raw.rope_parameters;
  const name = scaled ? 'rope_scaling' : 'rope_parameters';
  const rope = { ropeTheta: given?.rope_theta ?? raw.rope_theta ?? 10000 };
  const refuse = (what: string): never => {
    throw new InputError(`${where}: ${what}, which is not supported yet`, { hint: ELSEWHERE });
  };
  const partial = given?.partial_rotary_factor ?? raw.partial_rotary_factor ?? 1;
  if (partial !== 1) refuse(`partial_rotary_factor is ${partial}`);
  if (given == null) return rope;
  const ofLayers = Object.entries(given).find(([, value]) => value !== null && typeof value === 'object');
  if (ofLayers !== undefined && !Array.isArray(ofLayers[1]))
    refuse(`${name} differs by kind of layer ('${ofLayers[0]}')`);

  const kind = given.rope_type ?? given.type ?? 'default';
  const need = (field: 'factor' | 'low_freq_factor' | 'high_freq_factor'): number => {
    const value = given[field];
    if (value != null) return value;
    throw new InputError(`${where}: ${name} is '${kind}' but has no ${field}`, { hint: OWN_CONFIG });
  };
  const originalContext =
    raw.original_max_position_embeddings ??
    given.original_max_position_embeddings ??
    raw.max_position_embeddings;
  switch (kind) {
    case 'default':
      return rope;
    case 'linear':
    case 'dynamic':
      return { ...rope, ropeScaling: { kind, factor: need('factor') } };
    case 'llama3': {
      const [lowFrequencyFactor, highFrequencyFactor] = [need('low_freq_factor'), need('high_freq_factor')];
      const factors = { factor: need('factor'), lowFrequencyFactor, highFrequencyFactor };
      return { ...rope, ropeScaling: { kind, ...factors, originalContext } };
    }
    case 'yarn': {
      const factor = given.factor ?? raw.max_position_embeddings / originalContext;
      const { mscale, mscale_all_dim: mscaleAll } = given;
      const attentionFactor =
        given.attention_factor ??
        (mscale && mscaleAll
          ? yarnMagnitude(factor, mscale) / yarnMagnitude(factor, mscaleAll)
          : yarnMagnitude(factor));
      const ramp = { betaFast: given.beta_fast ?? 32, betaSlow: given.beta_slow ?? 1 };
      const truncate = given.truncate ?? true;
      return { ...rope, ropeScaling: { kind, factor, originalContext, attentionFactor, ...ramp, truncate } };
    }
    default:
      return refuse(`${name} is '${kind}'`);
  }
}

function scalingJson(scaling: RopeScaling): Record<string, unknown> {
  const { kind: rope_type, factor } = scaling;
  if (scaling.kind === 'linear' || scaling.kind === 'dynamic') return { rope_type, factor };
  const original_max_position_embeddings = scaling.originalContext;
  if (scaling.kind === 'llama3') {
    const { lowFrequencyFactor: low_freq_factor, highFrequencyFactor: high_freq_factor } = scaling;
    return { rope_type, factor, low_freq_factor, high_freq_factor, original_max_position_embeddings };
  }
  const { attentionFactor, betaFast: beta_fast, betaSlow: beta_slow, truncate } = scaling;
  return {
    ...{ rope_type, factor, original_max_position_embeddings, beta_fast, beta_slow },
    attention_factor: attentionFactor,
    ...(truncate ? {} : { truncate }),
  };
}

/** The fields for `config.json`, in both spellings. */
export function ropeJson({ ropeTheta, ropeScaling }: Rope): Record<string, unknown> {
  if (ropeScaling === undefined) {
    return { rope_parameters: { rope_theta: ropeTheta, rope_type: 'default' }, rope_theta: ropeTheta };
  }
  const scaling = scalingJson(ropeScaling);
  return {
    rope_parameters: { rope_theta: ropeTheta, ...scaling },
    rope_scaling: scaling,
    rope_theta: ropeTheta,
  };
}
