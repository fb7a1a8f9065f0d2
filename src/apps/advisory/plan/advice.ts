/** What an advice is: everything that a client or an officer may contest, and from which the report is written. */

import type { Explanation } from '../explain/explain.ts';
import type { Figure } from '../figure.ts';
import type { Finding as MarketFinding } from '../market/finding.ts';
import type { Inconsistency } from '../profile/inconsistency.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { Finding } from '../suitability/finding.ts';
import type { Product } from '../suitability/products.ts';
import type { Wording } from '../wording.ts';
import type { Charts } from './charts.ts';

/** What the computation takes for granted; all a year, as fractions. */
export interface Assumptions {
  inflation: number;
  /** Of gains when they are taken. */
  gainsTax: number;
  /** Of what is bought or sold. */
  tradingCost: number;
  /** Of the assets, for advice or custody; the products' own costs are in their prices. */
  fee: number;
  seed: number;
  /** Paths of the simulation. */
  paths: number;
}

export const usualAssumptions: Assumptions = {
  ...{ inflation: 0.02, gainsTax: 0, tradingCost: 0.001, fee: 0, seed: 1, paths: 10_000 },
};

/** The numbers of a plan that passed the gate. */
export interface Plan {
  /** By symbol, in the order of the product file; what is not held is left out. */
  weights: Record<string, number>;
  figures: Figure[];
  charts: Charts;
}

export interface Advice {
  profile: Profile;
  risk: RiskScore;
  inconsistencies: Inconsistency[];
  findings: Finding[];
  /** Whether there is a plan that may be shown. Where it is false, nothing is recommended. */
  isAdvised: boolean;
  plan: Plan | null;
  /** Of the profile, and of the plan where there is one. */
  figures: Figure[];
  explanation: Explanation | null;
  disclaimers: readonly Wording[];
  assumptions: Assumptions;
  market: {
    source: string;
    from: string;
    to: string;
    observations: number;
    findings: MarketFinding[];
  };
  /** The products that the gate let through. */
  permitted: Product[];
  rulebooks: { name: string; version: string }[];
  /** SHA-256 over profile, prices, products and assumptions: the same input gives the same advice. */
  inputHash: string;
}
