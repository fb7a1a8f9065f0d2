/**
 * Finds the one number that an answer gives. The rule that found it is named; where more than one number could be
 * meant there is no number (`ambiguous`) rather than a guess. In this order:
 *
 * 1. `\boxed{}`: only its content is read; boxes that differ are ambiguous.
 * 2. Text after the last "answer is", "answer:", 答案, or else after the last "therefore", "so", 因此, 所以 that has a number behind it.
 * 3. `single`: one number is left once dates, ordinals, "5-year" and the like, then years, are set aside;
 *    `agreeing`: several, and all print the same quantity (`$386,797,190 or $386.8 million`); the finest counts.
 * 4. `equals`: one number (or agreeing ones) after the last `=` or `≈`.
 * 5. `outside-brackets`: one number outside brackets: `14.5% (94 / 648)`.
 * 6. `states`: the number that directly follows the only "is", "was", 为, 是 … of the text, if nothing is calculated on from there.
 *
 * A direction or sign in words right beside an unsigned number is its sign: "decreased by 7.8%", "a 7.8% decline", 下降7.8%, "negative 7.8", 负7.8.
 */

import { unbox } from './boxed.ts';
import { cleanText } from './clean-text.ts';
import { halfUnit, readNumbers, unitFactor } from './number.ts';
import type { ParsedNumber } from './number.ts';
import { isLabel, isYear } from './number-role.ts';

export type NumberRule = 'single' | 'agreeing' | 'equals' | 'outside-brackets' | 'states';

export type ExtractedNumber =
  | { found: true; number: ParsedNumber; rule: NumberRule }
  | { found: false; problem: 'no number' | 'ambiguous'; reason: string };

const ANSWER_MARK =
  /\b(?:final |correct )?answer(?:\s+(?:is|was|would be|equals))?\s*[:：=]?|答案(?:应该?)?(?:[是为]|[:：])?|结果(?:[是为]|[:：])/gi;
const CONCLUSION = /\b(?:therefore|thus|hence|consequently|so)\b|因此|所以|故而|综上/gi;
const STATES =
  /\b(?:is|was|are|were|equals?|amounts? to|amounted to|totals?|totall?ed|would be)\b|等于|(?<!\d\s?)[:：]|[是为](?!了)/gi;
const FILLER =
  /^[\s*$(]*(?:(?:an?|the|of|by|at|to|approximately|approx\.?|about|around|roughly|nearly|only|just|equal|total|increase[sd]?|decrease[sd]?|growth|decline[sd]?|gain|loss|ris[e]n?|fell|down|up|大约|约为|约|大概|近|共计?|增长|增加|下降|减少|降低|上升|提高|了)\s*)*[\s:：=≈~]*$/i;
const MAX_FILLER = 80;
const CALCULATES_ON =
  /^\s*(?:[-+*/×÷^]\s*[$(\d]|(?:plus|minus|times|divided by|multiplied by|over|less)\b|[加减乘除])/i;
const EQUALS = /[=≈]/g;
const BRACKETS = /\([^()]*\)|（[^（）]*）/g;

const FALLS_BEFORE =
  /(?:\b(?:decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)|f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|shr[aiu]nk|down|reduced|reduction|lower(?:ed)?)(?:\s+(?:by|of))?(?:\s+(?:an?|approximately|about|around|roughly|nearly|only|just))*\s*|(?:下降|减少|降低|下跌|下滑|缩减|收窄)(?:了|约|大约|近|幅度为)*\s*)$/i;
const NEGATIVE_BEFORE = /(?:(?<!non-?\s*)\bnegative\s*|^\s*minus\s*|(?<!非)负)$/i;
const FALLS_AFTER = /^\s*(?:decrease|decline|drop|reduction|fall|lower)\b/i;

export function extractNumber(answer: string): ExtractedNumber {
  const text = unbox(answer);
  const numbers = readNumbers(text);
  const only = numbers.length === 1 ? numbers[0] : undefined;
  if (only !== undefined) {
    // Most answers are a bare number: nothing around it can give it a direction.
    if (only.raw.length === text.length) return { found: true, number: only, rule: 'single' };
    return { found: true, number: directed(text, only), rule: 'single' };
  }
  if (numbers.length === 0)
    return { found: false, problem: 'no number', reason: 'the answer holds no number' };
  const part = narrow(text, numbers);
  const result = choose(part, readNumbers(part));
  if (result !== null) return { found: true, number: directed(part, result.number), rule: result.rule };
  const shown = numbers
    .slice(0, 5)
    .map((number) => number.raw)
    .join(', ');
  return { found: false, problem: 'ambiguous', reason: `more than one number could be meant: ${shown}` };
}

function narrow(text: string, numbers: readonly ParsedNumber[]): string {
  const lastNumber = numbers.at(-1)?.start ?? 0;
  for (const marks of [ANSWER_MARK, CONCLUSION]) {
    const mark = [...text.matchAll(marks)].filter(({ index }) => index < lastNumber).at(-1);
    if (mark !== undefined) return text.slice(mark.index + mark[0].length);
  }
  return text;
}

interface Choice {
  number: ParsedNumber;
  rule: NumberRule;
}

function choose(text: string, numbers: readonly ParsedNumber[]): Choice | null {
  const amounts = unlessNone(numbers, (number) => !isLabel(text, number));
  const candidates = unlessNone(amounts, (number) => !isYear(number));
  return (
    agreed(candidates) ??
    afterEquals(text, candidates) ??
    outsideBrackets(text, candidates) ??
    stated(text, candidates)
  );
}

function unlessNone<T>(items: readonly T[], keep: (item: T) => boolean): readonly T[] {
  const kept = items.filter(keep);
  return kept.length === 0 ? items : kept;
}

/** True when one of two numbers prints a rounding of the other: `$386.8 million` and `386,797,190`, `0.145` and `14.5%`. */
function sameQuantity(a: ParsedNumber, b: ParsedNumber): boolean {
  const x = a.value * unitFactor(a.unit);
  const y = b.value * unitFactor(b.unit);
  if (x === y) return true;
  if (a.significant < 2 || b.significant < 2 || x * y < 0) return false;
  const slack = Math.max(halfUnit(a) * unitFactor(a.unit), halfUnit(b) * unitFactor(b.unit));
  return Math.abs(x - y) <= slack * (1 + 1e-9) + Math.abs(x) * 1e-12;
}

/** Of agreeing numbers the one that names its unit, then the one with the most digits; null where one disagrees with it. */
function agreed(numbers: readonly ParsedNumber[]): Choice | null {
  let [best] = numbers;
  if (best === undefined) return null;
  for (const number of numbers) {
    const named = Number(number.unit !== 'plain') - Number(best.unit !== 'plain');
    if (named > 0 || (named === 0 && number.significant > best.significant)) best = number;
  }
  const chosen = best;
  if (!numbers.every((number) => sameQuantity(number, chosen))) return null;
  return { number: chosen, rule: numbers.length === 1 ? 'single' : 'agreeing' };
}

function withRule(choice: Choice | null, rule: NumberRule): Choice | null {
  return choice === null ? null : { ...choice, rule };
}

function afterEquals(text: string, numbers: readonly ParsedNumber[]): Choice | null {
  const last = [...text.matchAll(EQUALS)].at(-1);
  if (last === undefined) return null;
  return withRule(agreed(numbers.filter((number) => number.start > last.index)), 'equals');
}

function outsideBrackets(text: string, numbers: readonly ParsedNumber[]): Choice | null {
  const brackets = [...text.matchAll(BRACKETS)];
  if (brackets.length === 0) return null;
  const outside = numbers.filter(
    ({ start, end }) => !brackets.some((b) => start > b.index && end < b.index + b[0].length),
  );
  return withRule(agreed(outside), 'outside-brackets');
}

function stated(text: string, numbers: readonly ParsedNumber[]): Choice | null {
  const direct: ParsedNumber[] = [];
  for (const mark of text.matchAll(STATES)) {
    const from = mark.index + mark[0].length;
    const next = numbers.find((number) => number.start >= from);
    if (next === undefined || next.start - from > MAX_FILLER || !FILLER.test(text.slice(from, next.start)))
      continue;
    if (CALCULATES_ON.test(cleanText(text.slice(next.end)).text)) return null;
    direct.push(next);
  }
  return withRule(agreed(direct), 'states');
}

/** Gives a number the sign that the words right beside it state. */
function directed(text: string, number: ParsedNumber): ParsedNumber {
  if (number.value <= 0 || text.charAt(number.start) === '+') return number;
  const before = text.slice(Math.max(0, number.start - 48), number.start);
  const falls =
    FALLS_BEFORE.test(before) ||
    NEGATIVE_BEFORE.test(before) ||
    FALLS_AFTER.test(text.slice(number.end, number.end + 16));
  return falls ? { ...number, value: -number.value, digits: `-${number.digits}` } : number;
}
