/** What AdamW can do a step with: PyTorch's bounds, and none that overflow the 32 bits of weights and moments. */

import { InputError } from '../core/errors.ts';
import type { AdamParams } from './types.ts';

/** A step moves a weight by about as much; weights beyond 3e38 are infinite. */
const MOST_RATE = 1e30;
const MOST = 1e6;
/** The smallest that is normal with 32 bits: less than that rounds to 0, by which would be divided. */
const LEAST_EPS = 2 ** -126;

/** @throws InputError that names the parameter. */
export function checkAdamParams(params: AdamParams): void {
  const { learningRate, beta1 = 0, beta2 = 0, eps = 1, weightDecay = 0, gradClipNorm = 0 } = params;
  const isShare = (value: number): boolean => value >= 0 && value < 1;
  const checks: [string, number, (value: number) => boolean, string][] = [
    ['learning rate', learningRate, (value) => value >= 0 && value <= MOST_RATE, `from 0 to ${MOST_RATE}`],
    ['beta1', beta1, isShare, 'from 0 to below 1'],
    ['beta2', beta2, isShare, 'from 0 to below 1'],
    ['eps', eps, (value) => value >= LEAST_EPS && value <= MOST, `from ${LEAST_EPS} to ${MOST}`],
    ['weight decay', weightDecay, (value) => value >= 0 && value <= MOST, `from 0 to ${MOST}`],
    ['norm that gradients are clipped to', gradClipNorm, (value) => value >= 0, '0 (not clipped) or more'],
  ];
  for (const [name, value, holds, range] of checks) {
    if (holds(value)) continue;
    throw new InputError(`the ${name} of AdamW is ${value}`, { code: 'adam', hint: `Set it ${range}.` });
  }
}
