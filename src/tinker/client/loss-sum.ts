/** The summed loss from a forward pass's log probabilities, for servers that do not tell it (definitions: hosted service). */

import { InputError } from '../../core/errors.ts';
import type { Datum, LossFn, LossFnConfig } from '../types.ts';

/**
 * With ℓ the log probability of the target, q the sampling policy's, A the advantage and r = exp(ℓ − q): cross_entropy
 * −Σ w·ℓ; importance_sampling −Σ r·A; ppo −Σ min(r·A, clip(r)·A); cispo −Σ clip(r)·ℓ·A; dro −Σ [ℓ·A − ½β(ℓ − q)²].
 * `config` has its defaults filled in. Positions whose weight or advantage is 0 count as 0, whatever ℓ is there.
 */
export function lossSum(
  { data, lossFn, config }: { data: readonly Datum[]; lossFn: LossFn; config: LossFnConfig },
  outputs: readonly { logprobs: Float32Array }[],
): number {
  const term = termOf(lossFn, config);
  let sum = 0;
  for (const [i, { logprobs }] of outputs.entries()) {
    const inputs = (data[i] as Datum).lossFnInputs;
    const values = (name: string): ArrayLike<number> => {
      const tensor = inputs[name];
      if (tensor === undefined)
        throw new InputError(`datum ${i}: ${lossFn} needs ${name}`, { code: 'datum' });
      return tensor.data;
    };
    const factors = values(lossFn === 'cross_entropy' ? 'weights' : 'advantages');
    const old = lossFn === 'cross_entropy' ? factors : values('logprobs');
    for (let at = 0; at < logprobs.length; at++) {
      const factor = factors[at] as number;
      if (factor !== 0 || lossFn === 'dro') sum -= term(logprobs[at] as number, factor, old[at] as number);
    }
  }
  return sum;
}

type Term = (logprob: number, factor: number, old: number) => number;

function termOf(lossFn: LossFn, config: LossFnConfig): Term {
  const { clip_low_threshold: low = 0, clip_high_threshold: high = Infinity, beta = 0 } = config;
  const clip = (ratio: number): number => Math.min(Math.max(ratio, low), high);
  switch (lossFn) {
    case 'cross_entropy':
      return (logprob, weight) => weight * logprob;
    case 'importance_sampling':
      return (logprob, advantage, old) => Math.exp(logprob - old) * advantage;
    case 'ppo':
      return (logprob, advantage, old) => {
        const ratio = Math.exp(logprob - old);
        return Math.min(ratio * advantage, clip(ratio) * advantage);
      };
    case 'cispo':
      return (logprob, advantage, old) => clip(Math.exp(logprob - old)) * logprob * advantage;
    case 'dro':
      return (logprob, advantage, old) => logprob * advantage - 0.5 * beta * (logprob - old) ** 2;
  }
}
