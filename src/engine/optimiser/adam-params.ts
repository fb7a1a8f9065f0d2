/** Settings of an AdamW step that would only spoil the weights are refused before it. */

import { InputError } from '../../core/errors.ts';
import type { AdamParams } from '../../tinker/types.ts';

/** The weights are float32. */
const LARGEST = 3.4e38;

const ranges: Readonly<Record<keyof AdamParams, { isAllowed: (value: number) => boolean; text: string }>> = {
  learningRate: { isAllowed: (value) => value >= 0 && value <= LARGEST, text: '0 or more, within float32' },
  beta1: { isAllowed: (value) => value >= 0 && value < 1, text: 'at least 0 and below 1' },
  beta2: { isAllowed: (value) => value >= 0 && value < 1, text: 'at least 0 and below 1' },
  // With 0, or what float32 rounds to it, a gradient of 0 becomes 0/0.
  eps: { isAllowed: (value) => Math.fround(value) > 0 && value <= LARGEST, text: 'above 0' },
  weightDecay: { isAllowed: (value) => value >= 0 && value <= LARGEST, text: '0 or more' },
  gradClipNorm: { isAllowed: (value) => value >= 0, text: '0 (no clipping) or more' },
};

/** @throws InputError that names the setting. */
export function requireAdamParams(params: AdamParams): void {
  for (const [name, { isAllowed, text }] of Object.entries(ranges)) {
    const value = params[name as keyof AdamParams];
    if (value !== undefined && !isAllowed(value))
      throw new InputError(`${name} is ${value}, which has to be ${text}`, { code: 'optimizer' });
  }
}
