/** Numbers in Chinese characters: 百分之十二点三, 三成半, 两倍, 三分之一, 一万二千, 翻倍. */

import type { Worded } from './english-numbers.ts';

const DIGITS: Readonly<Record<string, number>> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 },
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** Characters of numbers that count nothing, e.g. in 一般 or 第三方. */
const IDIOMS =
  /第[一二三四五六七八九十百]+|另一方面|一方面|进一步|一次|一部分|(?<!分)之一|唯一|统一|单一|同一|另一|任一|每一|某一|逐一|万一|一一|不一|一(?:些|般|定|样|致|直|旦|起|并|同|切|经|概|律|边|面|向|贯|如|味|体|段|种|份|项|位|名|时|再|面)|一年[内中里]|这一(?![成半年倍个])|某一年|一个(?!月|百分|基点|点)|十分(?!之)|千万(?=不|要|别|勿)|[两二]者|三方|四舍五入|百分点|三思|四季/g;

const CHARACTERS = '〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟';
const NUMBER = `[${CHARACTERS}]+(?:点[〇零一二三四五六七八九]+)?`;
const FOUND = new RegExp(
  [
    `([百千万${CHARACTERS}]+|\\d+)分之(${NUMBER}|\\d+(?:\\.\\d+)?|半)`,
    `(${NUMBER}|\\d+(?:\\.\\d+)?|半)成(半)?(?!本|立|为|员|果|功|长|就|分|交|熟|人|效|份|年)`,
    `(一半|大半|多半|过半|半数|对半)`,
    `(翻了?(?:${NUMBER}|\\d+)?[倍番]|腰斩|减半|加倍|倍增|成倍|[几数](?:[十百千万亿]+|[倍成年])|[两个三四五六]位数)`,
    `(${NUMBER})(?=倍)(?:倍)(半)?`,
    `(${NUMBER}|半)`,
  ].join('|'),
  'g',
);

export function chineseNumbers(text: string): Worded[] {
  const masked = text.replace(IDIOMS, (idiom) => '　'.repeat(idiom.length));
  const found: Worded[] = [];
  for (const match of masked.matchAll(FOUND)) {
    const [all, denominator, numerator, tenths, tenthsHalf, halfWord, vague, times, timesHalf, plain] = match;
    const at = { start: match.index, end: match.index + all.length };
    if (denominator !== undefined && numerator !== undefined) {
      const share = (100 * number(numerator)) / number(denominator);
      found.push({ ...at, value: share, kind: 'share', decimals: decimalsOf(numerator) });
    } else if (tenths !== undefined) {
      const value = 10 * number(tenths) + (tenthsHalf === undefined ? 0 : 5);
      found.push({ ...at, value, kind: 'share', decimals: 0 });
    } else if (halfWord !== undefined) {
      found.push({ ...at, value: halfWord === '一半' ? 50 : NaN, kind: 'share', decimals: 0 });
    } else if (vague !== undefined) {
      found.push({ ...at, value: NaN, kind: 'times', decimals: 0 });
    } else if (times !== undefined) {
      const value = number(times) + (timesHalf === undefined ? 0 : 0.5);
      found.push({ ...at, value, kind: 'times', decimals: timesHalf === undefined ? decimalsOf(times) : 1 });
    } else if (plain !== undefined) {
      found.push({
        ...at,
        value: number(plain),
        kind: 'number',
        decimals: plain === '半' ? 1 : decimalsOf(plain),
      });
    }
  }
  return found;
}

function decimalsOf(text: string): number {
  const point = text.search(/[点.]/);
  return point < 0 ? 0 : text.length - point - 1;
}

function number(text: string): number {
  if (text === '半') return 0.5;
  if (/^\d/.test(text)) return Number(text);
  const [whole = '', fraction = ''] = text.split('点');
  const digits = [...fraction].reduce((sum, digit, i) => sum + (DIGITS[digit] ?? NaN) / 10 ** (i + 1), 0);
  return wholeNumber(whole) + digits;
}

/** 一万二千 by places; 二〇三六 digit by digit. */
function wholeNumber(text: string): number {
  const characters = [...text];
  if (characters.length > 1 && characters.every((character) => character in DIGITS)) {
    return Number(characters.map((character) => DIGITS[character]).join(''));
  }
  let [total, section, digit] = [0, 0, 0];
  for (const character of characters) {
    const myriad = MYRIADS[character];
    const unit = UNITS[character];
    if (myriad !== undefined) {
      total = (total + Math.max(section + digit, total === 0 ? 1 : 0)) * myriad;
      [section, digit] = [0, 0];
    } else if (unit !== undefined) {
      section += Math.max(digit, 1) * unit;
      digit = 0;
    } else digit = DIGITS[character] ?? NaN;
  }
  return total + section + digit;
}
