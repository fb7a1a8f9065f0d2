/** Data that name a person or an account, where a check digit, a form or the words before it make sure of it. */

import type { Span } from '../hardening/mapped-text.ts';
import { isCard, isIban, isResidentId, isSsn } from './checksums.ts';

export type PiiKind = 'EMAIL' | 'IBAN' | 'ID' | 'SSN' | 'CARD' | 'ACCOUNT' | 'PASSPORT' | 'PHONE';

export interface Pii extends Span {
  kind: PiiKind;
  /** Letters and figures alone: one number, however it is written. */
  value: string;
}

interface Form {
  kind: PiiKind;
  pattern: RegExp;
  /** Of the bare value. */
  isSure?: (value: string) => boolean;
}

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
/** Chinese letters stand directly beside numbers. */
const BEFORE = '(?<![A-Za-z\\d])';
const AFTER = '(?![A-Za-z\\d])';
const form = (kind: PiiKind, source: string, isSure?: (value: string) => boolean): Form => ({
  kind,
  pattern: new RegExp(source, 'giu'),
  ...(isSure && { isSure }),
});

/** The first to claim a passage keeps it. */
const forms: readonly Form[] = [
  form('EMAIL', `[\\w.+%-]{1,64}@(?:[a-z0-9-]{1,63}\\.)+[a-z]{2,24}`),
  form('IBAN', `${START}[a-z]{2}\\d{2}(?:[ -]?[a-z0-9]{2,4}){3,8}${END}`, isIban),
  form('ID', `${BEFORE}[1-9](?:[ -]?\\d){16}[ -]?[\\dx]${AFTER}`, isResidentId),
  form('SSN', `${BEFORE}\\d{3}([- ])\\d{2}\\1\\d{4}${AFTER}`, isSsn),
  form('SSN', `(?<=(?:\\bssn|social security(?: number| no\\.?)?)[^\\d\\n]{0,12})\\d{9}${AFTER}`, isSsn),
  form('CARD', `${BEFORE}[3-6](?:[ -]?\\d){12,18}${AFTER}`, isCard),
  form(
    'PASSPORT',
    `(?<=(?:passport|护照)[^\\d\\n]{0,24})(?<![A-Za-z\\d])(?:[a-z]{1,2}\\d{7,8}|\\d{9})${AFTER}`,
  ),
  form(
    'ACCOUNT',
    `(?<=(?:account (?:number|no\\.?|#)|acct\\.? ?(?:no\\.?|#)?|账号|账户|卡号|帐号)[^\\d\\n]{0,8})\\d(?:[ -]?\\d){5,21}${AFTER}`,
  ),
  form('PHONE', `${BEFORE}(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}${AFTER}`),
  form('PHONE', `${BEFORE}\\(?0(?:10|2\\d|[3-9]\\d{2})\\)?[ -]\\d{7,8}${AFTER}`),
  form('PHONE', `(?<![\\w+])(?:\\+?1[ .-]?)?\\(?[2-9]\\d{2}\\)?[ .-]{1,2}[2-9]\\d{2}[ .-]\\d{4}${AFTER}`),
  form(
    'PHONE',
    `(?<![\\w+])\\+[1-9]\\d{0,2}[ .-]?(?:\\(?\\d{1,4}\\)?[ .-]?){2,5}\\d{2,4}${AFTER}`,
    isLongEnough,
  ),
];

/** In the order of the text; none lies over another. */
export function findPii(text: string): Pii[] {
  const found: Pii[] = [];
  for (const { kind, pattern, isSure } of forms) {
    for (const match of text.matchAll(pattern)) {
      const passage = surePart(match[0], isSure);
      if (passage === null) continue;
      const value = bare(passage);
      const span = { start: match.index, end: match.index + passage.length };
      if (!found.some((other) => span.start < other.end && other.start < span.end))
        found.push({ kind, value, ...span });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function bare(passage: string): string {
  return passage.replace(/[^A-Za-z0-9@.]/g, '').toUpperCase();
}

/** The passage without groups at its end that are the next word or number; null where nothing of it is sure. */
function surePart(passage: string, isSure: Form['isSure']): string | null {
  if (isSure === undefined || isSure(bare(passage))) return passage;
  const cut = passage.search(/[ -][^ -]*$/);
  return cut < 0 ? null : surePart(passage.slice(0, cut), isSure);
}

/** E.164: up to 15 figures; fewer than 8 are no number that can be called from abroad. */
function isLongEnough(value: string): boolean {
  const figures = value.replace(/\D/g, '').length;
  return figures >= 8 && figures <= 15;
}
