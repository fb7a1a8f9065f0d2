/**
 * The client's risk level, 1 (lowest) to 5. Capacity (what the client can afford to lose) and tolerance (what the client can stand) are
 * scored apart, and the lower binds: CFA Institute's curriculum on investment policy statements (ability and willingness to take risk),
 * ESMA's Guidelines on certain aspects of the MiFID II suitability requirements (ESMA35-43-3172). The points of capacity are ours.
 */

import type { Wording } from '../wording.ts';
import { capacityCaps, capacityPoints } from './capacity.ts';
import type { Cap } from './capacity.ts';
import { profileFacts } from './facts.ts';
import type { ProfileFacts } from './facts.ts';
import type { Profile } from './profile.ts';
import { toleranceBands, toleranceItems } from './questionnaire.ts';

export type Level = 1 | 2 | 3 | 4 | 5;

/** What one answer gave. */
export interface Point {
  /** Key of the profile, e.g. `answers.sleep`, `reserves`. */
  answer: string;
  given: string;
  points: number;
  outOf: number;
  why: Wording;
}

export interface Score {
  level: Level;
  points: number;
  lowest: number;
  highest: number;
  parts: Point[];
}

export interface RiskScore {
  capacity: Score & { caps: Cap[] };
  tolerance: Score;
  wanted: Level | null;
  /** The lowest of the three. */
  level: Level;
  binding: 'capacity' | 'tolerance' | 'wanted';
  facts: ProfileFacts;
}

export function scoreRisk(profile: Profile): RiskScore {
  const facts = profileFacts(profile);
  const capacity = scoreCapacity(profile, facts);
  const tolerance = scoreTolerance(profile);
  const wanted = (profile.wantedLevel ?? null) as Level | null;
  const level = Math.min(capacity.level, tolerance.level, wanted ?? 5) as Level;
  const binding = capacity.level === level ? 'capacity' : tolerance.level === level ? 'tolerance' : 'wanted';
  return { capacity, tolerance, wanted, level, binding, facts };
}

function scoreTolerance(profile: Profile): Score {
  const parts = toleranceItems.map((item): Point => {
    const choice = item.choices.find(({ id }) => id === profile.answers[item.id]);
    if (choice === undefined) throw new RangeError(`no choice of ${item.id} is ${profile.answers[item.id]}`);
    return {
      answer: `answers.${item.id}`,
      given: choice.id,
      points: choice.points,
      outOf: item.choices.length,
      why: choice.text,
    };
  });
  const points = sum(parts.map((part) => part.points));
  const level = (1 + toleranceBands.filter((band) => points > band).length) as Level;
  const highest = sum(parts.map((part) => part.outOf));
  return { level, points, lowest: parts.length, highest, parts };
}

/** Upper ends of the levels, as shares of all points. */
const CAPACITY_BANDS = [0.25, 0.45, 0.6, 0.8];

function scoreCapacity(profile: Profile, facts: ProfileFacts): Score & { caps: Cap[] } {
  const parts = capacityPoints(profile, facts);
  const caps = capacityCaps(profile, facts);
  const points = sum(parts.map((part) => part.points));
  const highest = sum(parts.map((part) => part.outOf));
  const byPoints = 1 + CAPACITY_BANDS.filter((band) => points / highest >= band).length;
  const level = Math.min(byPoints, ...caps.map((cap) => cap.level)) as Level;
  return { level, points, lowest: 0, highest, parts, caps };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
