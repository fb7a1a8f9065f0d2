/** What the room asks the server for, and what it gives. */

import type { Advice } from '../../src/apps/advisory/plan/advice.ts';
import type { Inconsistency } from '../../src/apps/advisory/profile/inconsistency.ts';
import type { Profile } from '../../src/apps/advisory/profile/profile.ts';
import type { RiskScore } from '../../src/apps/advisory/profile/score.ts';
import type { Wording } from '../../src/apps/advisory/wording.ts';

export type {
  Questionnaire,
  SaidAdvice,
  SaidFigure,
  SaidFinding,
  ScoredProfile,
} from '../../src/serve/advisory/shapes.ts';
export type { Advice, Inconsistency, Profile, RiskScore, Wording };

/** What advice is computed from. */
export interface AdviceInput {
  profile: unknown;
  market: { id: string } | { name: string; csv: string };
  products: { id: string } | { name: string; yaml: string };
  model: string | null;
}

export interface Change {
  horizonYears?: number;
  investPerMonth?: number;
  level?: number;
  largestLossInYear?: number;
  fee?: number;
}

export const questionnaireApi = '/api/advisory/questionnaire';
export const profileApi = '/v1/advisory/profile';
export const adviseApi = '/v1/advisory/advise';
export const whatIfApi = '/v1/advisory/what-if';

export function reportApi(as: 'html' | 'pdf'): string {
  return `/v1/advisory/report?as=${as}`;
}

export function posted(body: unknown, signal?: AbortSignal): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  };
}
