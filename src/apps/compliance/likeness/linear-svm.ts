/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual
 * coordinate descent method for large-scale linear SVM", ICML 2008). Both classes weigh alike in sum, whatever their sizes.
 */

import { Random } from '../../../core/random.ts';
import { FEATURES } from './features.ts';
import { add, dot, type Vector } from './vectors.ts';

export interface Linear {
  weights: Float32Array;
  bias: number;
}

/** Weight of the loss against the size of the weights. */
const COST = 1;
const MOST_ROUNDS = 30;
const TOLERANCE = 0.1;

/** @param rows each of length 1 */
export function trainLinear(rows: readonly { vector: Vector; isPositive: boolean }[]): Linear {
  const positives = rows.filter(({ isPositive }) => isPositive).length;
  const costOf = (isPositive: boolean): number =>
    (COST * rows.length) / (2 * (isPositive ? positives : rows.length - positives));
  const weights = new Float32Array(FEATURES);
  let bias = 0;
  const alpha = new Float64Array(rows.length);
  const indices = rows.map((_, index) => index);
  const random = Random.derive(1, 'linear-svm');
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let largest = 0;
    for (const index of random.shuffle(indices)) {
      const { vector, isPositive } = rows[index] as (typeof rows)[number];
      const sign = isPositive ? 1 : -1;
      const before = alpha[index] as number;
      const diagonal = 1 / (2 * costOf(isPositive));
      const gradient = sign * (dot(vector, weights) + bias) - 1 + diagonal * before;
      if (before === 0 && gradient >= 0) continue;
      largest = Math.max(largest, Math.abs(gradient));
      // The bias is a feature of value 1 that every row has, beside a vector of length 1.
      const after = Math.max(0, before - gradient / (2 + diagonal));
      alpha[index] = after;
      add(weights, vector, (after - before) * sign);
      bias += (after - before) * sign;
    }
    if (largest < TOLERANCE) break;
  }
  return { weights, bias };
}

export const decisionOf = ({ weights, bias }: Linear, vector: Vector): number => dot(vector, weights) + bias;
