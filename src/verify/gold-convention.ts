/**
 * Which unit convention a gold number and the answer as its source prints it have in common. FinQA mixes conventions:
 * `14%` stands beside 0.14464 in most rows and `37.81%` beside 37.81139 in some; other rows contradict themselves.
 */

import type { UnitConvention } from '../core/question.ts';
import { extractNumber } from './extract-number.ts';
import { compareNumber } from './score-number.ts';

/**
 * The convention under which `printed` is the gold `value`: `plain` for a number without a percent sign, `decimal` or
 * `percent` for one with it; null where they contradict each other or `printed` holds no one number.
 */
export function goldConvention(printed: string, value: number): UnitConvention | null {
  const extracted = extractNumber(printed);
  if (!extracted.found) return null;
  const { number } = extracted;
  const conventions: UnitConvention[] = number.unit === 'plain' ? ['plain'] : ['decimal', 'percent'];
  for (const unit of conventions) {
    if (compareNumber(number, { kind: 'number', value, unit, tolerance: 0 }).verdict === 'correct')
      return unit;
  }
  return null;
}
