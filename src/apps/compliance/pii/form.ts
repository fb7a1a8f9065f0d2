/** How data that name a person are written: a pattern, and what makes sure of a match. */

export type PiiKind =
  | 'EMAIL'
  | 'IBAN'
  | 'ID'
  | 'SSN'
  | 'CARD'
  | 'ACCOUNT'
  | 'PASSPORT'
  | 'PHONE'
  | 'ADDRESS'
  | 'NAME'
  | 'BIRTHDAY'
  | 'ENCODED';

export interface Form {
  kind: PiiKind;
  pattern: RegExp;
  /** Of letters and figures alone. */
  isSure?: (value: string) => boolean;
}

export const START = '(?<![\\p{L}\\p{N}])';
export const END = '(?![\\p{L}\\p{N}])';
/** Chinese letters stand directly beside numbers. */
export const BEFORE = '(?<![A-Za-z\\d])';
export const AFTER = '(?![A-Za-z\\d])';

/** Capitals and small letters alike. */
export function form(kind: PiiKind, source: string, isSure?: Form['isSure']): Form {
  return { kind, pattern: new RegExp(source, 'giu'), ...(isSure && { isSure }) };
}

/** With capitals as they are written. */
export function exactForm(kind: PiiKind, source: string, isSure?: Form['isSure']): Form {
  return { kind, pattern: new RegExp(source, 'gu'), ...(isSure && { isSure }) };
}

/** `form` after words that call it so, with at most `gap` signs and letters between. */
export function calledForm(kind: PiiKind, words: string, gap: number, source: string): Form {
  return form(kind, `(?<=(?:${words})[^\\d\\n]{0,${gap}})${BEFORE}${source}${AFTER}`);
}
