/**
 * Whether the final answer is what the reasoning arrived at: its number must be one that the reasoning states or calculates, its
 * letter the one that the reasoning concludes, its yes or no what the conclusion says. Other words are not judged.
 */

import { isYear } from '../../number-role.ts';
import type { ParsedNumber } from '../../number.ts';
import type { Claim } from '../claims/claim.ts';
import type { GroundedNumber, Origin } from '../numbers/grounder.ts';
import { conclusionElsewhere, isOnlyAside, isSame } from './answer-number.ts';
import { concludedOption } from './answer-letter.ts';
import { concludedYesNo, yesOrNo } from './answer-yes-no.ts';
import type { TraceText } from '../trace-text.ts';

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
  /^[\s*_(（]*(?:\\boxed\{)?(?:\\text\{)?(?:(?:the )?(?:correct )?(?:answer|option|choice)(?: is)?|正确答案[是为]?|答案[是为]?|故?应?选项?)?[\s:：*]*[(（]?([A-H])(?![A-Za-z])/i;
/** The letter at the end of an answer in words. */
const LATER_LETTER =
  /(?:\b(?:[Oo]ption|[Cc]hoice|[Aa]nswer)|选项?|答案)(?: is)?[\s*:：(（是为]*([A-H])(?![A-Za-z])/g;

/** Null where there is no answer, or none that can be compared. */
export function answerCheck(
  original: string,
  trace: TraceText,
  numbers: readonly GroundedNumber[],
  claims: readonly Claim[],
  question: string,
): AnswerCheck | null {
  const open = original.lastIndexOf(ANSWER_OPEN);
  if (open < 0) return null;
  const start = open + ANSWER_OPEN.length;
  const close = original.indexOf(ANSWER_CLOSE, start);
  const end = close < 0 ? original.length : close;
  const [reasoning, given] = [original.slice(0, open).replace(/<\/?think>/g, ''), original.slice(start, end)];
  const word =
    letterCheck(reasoning, given, start, question) ?? yesNoCheck(reasoning, given, start, question);
  if (word !== null) return word;

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
  const isAnswer = (number: GroundedNumber): boolean => {
    const parsed = stated(number);
    return parsed !== undefined && isSame(answer, parsed.value, parsed);
  };
  const states = before.some(isAnswer);
  const arrives =
    states ||
    claims.some(
      ({ computed, stated: result, unit, end: claimEnd }) =>
        claimEnd <= open &&
        [computed, result].some((value) => value !== null && isSame(answer, value, { unit, power: 0 })),
    );
  const other = arrives ? conclusionElsewhere(trace, open, before, stated, answer, question) : null;
  if (other === null && arrives && isOnlyAside(trace, open, before, isAnswer)) {
    return {
      follows: false,
      reason: `the reasoning states ${final.text} only in passing`,
      origin: null,
      place,
    };
  }
  if (other !== null) {
    const reason = `the reasoning concludes ${other.text}, the answer is ${final.text}`;
    return { follows: false, reason, origin: null, place };
  }
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

function letterCheck(reasoning: string, answer: string, start: number, question: string): AnswerCheck | null {
  const given = LETTER.exec(answer) ?? [...answer.matchAll(LATER_LETTER)].at(-1) ?? null;
  const letter = given?.[1];
  if (given === null || letter === undefined || letter !== letter.toUpperCase()) return null;
  const concluded = concludedOption(reasoning, question);
  if (concluded === null) return null;
  const at = start + given.index + given[0].length - 1;
  const follows = concluded.letter === letter;
  return verdict(follows, concluded.letter, letter, { start: at, end: at + 1 });
}

function yesNoCheck(reasoning: string, answer: string, start: number, question: string): AnswerCheck | null {
  const given = yesOrNo(answer);
  const concluded = given === null ? null : concludedYesNo(reasoning, question);
  if (given === null || concluded === null) return null;
  const place = { start: start + given.start, end: start + given.end };
  return verdict(given.value === concluded, concluded ? 'yes' : 'no', given.value ? 'yes' : 'no', place);
}

function verdict(
  follows: boolean,
  concluded: string,
  given: string,
  place: AnswerCheck['place'],
): AnswerCheck {
  const reason = follows
    ? 'the reasoning concludes it'
    : `the reasoning concludes ${concluded}, the answer is ${given}`;
  return { follows, reason, origin: null, place };
}
