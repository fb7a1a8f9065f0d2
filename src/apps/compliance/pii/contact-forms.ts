/** Mail addresses and phone numbers, also spelled out or torn so that they are not found. */

import { AFTER, BEFORE, calledForm, form, type Form } from './form.ts';

const open = '[\\[({<] ?';
const close = ' ?[\\])}>]';
const SPELLED_DOT = `(?: dot | ?${open}(?:dot|\\.)${close} ?| ?点 ?)`;
const DOT = `(?:\\.|${SPELLED_DOT})`;
const SPELLED_AT = `(?: ?${open}(?:at|@)${close} ?| ?艾特 ?| ?圈a ?)`;
const WORD = '[\\w+-]{1,40}';
const TOP = '(?:com|org|net|edu|gov|info|biz|cn|hk|tw|uk|de|fr|eu|io|co|me)';
const PROVIDERS =
  '(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|qq|163|126|sina|foxmail|proton|protonmail|aol|gmx)';
const name = `(?<![\\w.])${WORD}(?:${DOT}${WORD}){0,3}`;
/** One of the separators that people put into numbers, with blanks around. */
const SEPARATOR = ' ?[ ._\\-/·*()]{0,2} ?';
const HAN_FIGURE = '[零〇幺一二三四五六七八九]';
const PHONE = '\\bphone|\\btel\\b|telephone|\\bmobile|\\bcell\\b|\\bfax\\b|电话|手机|座机|联系方式|传真';

export const contactForms: readonly Form[] = [
  form('EMAIL', `[\\w.+%-]{1,64}@(?:[a-z0-9-]{1,63}\\.)+[a-z]{2,24}`),
  form('EMAIL', `${name}${SPELLED_AT}${WORD}(?:${DOT}${WORD}){0,3}?${DOT}${TOP}(?:${DOT}${TOP})?(?![\\w])`),
  // "Look at example.com" is none.
  form('EMAIL', `${name} at ${WORD}(?:${DOT}${WORD}){0,3}?${SPELLED_DOT}${TOP}(?!\\w)`),
  form('EMAIL', `${name} at ${PROVIDERS}${DOT}${TOP}(?!\\w)`),
  // Before all others: the same figures without their prefix may be a number of another country.
  form(
    'PHONE',
    `(?<![\\w+])00[1-9]\\d{0,2}[ .-](?:\\(?\\d{1,4}\\)?[ .-]?){2,5}\\d{2,4}${AFTER}`,
    isLongEnough,
  ),
  form('PHONE', `${BEFORE}(?:\\+?86${SEPARATOR})?\\(?1[3-9]\\d${SEPARATOR}\\d{4}${SEPARATOR}\\d{4}${AFTER}`),
  form('PHONE', `${BEFORE}1([ ._-]{1,2})[3-9](?:\\1\\d){9}${AFTER}`),
  form('PHONE', `(?<!${HAN_FIGURE})[一幺]${HAN_FIGURE}{10}(?!${HAN_FIGURE})`),
  form('PHONE', `(?<!${HAN_FIGURE})[一幺]${HAN_FIGURE}{2}([ -]?)\\d{4}\\1\\d{4}${AFTER}`),
  form(
    'PHONE',
    `${BEFORE}1[3-9]\\d([ -]?)${HAN_FIGURE}{4}\\1(?:${HAN_FIGURE}{4}|\\d{4})(?![\\d零〇幺一二三四五六七八九])`,
  ),
  // Local ones, of seven figures.
  form(
    'PHONE',
    `(?<=\\b(?:call|ring|dial|text)(?: me| us| him| her| them)?(?: at| on)? )\\d{3}[ .-]\\d{4}${AFTER}`,
  ),
  form('PHONE', `${BEFORE}\\(?0(?:10|2\\d|[3-9]\\d{2})\\)?[ -]\\d{3,4}[ -]?\\d{4}${AFTER}`),
  form(
    'PHONE',
    `(?<![\\w+])(?:\\+?1[ .-]?)?\\(?[2-9]\\d{2}\\)?[ .-]{0,2}[2-9]\\d{2}[ .-]\\d{4}${AFTER}`,
    isLongEnough,
  ),
  form(
    'PHONE',
    `(?<![\\w+])\\+[1-9]\\d{0,2}[ .-]?(?:\\(?\\d{1,4}\\)?[ .-]?){2,5}\\d{2,4}${AFTER}`,
    isLongEnough,
  ),
  calledForm('PHONE', PHONE, 8, `\\(?\\d(?:[ ._\\-/()]{0,3}\\d){6,14}`),
];

/** E.164: up to 15 figures; fewer than 8 are no number that can be called from abroad. */
function isLongEnough(value: string): boolean {
  const figures = value.replace(/\D/g, '').length;
  return figures >= 8 && figures <= 15;
}
