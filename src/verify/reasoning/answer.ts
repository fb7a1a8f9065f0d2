/**
 * Whether the final answer is what the reasoning arrived at: its number must be one that the reasoning states or calculates, its
 * letter the one that the reasoning concludes. Answers in words are not judged.
 */

import { isYear } from '../number-role.ts';
import { halfUnit, unitFactor, type ParsedNumber } from '../number.ts';
import type { Claim } from './claim.ts';
import type { GroundedNumber, Origin } from './grounder.ts';
import type { TraceText } from './trace-text.ts';

export interface AnswerCheck {
  follows: boolean;
  reason: string;
  /** Where the answer's number comes from; null where it is no number or comes from nowhere. */
  origin: Origin | null;
  place: { start: number; end: number };
}

const ANSWER_OPEN = '<answer>';
const ANSWER_CLOSE = '</answer>';
const BOXED = /\\boxed\s*\{/g;
const LETTER =
  /^[\s*_(（]*(?:\\boxed\{)?(?:\\text\{)?(?:answer|option|答案|选项?)?[\s:：]*[(（]?([A-H])(?![A-Za-z])/i;
const CONCLUDED =
  /(?:answer(?: is|:)|correct (?:option|choice|answer) is|(?:option|choice) ([A-H]) is (?:right|correct)|choose|故选|应?选择?|答案(?:是|为|应为|应该是|应是)?|选项)[\s:：*"“(（]{0,4}([A-H])(?![A-Za-z])/gi;

/** Null where there is no answer, or none that can be compared. */
export function answerCheck(
  original: string,
  trace: TraceText,
  numbers: readonly GroundedNumber[],
  claims: readonly Claim[],
): AnswerCheck | null {
  const open = original.lastIndexOf(ANSWER_OPEN);
  if (open < 0) return null;
  const start = open + ANSWER_OPEN.length;
  const close = original.indexOf(ANSWER_CLOSE, start);
  const end = close < 0 ? original.length : close;
  const letter = letterCheck(original.slice(0, open), original.slice(start, end), start);
  if (letter !== null) return letter;

  const { clean } = trace;
  const parsed = new Map(trace.numbers.map((number) => [clean.startOf(number.start), number]));
  const stated = (number: GroundedNumber): ParsedNumber | undefined => parsed.get(number.start);
  const final = mainNumber(original, start, end, numbers, stated);
  if (final === null) return null;
  const answer = stated(final);
  if (answer === undefined) return null;
  const place = { start: final.start, end: final.end };
  const before = numbers.filter((number) => number.end <= open);
  if (before.length === 0) return null;
  const states = before.some((number) => {
    const other = stated(number);
    return other !== undefined && isSame(answer, other.value, other);
  });
  const arrives =
    states ||
    claims.some(
      ({ computed, stated: result, unit, end: claimEnd }) =>
        claimEnd <= open &&
        [computed, result].some((value) => value !== null && isSame(answer, value, { unit, power: 0 })),
    );
  if (arrives) {
    return { follows: true, reason: 'the reasoning arrives at it', origin: final.origin, place };
  }
  const result = claims.findLast(
    (claim) => claim.holds && !claim.abandoned && claim.end <= open && claim.stated !== null,
  );
  const arrived =
    result === undefined
      ? ''
      : `; its last result is ${original.slice(result.statedStart, result.statedEnd)}`;
  return {
    follows: false,
    reason: `the reasoning never arrives at ${final.text}${arrived}`,
    origin: null,
    place,
  };
}

/** The boxed number, or the only one of the answer; null where there are several. */
function mainNumber(
  original: string,
  start: number,
  end: number,
  numbers: readonly GroundedNumber[],
  stated: (number: GroundedNumber) => ParsedNumber | undefined,
): GroundedNumber | null {
  const own = numbers.filter((number) => {
    const parsed = stated(number);
    return number.start >= start && number.end <= end && parsed !== undefined && !isYear(parsed);
  });
  BOXED.lastIndex = start;
  const boxed = BOXED.exec(original);
  if (boxed !== null && boxed.index < end) {
    const close = original.indexOf('\n', boxed.index);
    const inside = own.filter((number) => number.start > boxed.index && (close < 0 || number.start < close));
    return inside[0] ?? null;
  }
  return own.length === 1 ? (own[0] ?? null) : null;
}

/** The same number rounded, in any unit or scale that either side names or leaves out. */
function isSame(
  answer: ParsedNumber,
  value: number,
  { unit, power }: Pick<ParsedNumber, 'unit' | 'power'>,
): boolean {
  const own = Math.abs(answer.value);
  const half = halfUnit(answer) * (1 + 1e-9);
  const other = Math.abs(value);
  const asPrinted = other / 10 ** power;
  const factor = unitFactor(unit) / unitFactor(answer.unit);
  const candidates = [other, asPrinted, other * factor, other * 100, other / 100];
  if (answer.power > 0) {
    const bare = 10 ** answer.power;
    if (power === 0) candidates.push(other * bare, other * 1e3, other * 1e4, other * 1e6);
    else if (power === answer.power) candidates.push(asPrinted * bare);
  } else if (power === 0)
    candidates.push(other * 1e3, other * 1e4, other * 1e6, other / 1e3, other / 1e6, other / 1e4);
  if (unit === 'plain' && other < 2) candidates.push(Math.abs(other - 1) * 100, Math.abs(other - 1));
  return candidates.some((candidate) => Math.abs(candidate - own) <= half + own * 1e-9);
}

function letterCheck(reasoning: string, answer: string, start: number): AnswerCheck | null {
  const given = LETTER.exec(answer);
  const letter = given?.[1];
  if (given === null || letter === undefined || letter !== letter.toUpperCase()) return null;
  let concluded: string | undefined;
  CONCLUDED.lastIndex = 0;
  for (let found = CONCLUDED.exec(reasoning); found !== null; found = CONCLUDED.exec(reasoning)) {
    concluded = found[1] ?? found[2];
  }
  if (concluded === undefined) return null;
  const at = start + given[0].length - 1;
  const follows = concluded.toUpperCase() === letter;
  return {
    follows,
    reason: follows
      ? 'the reasoning concludes it'
      : `the reasoning concludes ${concluded}, the answer is ${letter}`,
    origin: null,
    place: { start: at, end: at + 1 },
  };
}
