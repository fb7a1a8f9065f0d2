/**
 * What a trace says of one of its numbers: the words before it in its clause (and behind it, where they go on with `for`, `in`, `of`), the
 * sentence before them, the heading above, and the year that these name for it.
 */

import { isLabel, isYear } from '../number-role.ts';
import type { ParsedNumber } from '../number.ts';
import type { StepSpan, TraceText } from './trace-text.ts';

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
  year: { value: string; direct: boolean } | null;
  /** A calculation begins with the number: what stands before it names the result. */
  isOperand: boolean;
  /** One of several numbers behind the same words: `2,100, 2,200 and 2,300`. */
  isListed: boolean;
}

const CLAUSE_END =
  /[;\n\u3002|\uFF1B\uFF08(\u3001]|\u201A|,(?=\D|(?:19|20)\d\d(?!\d))|\b(?:and|while|whereas|versus|vs\.?|compared|against|but|so|which|with|from|to|minus|plus|less|over|on|at)\b|[\u800C\u548C\u4E0E\u51CF\u52A0]|\u6BD4|[-+*/\u00F7\u00D7\u2212=]|[.](?=\s)/gi;
const GOES_ON =
  /^\s*(?:(?:thousand|million|billion|trillion|dollars|euros|pounds|shares|units)\s*){0,2}(?:(?:for|in|at|as of|of|during|on)\b|[(\uFF08](?=(?:FY)?\d{4}))/i;
const AFTER_END = /[,;.\u201A\n)\uFF09\u3002]|\b(?:and|plus|against|while|but|so|minus|which|to|from|with|versus|vs)\b/i;
const AFTER_LENGTH = 60;
const DIRECT_AFTER =
  /^\s*(?:[a-z]+\s+){0,3}?(?:in|at|for|during|as of|of|on|[(\uFF08])\s*(?:the\s+)?(?:(?:end|close|year|fiscal|fy|year-end|years?|ended|of|december|june|september|march|january|31|30|1|,)[\s,]*){0,6}((?:19|20)\d\d)(?!\d)(?!\s*(?:and|to|[-\u2013\u81F3/])\s*(?:19|20)\d\d)/i;
const BRACKETED_YEAR = /^[(（](?:19|20)\d\d[)）]$/;
const DIRECT_BEFORE = /((?:19|20)\d\d)(?:\s*(?:is|was|were|at|[:=])|\u5E74?[\u4E3A\u662F\uFF1A])\s*(?:about )?$/i;
const YEARS = /(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)/g;
const OTHER_YEAR =
  /\b(?:prior|previous|preceding|last|next|following|beginning|opening|start|earlier|ago|before|between|since|until|through|after)\b|\u4E0A[\u4E00\u5E74\u671F]|\u53BB\u5E74|\u524D\u5E74|\u6B21\u5E74|\u5E74\u521D|\u671F\u521D|\u540C\u671F|\u5230|\u81F3|\u2013/i;
const OPERATOR_AFTER = /^[ \t]*(?:[a-z]+ ?){0,2}[-+*/\u00F7\u00D7\u2212](?!\d{4}\b)|^\s*(?:divided|multiplied|times|over)\b|^\s*[\u4E07\u4EBF\u5143]*\s*[\u9664\u4E58]/i;
const NAMES_RESULT = /[:\uFF1A=\uFF1D\u4E3A\u662F]\s*$|\b(?:is|are|was|be)\s*$/i;
export const RESPECTIVELY = /\brespectively\b|分别/;
const YEAR_LIST = /(?:(?:19|20)\d\d\s*年?\s*(?:,|and|、|和|及)\s*(?:and\s*)?)+(?:19|20)\d\d/g;
/** What still belongs to the number's own clause. */
const REST_END = /[.;,\u201A\n\u3002\uFF1B=]|\b(?:and|while|but)\b|$/;
const BEHIND =
  /^[^,;.\d]{0,40}(?:\b(?:in|at|for|during|of|on)\b|[(\uFF08])[^;.]{0,30}?((?:19|20)\d\d)(?!\d)(?!\s*(?:,|and|to|[-–至])\s*(?:19|20)\d\d)/;
const LISTED = /^\s*(?:[万亿]?元?、|, ?)\s*[$¥]?\s?\d(?![\d.,]*\s*[-+*/÷×]|\d{3}\b)/;
const HEADING = /^\s*(?:#|\*\*|[-*\u2022]\s*\*\*|[\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D]\u3001)|[:\uFF1A]\s*(?:\*\*)?\s*$|\*\*\s*$/;
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
  const previous = numbers.slice(step.first, at).findLast(counts);
  let from = step.start;
  if (previous !== undefined) {
    CLAUSE_END.lastIndex = previous.end;
    const cut = CLAUSE_END.exec(text);
    from = cut !== null && cut.index < number.start ? cut.index + cut[0].length : previous.end;
  }
  const before = text.slice(from, number.start);
  const inOrder = yearInOrder(text.slice(step.start, step.end), numbers.slice(step.first, step.next).filter(counts), number);
  const after = afterOf(text, number, step.end, numbers.slice(at + 1, at + 4).find(counts)?.start ?? text.length);
  const sentence = text.slice(step.start, from);
  const heading = headingOf(text, steps, index);
  return {
    near: `${before} ${after}`,
    before,
    sentence,
    step: text.slice(step.start, step.end),
    heading,
    earlier: earlierOf(text, steps, index, text.slice(number.start, number.end)),
    year: inOrder ?? yearOf(before, text.slice(number.end, Math.min(step.end, number.end + AFTER_LENGTH)), sentence, heading),
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

/** `In 2018 and 2019 it was 5,735 and 5,829, respectively`. */
function yearInOrder(sentence: string, quantities: readonly ParsedNumber[], number: ParsedNumber): PlaceContext['year'] {
  if (!RESPECTIVELY.test(sentence)) return null;
  const years = listedYears(sentence);
  const value = quantities.length === years.length ? years[quantities.indexOf(number)] : undefined;
  return value === undefined ? null : { value, direct: true };
}

/** The years of the only list of years in a sentence. */
export function listedYears(sentence: string): string[] {
  const [list, ...more] = sentence.match(YEAR_LIST) ?? [];
  return more.length > 0 ? [] : (list?.match(/\d{4}/g) ?? []);
}

/** The year that a number is given for right behind it: `$45 million to the plan in 2017`. */
export function yearBehind(rest: string): string | null {
  return BEHIND.exec(rest)?.[1] ?? null;
}

function yearOf(before: string, after: string, sentence: string, heading: string): PlaceContext['year'] {
  const behind = DIRECT_AFTER.exec(after)?.[1];
  if (behind !== undefined) return OTHER_YEAR.test(before) ? null : { value: behind, direct: true };
  const ahead = DIRECT_BEFORE.exec(before)?.[1];
  if (ahead !== undefined && (before.match(YEARS) ?? []).every((year) => year === ahead) && !OTHER_YEAR.test(before))
    return { value: ahead, direct: true };
  const rest = after.slice(0, Math.max(0, after.search(REST_END)));
  const later = rest.match(YEARS) ?? [];
  if (OTHER_YEAR.test(rest)) return null;
  for (const part of [before, sentence, heading]) {
    const years = [...new Set(part.match(YEARS) ?? [])];
    if (OTHER_YEAR.test(part) || years.length > 1 || (years.length > 0 && later.some((year) => year !== years[0]))) return null;
    if (years[0] !== undefined) return { value: years[0], direct: false };
  }
  return null;
}
