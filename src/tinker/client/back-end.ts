/**
 * Where servers of the Tinker API differ, made one: all of it is here, so that loops see a single contract, that of
 * `types.ts` (losses are sums, log probabilities have one value a position, a metric `loss:sum`).
 *
 * - `standard`: follows the API; our own server. - `hosted`: Thinking Machines' service.
 * - `skyrl`: SkyRL over FSDP or Megatron. - `skyrl-jax`: SkyRL's JAX back end, which averages losses; see `withoutMeans`.
 */

import { FinR1Error, InputError } from '../../core/errors.ts';
import { float32Tensor, tokensOf } from '../model-input.ts';
import type { Datum, ForwardBackwardOutput, LossFn, LossFnConfig, OptimStepOutput } from '../types.ts';
import type { LossOutputs } from '../wire/forward-backward-output.ts';
import { lossSum } from './loss-sum.ts';

export const backEnds = ['standard', 'hosted', 'skyrl', 'skyrl-jax'] as const;
export type BackEnd = (typeof backEnds)[number];

/** By what the server shows at the start: SkyRL has no `client/dynamic_config`. Which engine it runs on, it does not say. */
export function detectBackEnd(baseUrl: string, hasDynamicConfig: boolean): BackEnd {
  if (!hasDynamicConfig) return 'skyrl';
  return /(^|\.)thinkingmachines\.(ai|dev)$/.test(new URL(baseUrl).hostname) ? 'hosted' : 'standard';
}

function isSkyrl(backEnd: BackEnd): boolean {
  return backEnd === 'skyrl' || backEnd === 'skyrl-jax';
}

/** SkyRL holds a poll for up to 300 s, longer than a client waits: a poll without an answer is "not yet". */
export const holdsPolls = isSkyrl;

/** SkyRL's JAX back end keeps one copy of an adapter: sampling from saved weights puts them in the place of those being trained. */
export function freezesSamplers(backEnd: BackEnd | undefined): boolean {
  return backEnd !== 'skyrl-jax';
}

/** @throws InputError where the back end has no such adapters. */
export function requireRank(backEnd: BackEnd, rank: number): void {
  if (!(Number.isInteger(rank) && rank >= 0))
    throw new InputError(`rank is ${rank}, not a whole number from 0`);
  if (backEnd === 'hosted' && (rank === 0 || (rank & (rank - 1)) !== 0)) {
    throw new InputError(`the hosted service has no adapters of rank ${rank}`, {
      hint: 'Give a power of 2, e.g. 32; it does not train all parameters (rank 0).',
    });
  }
  if (backEnd === 'skyrl-jax' && rank === 0) {
    throw new InputError("SkyRL's JAX back end trains adapters only, and rank is 0", {
      hint: 'Give a rank of 1 to 32, or use its FSDP or Megatron back end.',
    });
  }
}

/** Written out, since servers' own defaults differ. */
const defaults: Readonly<Record<LossFn, LossFnConfig>> = {
  cross_entropy: {},
  importance_sampling: {},
  ppo: { clip_low_threshold: 0.8, clip_high_threshold: 1.2 },
  cispo: { clip_low_threshold: 0.8, clip_high_threshold: 1.2 },
  dro: { beta: 0.05 },
};

export interface LossCall {
  data: readonly Datum[];
  lossFn: LossFn;
  config: LossFnConfig;
}

/** @throws InputError for a loss that the back end does not have. */
export function lossCallFor(backEnd: BackEnd, { data, lossFn, config }: LossCall): LossCall {
  if (lossFn === 'dro' && isSkyrl(backEnd)) {
    throw new InputError('SkyRL has no loss dro', {
      hint: 'Use forwardBackwardCustom, which brings any loss to any back end, or importance_sampling, ppo or cispo.',
    });
  }
  const call = { data, lossFn, config: { ...defaults[lossFn], ...config } };
  return backEnd === 'skyrl-jax' ? withoutMeans(call) : call;
}

/**
 * SkyRL's JAX back end divides the loss of each sequence by the sum of its weights (1 at every position unless given), and
 * the gradient by the number of sequences since the last step. The policy losses are linear in the advantages: multiplied
 * by the sequence's length and with weights of 1, the division goes away. Cross entropy −Σ w·ℓ becomes a cispo whose ratio
 * is clipped to 1, with w as advantages. What is left is one factor for all, 1 / sequences of the step, which Adam does
 * not see but in eps.
 */
function withoutMeans({ data, lossFn, config }: LossCall): LossCall {
  const isCrossEntropy = lossFn === 'cross_entropy';
  const scaled = data.map((datum, i): Datum => {
    const { weights, logprobs, advantages, ...others } = datum.lossFnInputs;
    const factors = isCrossEntropy ? weights : advantages;
    if (factors === undefined) {
      throw new InputError(`datum ${i}: ${lossFn} needs ${isCrossEntropy ? 'weights' : 'advantages'}`);
    }
    const length = tokensOf(datum.modelInput).length;
    return {
      modelInput: datum.modelInput,
      lossFnInputs: {
        ...others,
        logprobs: isCrossEntropy ? float32Tensor(new Float32Array(length)) : (logprobs ?? factors),
        advantages: float32Tensor(Float32Array.from(factors.data, (value) => value * length)),
        weights: float32Tensor(new Float32Array(length).fill(1)),
      },
    };
  });
  if (!isCrossEntropy) return { data: scaled, lossFn, config };
  return { data: scaled, lossFn: 'cispo', config: { clip_low_threshold: 1, clip_high_threshold: 1 } };
}

/**
 * The result in our form; `asked` is the call before `lossCallFor`. A result without `loss:sum` gets it, but not where the
 * server averages, so that its presence says that losses were summed. @throws FinR1Error where log probabilities are missing.
 */
export function lossOutputFor(
  outputs: LossOutputs,
  asked: LossCall,
  { forwardOnly, averages }: { forwardOnly: boolean; averages: boolean },
): ForwardBackwardOutput {
  const { data } = asked;
  if (outputs.lossFnOutputs.length !== data.length) {
    throw incomplete(`results for ${outputs.lossFnOutputs.length} of ${data.length} datums`);
  }
  const lossFnOutputs = outputs.lossFnOutputs.map((fields, i) => {
    const logprobs = fields.logprobs?.data;
    const length = tokensOf((data[i] as Datum).modelInput).length;
    if (logprobs?.length !== length) {
      throw incomplete(
        `${logprobs?.length ?? 'no'} log probabilities for the ${length} positions of datum ${i}`,
      );
    }
    return { logprobs: logprobs instanceof Float32Array ? logprobs : Float32Array.from(logprobs) };
  });
  if (forwardOnly || averages || 'loss:sum' in outputs.metrics)
    return { lossFnOutputs, metrics: outputs.metrics };
  const config = { ...defaults[asked.lossFn], ...asked.config };
  const loss = lossSum({ ...asked, config }, lossFnOutputs);
  return { lossFnOutputs, metrics: { ...outputs.metrics, 'loss:sum': loss } };
}

/** Whether this is SkyRL's JAX back end without having been named: its results show it, nothing before does. */
export function isUnnamedJax(backEnd: BackEnd, { lossFnOutputs, metrics }: LossOutputs): boolean {
  if (backEnd !== 'skyrl') return false;
  return lossFnOutputs[0]?.elementwise_loss !== undefined && Object.keys(metrics).length === 0;
}

export function optimOutputFor(metrics: Readonly<Record<string, number>>): OptimStepOutput {
  const norm = metrics['skyrl.ai/grad_norm'];
  return { metrics: norm === undefined ? metrics : { ...metrics, 'grad_norm:mean': norm } };
}

/** One value a token, the first NaN; SkyRL's JAX back end leaves the first one out. @throws FinR1Error for another number. */
export function promptLogprobsFor(values: Float32Array | undefined, length: number): Float32Array {
  if (values?.length === length) return Float32Array.from(values, (value, i) => (i === 0 ? NaN : value));
  if (values?.length === length - 1) return Float32Array.of(NaN, ...values);
  throw incomplete(`${values?.length ?? 'no'} log probabilities for a prompt of ${length} tokens`);
}

export function incomplete(what: string): FinR1Error {
  return new FinR1Error('malformed', `the Tinker server gave ${what}`, {
    hint: 'Look at the log of the server: its answer does not follow the API.',
  });
}
