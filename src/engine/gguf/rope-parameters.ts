/**
 * Rotary positions from GGUF metadata to the `rope_parameters` of a `config.json`: plain, linear, YaRN and Llama 3's.
 * Llama 3's scaling stands in GGUF as one factor for each frequency (`rope_freqs.weight`, conversion/llama.py of llama.cpp);
 * the numbers they were made from are found again and must give every factor back.
 */

import { InputError } from '../../core/errors.ts';
import { decimalOf } from './decimal.ts';
import type { GgufFile } from './gguf-file.ts';

export interface RopeParameters {
  rope_theta: number;
  rope_type: string;
  factor?: number;
  original_max_position_embeddings?: number;
  low_freq_factor?: number;
  high_freq_factor?: number;
  attention_factor?: number;
  beta_fast?: number;
  beta_slow?: number;
  truncate?: boolean;
}

const DEFAULT_THETA = 10000;

/** Llama 3.1 to 3.3 all have 8,192, 1 and 4, and a factor of 8 or 32; models made after them have other contexts. */
const llama3 = { low_freq_factor: 1, high_freq_factor: 4 };
const originalContexts = [8192, ...Array.from({ length: 13 }, (_, i) => 256 * 2 ** i)];

/** YaRN's factor on cos and sin for a stretch by `factor`; GGUF's `attn_factor` is relative to it. */
export const yarnMagnitude = (factor: number): number => (factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1);

/** The factor by which Llama 3 divides each frequency (transformers' `_compute_llama3_parameters`). */
export function llama3Factors(
  parameters: Required<
    Pick<RopeParameters, 'rope_theta' | 'factor' | 'original_max_position_embeddings' | keyof typeof llama3>
  >,
  headDim: number,
): Float32Array {
  const { factor, low_freq_factor: low, high_freq_factor: high } = parameters;
  const original = parameters.original_max_position_embeddings;
  return Float32Array.from({ length: headDim / 2 }, (_, i) => {
    const waveLength = 2 * Math.PI * parameters.rope_theta ** ((2 * i) / headDim);
    if (waveLength < original / high) return 1;
    if (waveLength > original / low) return factor;
    const smooth = (original / waveLength - low) / (high - low);
    return 1 / ((1 - smooth) / factor + smooth);
  });
}

/** GGUF keeps the factors alone, and those of other settings could not be read back for the proof. @throws InputError for these. */
export function requireReadableLlama3(rope: RopeParameters): void {
  const {
    low_freq_factor: low = 1,
    high_freq_factor: high = 4,
    original_max_position_embeddings: original = 8192,
  } = rope;
  if (
    low === llama3.low_freq_factor &&
    high === llama3.high_freq_factor &&
    originalContexts.includes(original)
  )
    return;
  throw new InputError(
    `rope scaling llama3 with low_freq_factor ${low}, high_freq_factor ${high} and an original context of ${original} cannot be told from GGUF's factors again`,
    { hint: 'Export to safetensors instead.' },
  );
}

async function llama3Parameters(file: GgufFile, theta: number, headDim: number): Promise<RopeParameters> {
  const factors = await file.read('rope_freqs.weight');
  const factor = decimalOf(factors.at(-1) ?? NaN);
  for (const original_max_position_embeddings of originalContexts) {
    const scaling = { rope_theta: theta, factor, original_max_position_embeddings, ...llama3 };
    const expected = llama3Factors(scaling, headDim);
    const same =
      expected.length === factors.length &&
      expected.every((value, i) => Math.abs(value - (factors[i] as number)) <= 1e-4 * value);
    if (same) return { rope_type: 'llama3', ...scaling };
  }
  throw new InputError(
    `${file.path}: rope_freqs.weight holds factors that Llama 3's scaling (low 1, high 4, 256 to 1,048,576 tokens) does not give`,
    { hint: "Import the model's Hugging Face folder instead, whose config.json states its rope scaling." },
  );
}

/** The rotary parameters of an open file. Throws `InputError` for a scaling that is not known. */
export async function ropeParametersOf(
  file: GgufFile,
  arch: string,
  headDim: number,
): Promise<RopeParameters> {
  const { metadata } = file;
  const number = (key: string): number | undefined => {
    const value = metadata.number(`${arch}.rope.${key}`);
    return value === undefined ? undefined : decimalOf(value);
  };
  const theta = number('freq_base') ?? DEFAULT_THETA;
  const factor = number('scaling.factor') ?? number('scale_linear') ?? 1;
  const type = metadata.string(`${arch}.rope.scaling.type`) ?? (factor === 1 ? 'none' : 'linear');
  if (file.tensors.has('rope_freqs.weight')) return llama3Parameters(file, theta, headDim);
  if (type === 'none') return { rope_theta: theta, rope_type: 'default' };
  if (type === 'linear') return { rope_theta: theta, rope_type: 'linear', factor };
  if (type !== 'yarn') {
    throw new InputError(`${file.path}: rope scaling '${type}' is not known`, {
      hint: 'It can still be sampled as it is: --model gguf:PATH.',
    });
  }
  const original = number('scaling.original_context_length');
  const [fast, slow] = [number('scaling.yarn_beta_fast'), number('scaling.yarn_beta_slow')];
  const relative = number('scaling.attn_factor');
  const attention =
    number('scaling.yarn_attn_factor') ??
    (relative === undefined ? undefined : relative * yarnMagnitude(factor));
  return {
    rope_theta: theta,
    rope_type: 'yarn',
    factor,
    ...(original === undefined ? {} : { original_max_position_embeddings: original }),
    ...(attention === undefined ? {} : { attention_factor: attention }),
    ...(fast === undefined ? {} : { beta_fast: fast }),
    ...(slow === undefined ? {} : { beta_slow: slow }),
  };
}
