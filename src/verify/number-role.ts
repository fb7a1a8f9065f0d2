/** Tells numbers that state a quantity from those that only name something: years, dates, ordinals, list marks. */

import type { ParsedNumber } from './number.ts';

const YEAR = /^(?:19|20)\d\d$/;
const MONTH_BEFORE =
  /\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s*$/i;
const LABEL_BEFORE =
  /(?:\b(?:step|note|item|table|figure|page|question|option|part|section|level|phase)\s*|第|#)$/i;
const LIST_MARK_BEFORE = /(?:^|\n)[\s*_]*$/;
const LABEL_AFTER = /^(?:-[A-Za-z]|(?:st|nd|rd|th)\b|[月日号季]|\/\d{1,2}\/\d{2,4}\b)/;
const LIST_MARK_AFTER = /^(?:\.(?=\s)|[、）]|\)(?=\s))/;

/** A plain four-digit number from 1900 to 2099, printed as a year is. */
export function isYear(number: ParsedNumber): boolean {
  return number.unit === 'plain' && !number.currency && YEAR.test(number.raw);
}

/** A date's day or month, an ordinal, `5-year`, `Step 2`, `1.` at the start of a line. */
export function isLabel(text: string, number: ParsedNumber): boolean {
  if (number.unit !== 'plain' || number.currency || number.decimals > 0 || number.value > 9999) return false;
  const after = text.slice(number.end, number.end + 12);
  if (LABEL_AFTER.test(after)) return true;
  const before = text.slice(Math.max(0, number.start - 12), number.start);
  if (LABEL_BEFORE.test(before) || (number.value <= 31 && MONTH_BEFORE.test(before))) return true;
  return number.value <= 99 && LIST_MARK_AFTER.test(after) && LIST_MARK_BEFORE.test(before);
}
