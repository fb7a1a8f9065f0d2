/** The ways in which numbers are written, alone and in sentences, in English, Chinese and LaTeX. */

import type { Random } from '../../core/random.ts';
import type { UnitConvention } from '../../core/question.ts';
import type { KnownPair } from './known-pair.ts';

export type Write = (text: string) => string;

const latex: Write = (text) => text.replace(/[%$]/g, '\\$&').replaceAll(',', '{,}');
export const fullWidth: Write = (text) =>
  text.replace(/[0-9.%]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

export const wordings: readonly Write[] = [
  (x) => x,
  (x) => x,
  (x) => `**${x}**`,
  (x) => `\\boxed{${latex(x)}}`,
  (x) => `$\\boxed{${latex(x)}}$`,
  (x) => `\\boxed{\\text{${latex(x)}}}`,
  (x) => `The answer is ${x}.`,
  (x) => `Final answer: ${x}`,
  (x) => `In 2019 it was 5,829, in 2018 it was 5,735. Therefore the answer is ${x}`,
  (x) => `(5829 - 5735) / 17 = ${x}`,
  (x) => `It is approximately ${x}`,
  (x) => `Net sales went from $5,735 million to $5,829 million, so the result is ${x}.`,
  (x) => `The ratio equals ${x}`,
  (x) => `${x} (94 / 5,735)`,
  (x) => `Approximately ${x}`,
  (x) => `\\[ \\frac{94}{5735} = ${latex(x)} \\]`,
  (x) => `Answer: ${x} (rounded to two decimals)`,
  (x) => `最终答案为：${x}`,
  (x) => `约${x}`,
  (x) => `The value for fiscal 2019 was ${x}.`,
  (x) => `答案：${x}`,
  (x) => `答案是${x}。`,
  (x) => `2019年的数值约为${x}`,
  (x) => `由 5,829 和 5,735 可得，因此结果为${x}。`,
];

export const minus: readonly Write[] = [
  (x) => `-${x}`,
  (x) => `−${x}`,
  (x) => `(${x})`,
  (x) => `－${x}`,
  (x) => `negative ${x}`,
  (x) => `负${x}`,
];

/** A bracket is a sign around figures only. */
export const signed = (negative: boolean, text: string, random: Random): string =>
  negative
    ? random.pick(/^[\d.,$%]+$/.test(text) ? minus : minus.filter((write) => !write('').startsWith('(')))(
        text,
      )
    : text;

export function numberPair(
  random: Random,
  kind: string,
  unit: UnitConvention,
  value: number,
  text: string,
  correct: boolean,
): KnownPair {
  return {
    kind,
    answer: random.pick(wordings)(text),
    reference: { kind: 'number', value, unit, tolerance: 0 },
    correct,
  };
}
