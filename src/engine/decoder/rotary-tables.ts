/**
 * Rotary position tables (RoFormer, half-rotated layout), with the scalings of `rope-scaling.ts`.
 *
 * Every step is rounded to float32 where transformers computes in it: at position 30,000 angles from exact frequencies are 1e-3
 * away from those a checkpoint was trained with (LOG.md). The formulas are those of the papers, in the form that
 * transformers gives them (Llama 3.1's comes from its model code alone).
 *
 * `dynamic` scales nothing within the context of pretraining, which is the context that `config.json` states and the longest
 * that we run. Beyond it transformers changes all frequencies with every token; we refuse such lengths.
 */

import type { ModelConfig } from '../files/model-config.ts';
import type { RopeScaling } from '../files/rope-scaling.ts';

const f32 = Math.fround;

/** Angle per position of each pair of dimensions, [headDim / 2]. */
export function rotaryFrequencies({
  headDim,
  ropeTheta,
  ropeScaling,
}: Pick<ModelConfig, 'headDim' | 'ropeTheta' | 'ropeScaling'>): Float32Array {
  const wavelengths = Float32Array.from(
    { length: headDim / 2 },
    (_value, i) => ropeTheta ** f32((2 * i) / headDim),
  );
  const plain = wavelengths.map((wavelength) => 1 / wavelength);
  switch (ropeScaling?.kind) {
    case undefined:
    case 'dynamic':
      return plain;
    case 'linear':
      return plain.map((frequency) => frequency / ropeScaling.factor);
    case 'llama3':
      return plain.map((frequency) => llama3(frequency, ropeScaling));
    case 'yarn': {
      const { factor } = ropeScaling;
      const ramp = yarnRamp(headDim, ropeTheta, ropeScaling);
      return plain.map((frequency, i) => {
        const stretched = f32(1 / f32(factor * (wavelengths[i] as number)));
        const kept = f32(1 - (ramp[i] as number));
        return f32(stretched * f32(1 - kept)) + f32(frequency * kept);
      });
    }
  }
}

function llama3(frequency: number, scaling: RopeScaling & { kind: 'llama3' }): number {
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalContext } = scaling;
  const wavelength = f32(f32(2 * Math.PI) / frequency);
  if (wavelength < originalContext / high) return frequency;
  const stretched = f32(frequency / factor);
  if (wavelength > originalContext / low) return stretched;
  const share = f32(f32(f32(originalContext / wavelength) - low) / (high - low));
  return f32(f32(f32(1 - share) * frequency) / factor) + f32(share * frequency);
}

/** Which share of each frequency is stretched: 0 for those that turn `betaFast` times in the original context, 1 from `betaSlow` on. */
function yarnRamp(headDim: number, theta: number, scaling: RopeScaling & { kind: 'yarn' }): Float32Array {
  const { originalContext, betaFast, betaSlow, truncate } = scaling;
  const dimensionOf = (rotations: number): number =>
    (headDim * Math.log(originalContext / (rotations * 2 * Math.PI))) / (2 * Math.log(theta));
  const [first, last] = [dimensionOf(betaFast), dimensionOf(betaSlow)];
  const low = Math.max(truncate ? Math.floor(first) : first, 0);
  const high = Math.min(truncate ? Math.ceil(last) : last, headDim - 1);
  const width = high === low ? 0.001 : high - low;
  return Float32Array.from({ length: headDim / 2 }, (_value, i) =>
    Math.min(1, Math.max(0, f32(i - low) / f32(width))),
  );
}

/** cos and sin of every position and frequency, [context, headDim / 2]. */
export function rotaryTables(config: ModelConfig, context: number): { cos: Float32Array; sin: Float32Array } {
  const frequencies = rotaryFrequencies(config);
  const half = frequencies.length;
  const scale = config.ropeScaling?.kind === 'yarn' ? config.ropeScaling.attentionFactor : 1;
  const cos = new Float32Array(context * half);
  const sin = new Float32Array(context * half);
  for (let position = 0; position < context; position++) {
    for (let i = 0; i < half; i++) {
      const angle = f32(position * (frequencies[i] as number));
      cos[position * half + i] = f32(Math.cos(angle)) * scale;
      sin[position * half + i] = f32(Math.sin(angle)) * scale;
    }
  }
  return { cos, sin };
}
