/**
 * The grounding check: every number of a trace is found in the sources, recomputed from other numbers, or unsupported.
 * Not in the paper, which leaves this to a judge; one checker serves the data filter, the report and the user interface.
 *
 * Checked in this order: the result of a claim that holds; a cell, text, turn or the question; a restatement of an earlier
 * claim's result (`1.64%`, then `1.6%`); a named constant, where an arithmetic claim uses it. The result of a claim that does not
 * hold is unsupported unless a source gives it. Years, too, must stand in a source. Left out: list marks, `Step 2`,
 * ordinals, and the days of dates, which state no quantity.
 */

import { findClaims } from './claims.ts';
import type { Claim } from './claims.ts';
import { halfUnit, readNumbers, unitFactor } from './number.ts';
import type { ParsedNumber } from './number.ts';
import { isLabel } from './number-role.ts';
import { Sources } from './sources.ts';
import type { SourceOrigin, SourceQuestion } from './sources.ts';

export type Origin = SourceOrigin | { kind: 'claim'; claim: number } | { kind: 'constant'; name: string };

export interface GroundedNumber {
  start: number;
  end: number;
  text: string;
  /** The number in its own unit: 14.5 for `14.5%`. */
  value: number;
  /** Null when the number is unsupported. */
  origin: Origin | null;
  status: 'found' | 'recomputed' | 'unsupported';
}

export interface GroundedTrace {
  numbers: GroundedNumber[];
  claims: Claim[];
  /** Share of the numbers that are found or recomputed; 1 for a trace without numbers. */
  supported: number;
}

const CONSTANTS = new Map([
  [0, 'zero'],
  [1, 'one'],
  [2, 'two'],
  [4, 'quarters a year'],
  [12, 'months a year'],
  [52, 'weeks a year'],
  [100, 'percent'],
  [360, 'days a banking year'],
  [365, 'days a year'],
  [1000, 'thousand'],
  [10000, 'basis points'],
  [1000000, 'million'],
  [1000000000, 'billion'],
]);
const MAX_TERMS = 20;
const CONTEXT = 120;

// A question is usually asked of several traces.
const sourcesOf = new WeakMap<SourceQuestion, Sources>();

export function groundTrace(text: string, question: SourceQuestion): GroundedTrace {
  const known = sourcesOf.get(question);
  const sources = known ?? new Sources(question);
  if (known === undefined) sourcesOf.set(question, sources);

  const claims = findClaims(text);
  const lower = text.toLowerCase();
  const all = readNumbers(text);
  const numbers: GroundedNumber[] = [];
  for (const number of all) {
    if (isLabel(text, number) && !claims.some((claim) => isInside(number, claim.start, claim.end))) continue;
    const { start, end, raw, value } = number;
    const origin = findOrigin(number, claims, () =>
      sources.find(number, lower.slice(Math.max(0, start - CONTEXT), end)),
    );
    const status = origin === null ? 'unsupported' : origin.kind === 'claim' ? 'recomputed' : 'found';
    numbers.push({ start, end, text: raw, value, origin, status });
  }
  const supported = numbers.filter(({ status }) => status !== 'unsupported').length;
  return { numbers, claims, supported: numbers.length === 0 ? 1 : supported / numbers.length };
}

function isInside(number: ParsedNumber, start: number, end: number): boolean {
  return number.end > start && number.start < end;
}

function findOrigin(
  number: ParsedNumber,
  claims: readonly Claim[],
  source: () => SourceOrigin | null,
): Origin | null {
  const result = claims.findIndex((claim) => claim.holds && isInside(number, claim.statedStart, claim.end));
  if (result >= 0) return { kind: 'claim', claim: result };
  const found = source();
  if (found !== null) return found;
  const restated = claims.findIndex(
    (claim) => claim.holds && claim.end <= number.start && restates(number, claim),
  );
  if (restated >= 0) return { kind: 'claim', claim: restated };
  const name = constantName(number, claims);
  return name === null ? null : { kind: 'constant', name };
}

/** True when the number prints the claim's exact or stated result, in any unit either of them names. */
function restates(number: ParsedNumber, claim: Claim): boolean {
  if (claim.computed === null) return false;
  const value = Math.abs(number.value);
  const half = halfUnit(number);
  const factor = unitFactor(claim.unit);
  for (const printed of [Math.abs(claim.computed), Math.abs(claim.stated)]) {
    for (const result of [printed, printed * factor]) {
      for (const own of [1, unitFactor(number.unit), 10 ** -number.power]) {
        const distance = Math.abs(value * own - result);
        const close = number.significant >= 2 ? half * own : 0;
        if (distance <= close * (1 + 1e-9) + result * 1e-12) return true;
      }
    }
  }
  return false;
}

/** Constants count where a claim calculates with them: 100, or the number of terms that a sum is divided by. */
function constantName(number: ParsedNumber, claims: readonly Claim[]): string | null {
  const using = claims.find((claim) => isInside(number, claim.start, claim.statedStart));
  if (using === undefined) return null;
  const name = CONSTANTS.get(Math.abs(number.value));
  if (name !== undefined) return name;
  const isCount = Number.isInteger(number.value) && number.value > 2 && number.value <= MAX_TERMS;
  if (!isCount) return null;
  const sums = claims.filter(
    (claim) => claim.start <= number.start && terms(claim.expression) === number.value,
  );
  return sums.length > 0 ? 'number of terms' : null;
}

function terms(expression: string): number {
  return expression.split('+').length;
}
