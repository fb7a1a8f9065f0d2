/**
 * Low-rank adapters (Hu et al. 2021, LoRA) as PEFT defines them: a projection of frozen W [out, in] becomes
 * y = x·Wᵀ + scale · (dropout(x)·Aᵀ)·Bᵀ with A [rank, in], B [out, rank], scale = alpha / rank, or alpha / √rank
 * (Kalajdzievski 2023, rank-stabilised LoRA). A starts uniform in ±1/√in (Kaiming with a = √5), B at zero, so that a new
 * adapter changes nothing.
 */

import { InputError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import { loraTargets } from '../../tinker/types.ts';
import type { LoraOptions, LoraTarget } from '../../tinker/types.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { elementCount, weightSpecs } from '../files/weight-names.ts';
import type { WeightSpec } from '../files/weight-names.ts';

/** The shape of an adapter, the same for every projection it changes. */
export interface LoraShape {
  rank: number;
  alpha: number;
  /** scale = alpha / √rank. */
  rsLora: boolean;
  /** In the order of `loraTargets`. */
  targets: readonly LoraTarget[];
  /** Probability that an input of A is dropped in training. */
  dropout: number;
}

/**
 * 32 at every rank, as the hosted service and SkyRL have it, whose API cannot set it: the same loop with the same learning
 * rate trains alike there and here, and the best learning rate hardly depends on the rank (Schulman et al. 2025, LoRA
 * Without Regret). At rank 16 it is the usual 2 · rank.
 */
const DEFAULT_ALPHA = 32;

/** A checked shape with defaults filled in. Throws `InputError` naming the option at fault. */
export function loraShape(rank: number, options: LoraOptions = {}): LoraShape {
  const { alpha = DEFAULT_ALPHA, targets = loraTargets, dropout = 0 } = options;
  if (!(Number.isInteger(rank) && rank >= 1)) {
    throw new InputError(`rank ${rank} is not a whole number`, {
      hint: '0 trains all parameters, 1 or more an adapter of that rank.',
    });
  }
  if (!(Number.isFinite(alpha) && alpha > 0)) throw new InputError(`lora.alpha is ${alpha}, not above 0`);
  if (!(dropout >= 0 && dropout < 1))
    throw new InputError(`lora.dropout is ${dropout}, not at least 0 and below 1`);
  const unknown = targets.find((target) => !loraTargets.includes(target));
  if (unknown !== undefined || targets.length === 0) {
    throw new InputError(`lora.targets: ${unknown ?? 'none given'}; some of ${loraTargets.join(', ')}`);
  }
  const twice = targets.find((target, i) => targets.indexOf(target) !== i);
  if (twice !== undefined) {
    throw new InputError(`lora.targets names ${twice} more than once`, {
      hint: 'Name each projection once, and see that none is missing.',
    });
  }
  return {
    rank,
    alpha,
    rsLora: false,
    targets: loraTargets.filter((target) => targets.includes(target)),
    dropout,
  };
}

/**
 * @throws InputError where the rank is above the smaller side of a matrix: B·A can have no more rank than W, and the rest of
 * the adapter would be memory and time for nothing.
 */
export function requireFittingRank(config: ModelConfig, { rank, targets }: LoraShape): void {
  const sides = adaptedProjections(config, targets).map((one) => ({
    ...one,
    side: Math.min(one.out, one.width),
  }));
  const narrow = sides.filter(({ side }) => side < rank);
  const [first] = narrow.toSorted((a, b) => a.side - b.side);
  if (first === undefined) return;
  const tooNarrow = targets.filter((target) =>
    narrow.some(({ projection }) => projection.endsWith(`.${target}`)),
  );
  const others = targets.filter((target) => !tooNarrow.includes(target));
  throw new InputError(
    `lora.rank ${rank} is above the smaller side of ${first.projection}, which is ${first.out} × ${first.width}`,
    {
      hint:
        `Set lora.rank to ${first.side} or less` +
        (others.length === 0
          ? '.'
          : `, or leave ${tooNarrow.join(', ')} out: lora.targets: [${others.join(', ')}].`),
    },
  );
}

export function loraScale({ rank, alpha, rsLora }: LoraShape): number {
  return alpha / (rsLora ? Math.sqrt(rank) : rank);
}

/** The names of a projection's two matrices, as PEFT has them behind its prefix. */
export function adapterNames(projection: string): { a: string; b: string } {
  return { a: `${projection}.lora_A.weight`, b: `${projection}.lora_B.weight` };
}

/** The projections that the adapter changes, `model.layers.0.self_attn.q_proj`, …, with the shape of their weight. */
export function adaptedProjections(
  config: ModelConfig,
  targets: readonly LoraTarget[],
): { projection: string; out: number; width: number }[] {
  const found: { projection: string; out: number; width: number }[] = [];
  for (const { name, shape } of weightSpecs(config)) {
    const projection = name.replace(/\.weight$/, '');
    const isTarget = targets.some((target) => projection.endsWith(`.${target}`));
    if (isTarget && shape.length === 2) {
      found.push({ projection, out: shape[0] as number, width: shape[1] as number });
    }
  }
  return found;
}

/** Every tensor of an adapter, in the order of the forward pass. */
export function adapterSpecs(config: ModelConfig, { rank, targets }: LoraShape): WeightSpec[] {
  return adaptedProjections(config, targets).flatMap(({ projection, out, width }) => {
    const { a, b } = adapterNames(projection);
    return [
      { name: a, shape: [rank, width] },
      { name: b, shape: [out, rank] },
    ];
  });
}

export function adapterParameterCount(config: ModelConfig, lora: LoraShape): number {
  return adapterSpecs(config, lora).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/** A new adapter. */
export function initialAdapter(
  config: ModelConfig,
  shape: LoraShape,
  seed: number,
): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, shape: size } of adapterSpecs(config, shape)) {
    const data = new Float32Array(elementCount(size));
    if (name.endsWith('.lora_A.weight')) {
      const random = Random.derive(seed, 'lora-a', name);
      const bound = 1 / Math.sqrt(size[1] as number);
      for (let i = 0; i < data.length; i++) data[i] = bound * (2 * random.float() - 1);
    }
    weights.set(name, data);
  }
  return weights;
}
