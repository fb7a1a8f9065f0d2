/**
 * The Tinker API's losses as graphs: plain sums over tokens, no mean, no KL (hosted definitions).
 *
 * With ℓ the log probability of the target, q the sampling policy's, A the advantage and r = exp(ℓ − q):
 * cross_entropy −Σ w·ℓ; importance_sampling −Σ r·A; ppo −Σ min(r·A, clip(r, lo, hi)·A);
 * cispo −Σ sg(clip(r, lo, hi))·ℓ·A; dro −Σ [ℓ·A − ½·β·(ℓ − q)²].
 */

import { InputError } from '../../core/errors.ts';
import type { Graph, Tensor } from '../../autograd/index.ts';
import { lossFns } from '../../tinker/types.ts';
import type { LossFn, LossFnConfig } from '../../tinker/types.ts';

/** Per-position inputs that each loss reads beside `target_tokens`. */
export const lossInputs: Readonly<Record<LossFn, readonly string[]>> = {
  cross_entropy: ['weights'],
  importance_sampling: ['logprobs', 'advantages'],
  ppo: ['logprobs', 'advantages'],
  cispo: ['logprobs', 'advantages'],
  dro: ['logprobs', 'advantages'],
};

const defaults: Readonly<Record<LossFn, Readonly<Record<string, number>>>> = {
  cross_entropy: {},
  importance_sampling: {},
  ppo: { clip_low_threshold: 0.8, clip_high_threshold: 1.2 },
  cispo: { clip_low_threshold: 0.8, clip_high_threshold: 1.2 },
  dro: { beta: 0.05 },
};

/** The loss's settings with defaults filled in; an unknown loss or key is an InputError that names the known ones. */
export function resolveLossConfig(
  lossFn: LossFn,
  config: LossFnConfig = {},
): Readonly<Record<string, number>> {
  const known = defaults[lossFn];
  if (known === undefined)
    throw new InputError(`unknown loss ${String(lossFn)}: one of ${lossFns.join(', ')}`);
  for (const key of Object.keys(config)) {
    if (!(key in known)) {
      const keys = Object.keys(known).join(', ') || 'none';
      throw new InputError(`loss ${lossFn}: unknown setting ${key}; known: ${keys}`);
    }
  }
  return { ...known, ...config };
}

/** The summed loss, shape []. `logprob` and the inputs are [m, 1]. */
export function lossOf(
  graph: Graph,
  lossFn: LossFn,
  config: Readonly<Record<string, number>>,
  logprob: Tensor,
  inputs: Readonly<Record<string, Tensor>>,
): Tensor {
  const input = (name: string): Tensor => inputs[name] as Tensor;
  const total = (x: Tensor): Tensor =>
    graph.one('Neg', [graph.one('ReduceSum', [x, graph.ints([0, 1])], { keepdims: { int: 0 } })]);
  if (lossFn === 'cross_entropy') return total(graph.one('Mul', [input('weights'), logprob]));
  const difference = graph.one('Sub', [logprob, input('logprobs')]);
  const gain = (ratio: Tensor): Tensor => graph.one('Mul', [ratio, input('advantages')]);
  const clip = (ratio: Tensor): Tensor =>
    graph.one('Min', [
      graph.one('Max', [ratio, graph.scalar(config['clip_low_threshold'] as number)]),
      graph.scalar(config['clip_high_threshold'] as number),
    ]);
  switch (lossFn) {
    case 'importance_sampling':
      return total(gain(graph.one('Exp', [difference])));
    case 'ppo': {
      const ratio = graph.one('Exp', [difference]);
      return total(graph.one('Min', [gain(ratio), gain(clip(ratio))]));
    }
    case 'cispo': {
      const weight = graph.one('StopGradient', [gain(clip(graph.one('Exp', [difference])))]);
      return total(graph.one('Mul', [weight, logprob]));
    }
    case 'dro': {
      const square = graph.one('Mul', [difference, difference]);
      // Positions with advantage 0 are not trained: without this, padding would be pulled towards q = 0.
      const advantage = input('advantages');
      const untrained = graph.one('LessOrEqual', [graph.one('Mul', [advantage, advantage]), graph.scalar(0)]);
      const strength = graph.one('Where', [
        untrained,
        graph.scalar(0),
        graph.scalar((config['beta'] as number) / 2),
      ]);
      const penalty = graph.one('Mul', [square, strength]);
      return total(graph.one('Sub', [gain(logprob), penalty]));
    }
  }
}
