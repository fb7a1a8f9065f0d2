/** For which year a sentence gives a number: the one right beside it, the only one before it, or that of the heading. */

import type { ParsedNumber } from '../../number.ts';

export interface NamedYear {
  value: string;
  /** It stands right beside the number. */
  direct: boolean;
}

const DIRECT_AFTER =
  /^\s*(?:[a-z]+\s+){0,3}?(?:in|at|for|during|as of|of|on|[(\uFF08])\s*(?:the\s+)?(?:(?:end|close|year|fiscal|fy|year-end|years?|ended|of|december|june|september|march|january|31|30|1|,)[\s,]*){0,6}((?:19|20)\d\d)(?!\d)(?!\s*(?:and|to|[-\u2013\u81F3/])\s*(?:19|20)\d\d)/i;
const DIRECT_BEFORE =
  /((?:19|20)\d\d)(?:\s*(?:is|was|were|at|[:=])|\u5E74?[\u4E3A\u662F\uFF1A])\s*(?:about )?$/i;
const YEARS = /(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)/g;
const OTHER_YEAR =
  /\b(?:prior|previous|preceding|last|next|following|beginning|opening|start|earlier|ago|before|between|since|until|through|after)\b|\u4E0A[\u4E00\u5E74\u671F]|\u53BB\u5E74|\u524D\u5E74|\u6B21\u5E74|\u5E74\u521D|\u671F\u521D|\u540C\u671F|\u5230|\u81F3|\u2013/i;
export const RESPECTIVELY = /\brespectively\b|分别/;
const YEAR_LIST = /(?:(?:19|20)\d\d\s*年?\s*(?:,|and|、|和|及)\s*(?:and\s*)?)+(?:19|20)\d\d/g;
/** What still belongs to the number's own clause. */
const REST_END = /[.;,\u201A\n\u3002\uFF1B=]|\b(?:and|while|but)\b|$/;
const BEHIND =
  /^[^,;.\d]{0,40}(?:\b(?:in|at|for|during|of|on)\b|[(\uFF08])[^;.]{0,30}?((?:19|20)\d\d)(?!\d)(?!\s*(?:,|and|to|[-–至])\s*(?:19|20)\d\d)/;

/** `In 2018 and 2019 it was 5,735 and 5,829, respectively`. */
export function yearInOrder(
  sentence: string,
  quantities: readonly ParsedNumber[],
  number: ParsedNumber,
): NamedYear | null {
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

export function yearOf(
  before: string,
  after: string,
  sentence: string,
  heading: () => string,
): NamedYear | null {
  const behind = DIRECT_AFTER.exec(after)?.[1];
  if (behind !== undefined) return OTHER_YEAR.test(before) ? null : { value: behind, direct: true };
  const ahead = DIRECT_BEFORE.exec(before)?.[1];
  if (
    ahead !== undefined &&
    (before.match(YEARS) ?? []).every((year) => year === ahead) &&
    !OTHER_YEAR.test(before)
  )
    return { value: ahead, direct: true };
  const rest = after.slice(0, Math.max(0, after.search(REST_END)));
  const later = rest.match(YEARS) ?? [];
  if (OTHER_YEAR.test(rest)) return null;
  for (const read of [() => before, () => sentence, heading]) {
    const part = read();
    const years = [...new Set(part.match(YEARS) ?? [])];
    if (
      OTHER_YEAR.test(part) ||
      years.length > 1 ||
      (years.length > 0 && later.some((year) => year !== years[0]))
    )
      return null;
    if (years[0] !== undefined) return { value: years[0], direct: false };
  }
  return null;
}
