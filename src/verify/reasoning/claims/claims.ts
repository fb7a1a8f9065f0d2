/**
 * Every claim of a trace, recomputed: arithmetic in signs and in words, averages, ratios, changes, conversions, comparisons, in
 * English and Chinese. Part of the paper's reasoning check (v5, 3.2, internal consistency), here without a judge.
 *
 * A claim that does not hold is tried again with the exact values of earlier results that it calculates with, since those were
 * rounded when they were printed. What a trace calculates anew with the right result is abandoned, as is what it takes back.
 */

import type { NumberUnit, ParsedNumber } from '../../number.ts';
import { averageClaims } from './average-divisor.ts';
import { changes } from './changes.ts';
import { UNIT_POWER } from './check-result.ts';
import { claimTokens } from './claim-tokens.ts';
import type { Claim } from './claim.ts';
import { comparisons } from './comparisons.ts';
import { Exact } from './exact.ts';
import type { CheckedResult } from './check-result.ts';
import { checkFound, isNear, unitOf, type FoundClaim, type FoundComparison } from './found-claim.ts';
import { frameClaims } from './frames.ts';
import { levelComparisons } from './level-comparisons.ts';
import { isCorrected, isRetraction, markAbandoned } from '../retractions.ts';
import { asFall, asLoss, goesOn, inOneScale, inSmallCoins, withLosses } from './second-look.ts';
import { skeletonOf } from './skeleton.ts';
import { isSpelled, withSpelled } from './spelled.ts';
import { symbolClaims } from './symbol-claims.ts';
import { readTrace, stepAt, type StepSpan, type TraceText } from '../trace-text.ts';
import { wordClaims } from './word-claims.ts';

export function findClaims(text: string): Claim[] {
  const trace = readTrace(text);
  return claimsOf(text, trace, markAbandoned(trace)).claims;
}

export interface TraceClaims {
  claims: Claim[];
  /** Where, in the clean text, numbers stand that carry out a part of a calculation. */
  intermediate: ReadonlySet<number>;
}

/** The claims in the order of their places, in positions of the original text. */
export function claimsOf(
  original: string,
  trace: TraceText,
  abandonedSteps: readonly boolean[],
): TraceClaims {
  const { found, intermediate } = foundClaims(trace);
  const claims: Claim[] = [];
  const carried: Carry = new Map();
  for (const claim of found) {
    const isAbandoned = abandonedSteps[stepAt(trace.steps, claim.start)] === true;
    if (claim.kind === 'comparison') {
      claims.push(comparisonClaim(original, trace, claim as FoundComparison, isAbandoned));
      continue;
    }
    const own = claim as FoundClaim;
    const made = recomputed(original, trace, own, isAbandoned, carried);
    if (made === null || (own.close !== undefined && isRepeated(made, claims))) continue;
    if (made.holds) carry(carried, own, made);
    // `= -25%, so I mis-computed; it is -20%` within one sentence.
    else made.abandoned ||= isRetraction(restOfStep(trace, own.end));
    claims.push(made);
  }
  abandonSuperseded(original, claims);
  return { claims, intermediate };
}

/** The sentence may calculate with a number of the one before. */
const REFERS =
  /^\s*(?:So |And )?(?:That|This|It|Of|Half|A (?:third|quarter)|Together|Combined|In total|In all|Altogether|The (?:two|three|four|difference|gap|distance|headroom|cushion|average))\b|\b(?:of (?:that|this|it)|they (?:grew|rose|fell))\b|^\s*(?:其|它|这|两|三|比|较|距|离|合计|加起来|合起来|一共|相差|差额)|[,‚](?:其中|它的|这个数)/;

function foundClaims(trace: TraceText): {
  found: (FoundClaim | FoundComparison)[];
  intermediate: Set<number>;
} {
  const tokens = claimTokens(trace.text);
  const { claims, intermediate } = symbolClaims(tokens);
  const found: (FoundClaim | FoundComparison)[] = claims;
  const bySign = new Set(found.map(({ end }) => end));
  const stated = new Set(claims.map(({ statedEnd }) => statedEnd));
  let previous: StepSpan | null = null;
  for (const step of trace.steps) {
    const last: StepSpan | null = previous;
    previous = step.next > step.first ? step : previous;
    if (step.next === step.first) continue;
    const refers = REFERS.test(trace.text.slice(step.start, step.end));
    if (step.next - step.first < 2 && !refers) continue;
    const spelled = withSpelled(trace, step);
    const skeleton =
      spelled === null
        ? skeletonOf(trace, step.start, step.end, step.first, step.next)
        : skeletonOf({ ...trace, numbers: spelled }, step.start, step.end, 0, spelled.length);
    const from = found.length;
    if (skeleton.numbers.length > 1) {
      found.push(...comparisons(skeleton), ...levelComparisons(trace, step));
      for (const claim of [...changes(skeleton), ...wordClaims(skeleton)]) {
        if (bySign.has(claim.end)) continue;
        found.push(claim);
        stated.add(claim.statedEnd);
      }
    }
    const before =
      refers && last !== null ? skeletonOf(trace, last.start, last.end, last.first, last.next) : null;
    for (const claim of frameClaims(skeleton, before, stated, trace.numbers)) found.push(claim);
    if (spelled !== null) for (const claim of found.slice(from)) roundSpelled(claim);
  }
  found.push(...averageClaims(trace, claims));
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  return { found, intermediate };
}

/** A wrong result that is told again in other words is one error. */
function isRepeated({ holds, stated, computed, unit }: Claim, claims: readonly Claim[]): boolean {
  const size = (value: number | null): number => Math.abs(value ?? 0);
  return (
    !holds &&
    claims.some(
      (other) =>
        !other.holds &&
        other.computed !== null &&
        size(other.stated) === size(stated) &&
        isSame(size(other.computed), size(computed)) &&
        (other.unit === 'plain') === (unit === 'plain'),
    )
  );
}

/** What is spelled out is rounded. */
function roundSpelled(claim: FoundClaim | FoundComparison): void {
  if ('result' in claim && isSpelled(claim.result.number)) claim.result.approximate = true;
}

function recomputed(
  original: string,
  trace: TraceText,
  found: FoundClaim,
  abandoned: boolean,
  carried: Carry,
): Claim | null {
  let checked = checkFound(found);
  if (!checked.holds && carried.size > 0) {
    const again = checkFound(found, (number) => carriedExact(carried, number));
    if (again.holds) checked = again;
  }
  if (!checked.holds) checked = lookedAtAgain(trace.text, found) ?? checked;
  if (!checked.holds && isMisread(trace.text, found, checked)) return null;
  const { startOf, endOf } = trace.clean;
  const [start, end] = [startOf(found.start), endOf(found.end)];
  return {
    kind: found.kind,
    start,
    end,
    text: original.slice(start, end),
    expression: original.slice(startOf(found.expressionStart), endOf(found.expressionEnd)),
    statedStart: startOf(found.statedStart),
    statedEnd: endOf(found.statedEnd),
    stated: checked.stated,
    unit: unitOf(found),
    power: found.result.number.power,
    computed: checked.computed,
    holds: checked.holds,
    abandoned,
  };
}

function lookedAtAgain(text: string, found: FoundClaim): CheckedResult | null {
  for (const again of [inOneScale(found), asLoss(found), withLosses(text, found)]) {
    const checkedAgain = again === null ? null : checkFound(again);
    if (checkedAgain?.holds === true) return checkedAgain;
  }
  const coins = inSmallCoins(text, found);
  const other = asFall(text, coins ?? found) ?? coins;
  if (other === null) return null;
  const checked = checkFound(other);
  const coin = 10 ** (found.result.number.power - other.result.number.power);
  if (checked.computed === null || coin === 1) return checked;
  const inCoins = (value: number): number => Number((value * coin).toPrecision(12));
  return { ...checked, computed: inCoins(checked.computed), stated: inCoins(checked.stated) };
}

function restOfStep({ text, steps }: TraceText, from: number): string {
  const end = steps[stepAt(steps, from)]?.end ?? text.length;
  return text.slice(from, Math.min(end, from + MAX_DOUBT));
}

/** `five months at 1,000 plus ...`, `half of 90 plus ...`, `3个月每月1000元加…`: what stands before takes part in the calculation. */
const COUNTED_BEFORE =
  /(?:\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) [a-z]+(?: [a-z]+)? (?:at|of|times) [$€£]?|\b(?:half|thirds?|quarters?|twice|double)(?: of)?(?: the)? [$€£]?|[\d一二三四五六七八九十两][\u4e00-\u9fff]{1,3}[,\u201A]?每[\u4e00-\u9fff]{1,3})$/i;
const MAX_COUNTED = 40;

function isMisread(text: string, found: FoundClaim, checked: CheckedResult): boolean {
  if (goesOn(text, found)) return true;
  if (found.partial === true || (found.loose && !isNear(checked, found.result, found.close))) return true;
  return (
    found.calculation.numbers.length > 1 &&
    COUNTED_BEFORE.test(text.slice(Math.max(0, found.start - MAX_COUNTED), found.start))
  );
}

function comparisonClaim(
  original: string,
  { clean }: TraceText,
  { start, end, holds }: FoundComparison,
  abandoned: boolean,
): Claim {
  const [from, to] = [clean.startOf(start), clean.endOf(end)];
  const text = original.slice(from, to);
  return {
    ...{ kind: 'comparison', start: from, end: to, text, expression: text, statedStart: to, statedEnd: to },
    ...{ stated: null, unit: 'plain', power: 0, computed: null, holds, abandoned },
  };
}

/** Results, each without a sign, by the number that printed them. */
type Carry = Map<string, { result: number; unit: NumberUnit }>;

function carryKey({ digits, power, unit }: Pick<ParsedNumber, 'digits' | 'power' | 'unit'>): string {
  return `${digits.replace('-', '')}e${power}${unit}`;
}

const CARRIED_SHARE = 0.05;
/** Where two doubles differ by more than this share of theirs, so do the decimals that they stand for. */
const DOUBT_SHARE = 1e-9;

function carry(carried: Carry, { result: { number } }: FoundClaim, { computed, unit }: Claim): void {
  if (computed === null) return;
  // A claim may hold in another scale than it prints; only what is near what is printed stands for it.
  const [result, printed] = [Math.abs(computed), Math.abs(number.value)];
  const beyond = Math.abs(result - printed) - printed * CARRIED_SHARE;
  const isNearby =
    Math.abs(beyond) > printed * DOUBT_SHARE
      ? beyond < 0
      : Exact.of(result).minus(printed).abs().comparedTo(Exact.of(printed).times(CARRIED_SHARE)) <= 0;
  if (isNearby) carried.set(carryKey(number), { result, unit });
}

function carriedExact(carried: Carry, number: ParsedNumber): Exact | undefined {
  const known = carried.get(carryKey(number));
  return known && Exact.of(known.result).times(Exact.scaled('1', UNIT_POWER[known.unit]));
}

const SAME_RESULT = 1e-9;
/** Behind a result: `?`, `let me add again`. */
const DOUBT =
  /^[^\n.]{0,12}[?？]|wait|hmm|\blet me|let's|again|careful|actually|\bno,|correct|should be|不对|让我|仔细|重新|再[算加核查]|应该?[是为]/i;
const MAX_DOUBT = 60;

/** A wrong result that the text doubts at once and a later claim gives right, and that nothing else rests on, was corrected. */
function abandonSuperseded(original: string, claims: readonly Claim[]): void {
  for (const [index, claim] of claims.entries()) {
    const { computed, text, statedStart, start, end } = claim;
    if (claim.holds || claim.abandoned || computed === null) continue;
    if (!DOUBT.test(original.slice(end, end + MAX_DOUBT))) continue;
    const printed = text.slice(statedStart - start).replace(/[^\d.,]/g, '');
    const later = claims.slice(index + 1);
    claim.abandoned =
      isCorrected(original.slice(end), printed, computed) ||
      (later.some((other) => other.holds && other.computed !== null && isSame(other.computed, computed)) &&
        !later.some((other) => other.text.includes(printed)));
  }
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_RESULT * Math.max(Math.abs(a), Math.abs(b));
}
