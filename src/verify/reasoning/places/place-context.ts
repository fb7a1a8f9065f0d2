/**
 * What a trace says of one of its numbers: the words before it in its clause (and behind it, where they go on with `for`, `in`, `of`), the
 * sentence before them, the heading above, and the year that these name for it.
 */

import { isLabel, isYear } from '../../number-role.ts';
import type { ParsedNumber } from '../../number.ts';
import { RESPECTIVELY, yearInOrder, yearOf, type NamedYear } from './place-years.ts';
import { sentenceAround } from '../sentence.ts';
import type { StepSpan, TraceText } from '../trace-text.ts';

export interface PlaceContext {
  /** The clause up to the number and what goes on with it. */
  near: string;
  before: string;
  /** The sentence before the clause. */
  sentence: string;
  /** The whole sentence. */
  step: string;
  heading: string;
  /** What was said of the number before. */
  earlier: string;
  year: NamedYear | null;
  /** A calculation begins with the number: what stands before it names the result. */
  isOperand: boolean;
  /** One of several numbers behind the same words: `2,100, 2,200 and 2,300`. */
  isListed: boolean;
}

const CLAUSE_END =
  /[;\n\u3002|\uFF1B\uFF08(\u3001]|\u201A|,(?=\D|(?:19|20)\d\d(?!\d))|\b(?:and|while|whereas|versus|vs\.?|compared|against|but|so|which|with|from|to|minus|plus|less|over|on|at)\b|[\u800C\u548C\u4E0E\u51CF\u52A0]|\u6BD4|[-+*/\u00F7\u00D7\u2212=]|[.](?=\s)/gi;
const GOES_ON =
  /^\s*(?:(?:thousand|million|billion|trillion|dollars|euros|pounds|shares|units)\s*){0,2}(?:(?:for|in|at|as of|of|during|on)\b|[(\uFF08](?=(?:FY)?\d{4}))/i;
const AFTER_END =
  /[,;.\u201A\n)\uFF09\u3002]|\b(?:and|plus|against|while|but|so|minus|which|to|from|with|versus|vs)\b/i;
const AFTER_LENGTH = 60;
const BRACKETED_YEAR = /^[(（](?:19|20)\d\d[)）]$/;
const OPERATOR_AFTER =
  /^[ \t]*(?:[a-z]+ ?){0,2}[-+*/\u00F7\u00D7\u2212](?!\d{4}\b)|^\s*(?:divided|multiplied|times|over)\b|^\s*[\u4E07\u4EBF\u5143]*\s*[\u9664\u4E58]/i;
const NAMES_RESULT = /[:\uFF1A=\uFF1D\u4E3A\u662F]\s*$|\b(?:is|are|was|be)\s*$/i;
const LISTED = /^\s*(?:[万亿]?元?、|, ?)\s*[$¥]?\s?\d(?![\d.,]*\s*[-+*/÷×]|\d{3}\b)/;
const HEADING =
  /^\s*(?:#|\*\*|[-*\u2022]\s*\*\*|[\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D]\u3001)|[:\uFF1A]\s*(?:\*\*)?\s*$|\*\*\s*$/;
const HEADING_BACK = 8;
const EARLIER_BACK = 6;
const LONGEST_HEADING = 120;

export function isQuantity(text: string, number: ParsedNumber): boolean {
  return !isYear(number) && !BRACKETED_YEAR.test(number.raw) && !isLabel(text, number);
}

export function contextOf(
  { text, numbers, steps }: TraceText,
  at: number,
  index: number,
  isName: (number: ParsedNumber) => boolean,
): PlaceContext {
  const step = steps[index] as StepSpan;
  const number = numbers[at] as ParsedNumber;
  const counts = (other: ParsedNumber): boolean => isQuantity(text, other) && !isName(other);
  let last = at - 1;
  while (last >= step.first && !counts(numbers[last] as ParsedNumber)) last--;
  const previous = last >= step.first ? numbers[last] : undefined;
  let from = step.start;
  if (previous !== undefined) {
    CLAUSE_END.lastIndex = previous.end;
    const cut = CLAUSE_END.exec(text);
    from = cut !== null && cut.index < number.start ? cut.index + cut[0].length : previous.end;
  }
  const before = text.slice(from, number.start);
  const around = sentenceAround(step, number);
  const whole = text.slice(around.start, around.end);
  const inOrder = RESPECTIVELY.test(whole)
    ? yearInOrder(whole, numbers.slice(step.first, step.next).filter(counts), number)
    : null;
  const after = afterOf(
    text,
    number,
    step.end,
    numbers.slice(at + 1, at + 4).find(counts)?.start ?? text.length,
  );
  const sentence = text.slice(Math.min(around.start, from), from);
  let heading: string | undefined;
  const readHeading = (): string => (heading ??= headingOf(text, steps, index));
  return {
    near: `${before} ${after}`,
    before,
    sentence,
    step: whole,
    get heading() {
      return readHeading();
    },
    get earlier() {
      return earlierOf(text, steps, index, text.slice(number.start, number.end));
    },
    year:
      inOrder ??
      yearOf(
        before,
        text.slice(number.end, Math.min(step.end, number.end + AFTER_LENGTH)),
        sentence,
        readHeading,
      ),
    isOperand: OPERATOR_AFTER.test(text.slice(number.end, number.end + 24)) && NAMES_RESULT.test(before),
    isListed: LISTED.test(text.slice(number.end, number.end + 12)),
  };
}

function afterOf(text: string, number: ParsedNumber, end: number, next: number): string {
  const rest = text.slice(number.end, Math.min(end, number.end + AFTER_LENGTH));
  const begins = GOES_ON.exec(rest);
  if (begins === null) return '';
  const stop = rest.slice(begins[0].length).search(AFTER_END);
  const length = stop < 0 ? rest.length : begins[0].length + stop;
  return number.end + length >= next ? '' : rest.slice(0, length);
}

function earlierOf(text: string, steps: readonly StepSpan[], index: number, raw: string): string {
  const digits = /[\d.,]*\d/.exec(raw)?.[0] ?? raw;
  return steps
    .slice(Math.max(0, index - EARLIER_BACK), index)
    .map(({ start, end }) => text.slice(start, end))
    .filter((step) => step.includes(digits))
    .join('\n');
}

/** The heading or the lead-in of the list that the sentence stands under. */
function headingOf(text: string, steps: readonly StepSpan[], index: number): string {
  for (let back = index - 1; back >= Math.max(0, index - HEADING_BACK); back--) {
    const { start, end } = steps[back] as StepSpan;
    const line = text.slice(start, end).trim();
    if (line.length <= LONGEST_HEADING && HEADING.test(line) && !/[=\u2248]/.test(line)) return line;
  }
  return '';
}
