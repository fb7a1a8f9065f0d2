/** A portfolio that was computed, with what it is and how well it is proven. */

import type { Constraints } from './constraints.ts';
import type { Covariance } from './covariance.ts';
import type { Kkt } from './kkt.ts';
import type { Means } from './means.ts';

export type Objective =
  | { kind: 'minimum-variance' }
  /** Highest expected return − costs − ½ · riskAversion · variance. */
  | { kind: 'mean-variance'; riskAversion: number }
  /** Lowest variance with an expected return, less costs, of at least `value` a year. */
  | { kind: 'target-return'; value: number }
  /** Highest expected return less costs with a volatility of at most `value` a year. */
  | { kind: 'target-volatility'; value: number }
  /** Highest (expected return − costs − riskFree) / volatility. */
  | { kind: 'maximum-sharpe'; riskFree: number }
  /** Shares of risk as in `budgets` (by symbol, any scale; equal where left out), as far as the assets' bounds let. */
  | { kind: 'risk-parity'; budgets?: Readonly<Record<string, number>> };

export interface Problem {
  means: Means;
  covariance: Covariance;
  constraints: Constraints;
}

export interface Allocation {
  symbols: string[];
  /** In the order of `symbols`; together 1. */
  weights: number[];
  objective: Objective;
  /** A year, fraction, before costs. */
  expectedReturn: number;
  /** A year, fraction. */
  volatility: number;
  /** Σ|w − w₀|: 0 for a portfolio that is held already, 2 for one wholly exchanged; null without a present portfolio. */
  turnover: number | null;
  /** Lost by trading, once, as a fraction of the portfolio. */
  tradingCost: number;
  /** Each asset's share of the variance, w_i (Σw)_i / wᵀΣw; null where the portfolio has no variance. */
  riskShares: number[] | null;
  /** The constraints that hold with equality, the sum of 1 aside. */
  binding: string[];
  /** Residuals of the last program solved. */
  kkt: Kkt;
}
