/**
 * What becomes of a portfolio where the estimates behind it are wrong: its own figures, and how far the best portfolio would move. Large moves
 * from small changes mean that the weights say little (V. Chopra, W. Ziemba, Journal of Portfolio Management 19, 1993).
 */

import { InputError } from '../../../core/errors.ts';
import type { Objective, Problem } from '../portfolio/allocation.ts';
import { dot, quadratic, sum } from '../portfolio/linear.ts';
import { optimise } from '../portfolio/optimise.ts';
import { shiftsOf, type Shift } from './shifts.ts';

export interface SensitivityRow extends Pick<Shift, 'id' | 'label'> {
  /** Of the chosen weights, a year, less the fee. */
  expectedReturn: number;
  volatility: number;
  /** Best weights under the shift and Σ|Δw| / 2; why there are none; null where the shift does not concern them. */
  best: { weights: number[]; moved: number } | { refused: string } | null;
}

export interface SensitivityOptions extends Problem {
  objective: Objective;
  /** The portfolio chosen. */
  weights: readonly number[];
  /** A year, of assets. */
  fee: number;
}

/** The first row is without a shift (`base`). */
export async function sensitivity(options: SensitivityOptions): Promise<SensitivityRow[]> {
  const rows: SensitivityRow[] = [];
  for (const { id, label, means, covariance, fee, concernsWeights } of shiftsOf(options, options.fee)) {
    rows.push({
      id,
      label,
      expectedReturn: dot(means.values, options.weights) - fee,
      volatility: Math.sqrt(Math.max(0, quadratic(covariance.matrix, options.weights))),
      best: concernsWeights ? await bestUnder({ ...options, means, covariance }) : null,
    });
  }
  return rows;
}

async function bestUnder(options: SensitivityOptions): Promise<SensitivityRow['best']> {
  try {
    const { weights } = await optimise(options);
    return { weights, moved: sum(weights.map((w, i) => Math.abs(w - (options.weights[i] as number)))) / 2 };
  } catch (error) {
    if (error instanceof InputError) return { refused: error.message };
    throw error;
  }
}
