/**
 * Which number the reasoning concludes, where it is not the answer: the only one of its last conclusion (`So the increase is 203.9%`), or
 * of the last line of its summary. What it says in passing (`For reference, the total fell by 6.2%`) is no answer either.
 */

import { isYear } from '../../number-role.ts';
import { halfUnit, unitFactor, type ParsedNumber } from '../../number.ts';
import type { GroundedNumber } from '../numbers/grounder.ts';
import { contentWords, Words } from '../places/place-words.ts';
import type { StepSpan, TraceText } from '../trace-text.ts';

/** The last word of the reasoning on its result. */
const CONCLUSION =
  /\b(?:so|therefore|thus|hence|to conclude|in conclusion|conclusion|in summary|to sum up)\b|所以|因此|综上|结论|总结|可见/i;
const FINAL = /\b(?:final answer|the answer (?:is|should))\b|答案/i;
const SUMMARY = /^[\s#*]*(?:in summary|summary|summing up|conclusion|总结|小结|结论|汇总)/i;
const ASIDE =
  /^\s*(?:for reference|for comparison|by comparison|by the way|as an aside|incidentally|side note|out of curiosity|for context|顺便|附带|作为对比|作为参考)/i;
/** Words of the question that a sentence must say to be its answer. */
const ASKED = 0.6;
const LAST_STEPS = 4;
const SCALES = [1e3, 1e4, 1e6];

export function conclusionElsewhere(
  trace: TraceText,
  open: number,
  before: readonly GroundedNumber[],
  stated: (number: GroundedNumber) => ParsedNumber | undefined,
  answer: ParsedNumber,
  question: string,
): GroundedNumber | null {
  const { clean, text } = trace;
  const own = trace.steps.filter(
    ({ start, end }) => clean.startOf(start) < open && !/^\s*(?:<\/?\w+>\s*)*$/.test(text.slice(start, end)),
  );
  const inside = (step: StepSpan): GroundedNumber[] => {
    const [start, end] = [clean.startOf(step.start), clean.endOf(step.end)];
    return before.filter((number) => {
      if (number.start < start || number.start >= end) return false;
      const parsed = stated(number);
      return parsed !== undefined && !isYear(parsed);
    });
  };
  const isAnswer = (number: GroundedNumber): boolean => {
    const parsed = stated(number);
    return (
      parsed !== undefined && (isSame(answer, parsed.value, parsed) || isSame(parsed, answer.value, answer))
    );
  };

  const numbered = own
    .filter((step) => step.next > step.first)
    .slice(-2 * LAST_STEPS)
    .filter((step) => inside(step).length > 0);
  const last = numbered.at(-1);
  for (const step of numbered.slice(-LAST_STEPS).reverse()) {
    if (last === undefined || step.paragraph < last.paragraph) break;
    const numbers = inside(step);
    const sentence = text.slice(step.start, step.end);
    if (numbers.some(isAnswer) && !CONCLUSION.test(sentence)) break;
    const isSummary = isSummed(text, own, step) && isAsked(sentence, question);
    const isFinal = FINAL.test(sentence) || isSummary;
    if (!isFinal && !CONCLUSION.test(sentence)) continue;
    const only = onlyNumber(trace, sentence, step, numbers);
    const parsed = only === null ? undefined : stated(only);
    if (only === null || parsed === undefined || isAnswer(only)) break;
    const sameUnit = parsed.unit === answer.unit && parsed.power === answer.power;
    if ((isFinal && sameUnit) || (isAsked(sentence, question) && (sameUnit || asksFor(parsed, question))))
      return only;
    const paragraph = own.find((other) => other.paragraph >= step.paragraph - 1)?.start ?? step.start;
    const isNear = before.some(
      (number) =>
        number.start >= clean.startOf(paragraph) && stated(number)?.unit === answer.unit && isAnswer(number),
    );
    const precise = [parsed, answer].every(({ unit, significant }) => unit !== 'plain' || significant >= 3);
    // A figure of the source is spoken of, not arrived at.
    return sameUnit && precise && !isNear && only.origin?.kind === 'claim' ? only : null;
  }
  return null;
}

/** True where the reasoning states the answer only in passing. */
export function isOnlyAside(
  { clean, text, steps }: TraceText,
  open: number,
  before: readonly GroundedNumber[],
  isAnswer: (number: GroundedNumber) => boolean,
): boolean {
  const places = before.filter(isAnswer);
  return (
    places.length > 0 &&
    places.every(({ start }) =>
      steps.some(
        (step) =>
          clean.startOf(step.start) <= start &&
          start < clean.endOf(step.end) &&
          start < open &&
          ASIDE.test(text.slice(step.start, step.end)),
      ),
    )
  );
}

/** The only number of the sentence, or of what follows its last `so`. */
function onlyNumber(
  { clean }: TraceText,
  sentence: string,
  { start }: StepSpan,
  numbers: readonly GroundedNumber[],
): GroundedNumber | null {
  if (numbers.length === 1) return numbers[0] ?? null;
  const marks = [...sentence.matchAll(new RegExp(CONCLUSION.source, 'gi'))];
  const from = clean.startOf(start + (marks.at(-1)?.index ?? 0));
  const tail = numbers.filter((number) => number.start >= from);
  return marks.length > 0 && tail.length === 1 ? (tail[0] ?? null) : null;
}

function isAsked(sentence: string, question: string): boolean {
  const said = contentWords(sentence);
  const asked = new Words(question);
  return said.length > 1 && said.filter((word) => asked.has(word)).length >= ASKED * said.length;
}

function asksFor({ unit, raw }: ParsedNumber, question: string): boolean {
  return unit !== 'plain' && /bps?\b|basis|基点/i.test(raw) && /basis points?|\bbps?\b|基点/i.test(question);
}

/** A line of a list under `In summary:`, and the last. */
function isSummed(text: string, steps: readonly StepSpan[], step: StepSpan): boolean {
  const at = steps.indexOf(step);
  return (
    at === steps.length - 1 &&
    /^\s*[-*•]/.test(text.slice(step.start, step.end)) &&
    steps
      .slice(Math.max(0, at - LAST_STEPS), at)
      .some(({ start, end }) => SUMMARY.test(text.slice(start, end)))
  );
}

/** The same number rounded, in any unit or scale that either side names or leaves out. */
export function isSame(
  answer: ParsedNumber,
  value: number,
  { unit, power }: Pick<ParsedNumber, 'unit' | 'power'>,
): boolean {
  const own = Math.abs(answer.value);
  const slack = halfUnit(answer) * (1 + 1e-9) + own * 1e-9;
  const fits = (candidate: number): boolean => Math.abs(candidate - own) <= slack;
  const other = Math.abs(value);
  const asPrinted = other / 10 ** power;
  const factor = unitFactor(unit) / unitFactor(answer.unit);
  // What both sides name is not left out: 894% is not 8.94%, 2.1 billion not 2.1 million.
  if (unit !== 'plain' && answer.unit !== 'plain') return fits(other * factor) || fits(other);
  if (power > 0 && answer.power > 0 && unit === answer.unit) return fits(other);
  if (fits(other) || fits(asPrinted) || fits(other * factor) || fits(other * 100) || fits(other / 100))
    return true;
  if (power === 0) {
    if (SCALES.some((scale) => fits(other * scale))) return true;
    if (answer.power > 0 ? fits(other * 10 ** answer.power) : SCALES.some((scale) => fits(other / scale)))
      return true;
  } else if (answer.power > 0 && power === answer.power && fits(asPrinted * 10 ** power)) return true;
  return unit === 'plain' && other < 2 && (fits(Math.abs(other - 1) * 100) || fits(Math.abs(other - 1)));
}
