/** What the report and the page draw: series of at most `MOST_POINTS` points, drawn from the same computation as the figures. */

import type { Wording } from '../wording.ts';

export const MOST_POINTS = 600;

export interface AllocationSlice {
  symbol: string;
  name: Wording;
  weight: number;
  /** Part of the portfolio's variance. */
  riskShare: number;
  /** Ids of its figures. */
  figures: string[];
}

export interface RiskReturn {
  volatility: number;
  expectedReturn: number;
}

export interface Fan {
  /** From now, 0 first. */
  years: number[];
  p5: number[];
  p25: number[];
  p50: number[];
  p75: number[];
  p95: number[];
}

export interface Charts {
  allocation: AllocationSlice[];
  frontier: {
    points: RiskReturn[];
    chosen: RiskReturn;
    assets: (RiskReturn & { symbol: string })[];
    volatilityLimit: number;
  };
  fan: Fan & {
    /** The same in the money of today. */
    real: Fan;
    currency: string;
    /** `year` is counted from now, `amount` in the money of today. */
    goals: { id: string; name: Wording; year: number; amount: number; probability: number }[];
  };
  drawdown: { dates: string[]; values: number[]; benchmark: number[] | null };
}

/** Every n-th item so that at most `most` are left; first and last stay. */
export function thinned<T>(items: readonly T[], most = MOST_POINTS): T[] {
  if (items.length <= most) return [...items];
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => items[Math.round(i * step)] as T);
}
