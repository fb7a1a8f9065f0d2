/** Which parts of a model an adapter changes, as the API knows them: attention and MLP as a whole. */

import { loraTargets } from './types.ts';
import type { LoraTarget } from './types.ts';

/** `train_attn` and `train_mlp` of `create_model`. */
export interface TrainedHalves {
  attention: boolean;
  mlp: boolean;
}

const isAttention = (target: LoraTarget): boolean =>
  target === 'q_proj' || target === 'k_proj' || target === 'v_proj' || target === 'o_proj';

/** Null where the targets are only a part of a half, which the API cannot say. Absent: all. */
export function trainedHalves(targets: readonly LoraTarget[] = loraTargets): TrainedHalves | null {
  const halfOf = (half: readonly LoraTarget[]): boolean | null => {
    const named = half.filter((target) => targets.includes(target)).length;
    return named === 0 ? false : named === half.length ? true : null;
  };
  const attention = halfOf(loraTargets.filter(isAttention));
  const mlp = halfOf(loraTargets.filter((target) => !isAttention(target)));
  return attention === null || mlp === null ? null : { attention, mlp };
}

/** The targets of the trained halves. */
export function targetsOf({ attention, mlp }: TrainedHalves): LoraTarget[] {
  return loraTargets.filter((target) => (isAttention(target) ? attention : mlp));
}
