/** Birthdays: a date after or before words that call it one. A year alone is none. */

import { AFTER, BEFORE, form, type Form } from './form.ts';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const FIGURE = '[零〇○一二三四五六七八九十]';
const DATE =
  '(?:' +
  [
    '\\d{4} ?[-/.年] ?\\d{1,2}(?: ?[-/.月] ?\\d{1,2} ?[日号]?|月)',
    '\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})',
    `${DAY} (?:of )?${MONTH}(?:,? \\d{4})?`,
    `${MONTH} ${DAY}(?:,? \\d{4})?`,
    '(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])?',
    '\\d{1,2} ?月 ?\\d{1,2} ?[日号]',
    `(?:${FIGURE}{4}年)?(?:农历)?(?:正|腊|${FIGURE}{1,2})月(?:初|廿)?${FIGURE}{1,3}[日号]?`,
  ].join('|') +
  ')';
const CALLED =
  "date of birth|\\bd\\.?o\\.?b\\b\\.?|birth ?date|birthday(?: is| was|'s)?(?: on)?|\\bborn(?: on)?|出生日期|出生年月日?|出生于|生于|生日|出生时间";

export const birthdayForms: readonly Form[] = [
  form('BIRTHDAY', `(?<=(?:${CALLED})[ :：是为在,(]{0,4})${BEFORE}${DATE}${AFTER}`),
  form(
    'BIRTHDAY',
    `${BEFORE}(?:\\d{2}|\\d{4}) ?年 ?\\d{1,2} ?月(?: ?\\d{1,2} ?[日号])?(?= ?(?:出生|生人|生[,，。;；]|的?生日))`,
  ),
  form('BIRTHDAY', `${BEFORE}\\d{1,2} ?月 ?\\d{1,2} ?[日号](?= ?(?:是?[我他她您你][的]?|过)生日)`),
];
