/**
 * A program worked out the way a person writes it down: each result is rounded to the digits that are printed, and the next step
 * goes on with the printed digits. So every line of the working holds by itself, and the end still agrees with the exact value.
 */

import { plainNumber } from './gold-text.ts';
import {
  applyBinaryOp,
  applyTableOp,
  executeSteps,
  operandValue,
  rowOperands,
  type ProgramStep,
  type ProgramValue,
} from './program.ts';
import type { Table } from '../core/question.ts';

const FEWEST_DIGITS = 5;
const MOST_DIGITS = 14;
/** Relative difference to the exact result that rounding on the way may cause: `exe_ans` has five places. */
const CLOSE_ENOUGH = 2e-6;

/** The results of all steps with the fewest digits (from five significant ones) that keep the last result exact enough. */
export function printedChain(steps: readonly ProgramStep[], tables: readonly Table[]): ProgramValue[] {
  const exact = executeSteps(steps, tables).at(-1);
  let results: ProgramValue[] = [];
  for (let digits = FEWEST_DIGITS; digits <= MOST_DIGITS; digits++) {
    const print = (value: ProgramValue): ProgramValue =>
      typeof value === 'number' ? Number(plainNumber(value, Math.max(digits, wholeDigits(value)))) : value;
    results = [];
    for (const step of steps) {
      if ('row' in step) {
        const values = rowOperands(step.row, tables).map((cell) => cell.value);
        results.push(print(applyTableOp(step.op, values)));
      } else if (step.op === 'value') results.push(operandValue(step.of, results));
      else {
        const [left, right] = [operandValue(step.left, results), operandValue(step.right, results)];
        results.push(print(applyBinaryOp(step.op, left, right)));
      }
    }
    const last = results.at(-1);
    if (typeof exact !== 'number' || typeof last !== 'number') return results;
    if (Math.abs(last - exact) <= CLOSE_ENOUGH * Math.max(Math.abs(exact), 1e-12)) return results;
  }
  return results;
}

/** Whole digits are never rounded away. */
function wholeDigits(value: number): number {
  const size = Math.abs(value);
  return size < 1 ? 1 : Math.min(15, Math.floor(Math.log10(size)) + 2);
}
