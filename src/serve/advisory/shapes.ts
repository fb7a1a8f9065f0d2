/** What the routes of advice answer, as the page reads it. */

import type {
  Advice,
  Figure,
  Finding,
  Inconsistency,
  Product,
  Profile,
  RiskScore,
  Wording,
} from '../../apps/advisory/index.ts';

export interface Questionnaire {
  items: { id: string; dimension: string; text: Wording; choices: { id: string; text: Wording }[] }[];
  /** The choices of each field that has some. */
  fields: Record<string, readonly string[]>;
  /** Made-up clients; `market` and `products` are ids of the lists below. */
  examples: { name: Wording; profile: Profile; market: string; products: string }[];
  markets: { id: string; title: Wording; symbols: string[]; from: string; to: string; currency: string }[];
  products: { id: string; title: Wording; products: Product[] }[];
}

/** Of POST /v1/advisory/profile: what the answers give before anything is computed. */
export interface ScoredProfile {
  risk: RiskScore;
  inconsistencies: Inconsistency[];
  findings: SaidFinding[];
  /** Whether the client may be advised at all. */
  isOpen: boolean;
}

export type SaidFigure = Figure & { said: Wording; saidInterval: Wording | null; saidFormula: Wording };

/** With what was found and its bound in words; both empty where the text says them. */
export type SaidFinding = Finding & { found: Wording; bound: Wording };

/** Of POST /v1/advisory/advise and /v1/advisory/what-if. */
export type SaidAdvice = Omit<Advice, 'figures' | 'findings'> & {
  figures: SaidFigure[];
  findings: SaidFinding[];
  /** What was answered, for each part of the scores. */
  given: { capacity: Wording[]; tolerance: Wording[] };
  /** Why a model's texts were not taken as they were, and why none is shown; null where one is, or none was asked. */
  faults: Wording[];
  refusal: Wording | null;
};
