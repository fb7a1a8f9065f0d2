/** A gold as it is printed, read by what it is: one number with its unit, or text. */

import type { Reference } from '../../core/question.ts';
import { readNumbers } from '../../verify/number.ts';

/**
 * `1,234.5`, `71.28元`, `3万元`, `12.5%` as a number: a percent sign makes it 12.5 in the unit `percent`, a scale word is applied. Anything
 * beside one number makes it text.
 */
export function printedGold(printed: string): Reference {
  const text = printed.trim();
  const [number, other] = readNumbers(text);
  const whole = number !== undefined && other === undefined && number.raw.trim() === text;
  if (whole && (number.unit === 'plain' || number.unit === 'percent')) {
    return { kind: 'number', value: number.value, unit: number.unit, tolerance: 0, text };
  }
  return { kind: 'text', text, accepted: [] };
}
