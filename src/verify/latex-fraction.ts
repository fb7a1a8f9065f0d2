/** An answer that is one fraction in LaTeX, `\boxed{-\frac{89}{4}}`, as the decimal number it stands for. */

import { unbox } from './boxed.ts';

const LONE_FRACTION =
  /^\$*\s*(-?)\s*\\[dt]?frac\s*\{\s*(-?[\d,]*\.?\d+)\s*\}\s*\{\s*([\d,]*\.?\d+)\s*\}\s*(\\?%)?\s*\$*\.?$/;

/** No number that anyone writes is longer; and none longer is looked at twice. */
const LONGEST = 120;

/** More places than any reference has. */
const PLACES = 12;

/** The answer with its fraction carried out; any other text as it is. */
export function carryOutFraction(answer: string): string {
  const text = unbox(answer).trim();
  if (text.length > LONGEST) return answer;
  const [whole, sign = '', above = '', below = '', percent = ''] = LONE_FRACTION.exec(text) ?? [];
  const divisor = Number(below.replaceAll(',', ''));
  if (whole === undefined || divisor === 0) return answer;
  const value = (sign === '' ? 1 : -1) * (Number(above.replaceAll(',', '')) / divisor);
  return `${value.toFixed(PLACES)}${percent.replace('\\', '')}`;
}
