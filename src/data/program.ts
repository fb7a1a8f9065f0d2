/**
 * FinQA's program language: a chain of steps `op(a, b)` over numbers as printed, constants, earlier results and table rows.
 *
 * The gold of FinQA and ConvFinQA is the value of such a program. Executing it gives `exe_ans` back, so a number of the data
 * set can be checked instead of believed; the gold-program teacher renders the same steps as reasoning.
 * Rules of the language: `reference/datasets` of the FinQA release, re-implemented here; see `program-parse.ts` for the text.
 */

import type { Table } from '../core/question.ts';
import { cellNumber } from './cell-number.ts';

export const binaryOps = ['add', 'subtract', 'multiply', 'divide', 'exp', 'greater'] as const;
export const tableOps = ['table_max', 'table_min', 'table_sum', 'table_average'] as const;
export type BinaryOp = (typeof binaryOps)[number];
export type TableOp = (typeof tableOps)[number];

export type Operand =
  | { kind: 'number'; text: string; value: number }
  /** `const_100`; `const_m1` is −1. */
  | { kind: 'constant'; text: string; value: number }
  /** `#k`: the result of step k. */
  | { kind: 'step'; text: string; index: number };

export type ProgramStep =
  | { op: BinaryOp; left: Operand; right: Operand }
  /** `row` is the text of the row's first cell. */
  | { op: TableOp; row: string }
  /** A value read off without calculation, as ConvFinQA's first turns do. */
  | { op: 'value'; of: Operand };

export type ProgramValue = number | boolean;

/** A program that cannot be parsed or executed; the message names the step. The reader turns it into a quarantined row. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

function tableCells(row: string, tables: readonly Table[]): { label: string; text: string; value: number }[] {
  for (const table of tables) {
    const found = table.rows.find((cells) => cells[0]?.trim() === row.trim());
    if (found === undefined) continue;
    const header = table.rows[0] ?? [];
    return found.slice(1).map((text, i) => {
      const value = cellNumber(text);
      if (value === null) throw new ProgramError(`row "${row}" has a cell that is no number: "${text}"`);
      return { label: header[i + 1] ?? '', text, value };
    });
  }
  throw new ProgramError(`no table row is called "${row}"`);
}

/** The cells a table operation reads, with their column names. Throws `ProgramError` for an unknown or non-numeric row. */
export function rowOperands(
  row: string,
  tables: readonly Table[],
): { label: string; text: string; value: number }[] {
  const cells = tableCells(row, tables);
  if (cells.length === 0) throw new ProgramError(`row "${row}" has no cells`);
  return cells;
}

export function applyTableOp(op: TableOp, values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  switch (op) {
    case 'table_max':
      return Math.max(...values);
    case 'table_min':
      return Math.min(...values);
    case 'table_sum':
      return sum;
    case 'table_average':
      return sum / values.length;
  }
}

export function applyBinaryOp(op: BinaryOp, left: number, right: number): ProgramValue {
  switch (op) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    case 'divide':
      if (right === 0) throw new ProgramError(`division of ${left} by zero`);
      return left / right;
    case 'exp':
      return left ** right;
    case 'greater':
      return left > right;
  }
}

/** The number an operand stands for, given the results of the steps before it. */
export function operandValue(operand: Operand, results: readonly ProgramValue[]): number {
  if (operand.kind !== 'step') return operand.value;
  const value = results[operand.index];
  if (typeof value !== 'number') {
    throw new ProgramError(
      `${operand.text} is ${value === undefined ? 'not an earlier step' : 'not a number'}`,
    );
  }
  return value;
}

/** Results of all steps, unrounded. Throws `ProgramError`. */
export function executeSteps(steps: readonly ProgramStep[], tables: readonly Table[]): ProgramValue[] {
  const results: ProgramValue[] = [];
  for (const step of steps) {
    if ('row' in step) {
      const values = rowOperands(step.row, tables).map((cell) => cell.value);
      results.push(applyTableOp(step.op, values));
    } else if (step.op === 'value') results.push(operandValue(step.of, results));
    else {
      results.push(
        applyBinaryOp(step.op, operandValue(step.left, results), operandValue(step.right, results)),
      );
    }
  }
  return results;
}

/** How many values an operand sums up: the leaves of its chain of additions. */
export function summedValues(operand: Operand, steps: readonly ProgramStep[]): number {
  const step = operand.kind === 'step' ? steps[operand.index] : undefined;
  if (step?.op !== 'add') return 1;
  return summedValues(step.left, steps) + summedValues(step.right, steps);
}

/** The program's answer: its last result, rounded to 5 places as `exe_ans` is. Throws `ProgramError`. */
export function executeProgram(steps: readonly ProgramStep[], tables: readonly Table[]): ProgramValue {
  const last = executeSteps(steps, tables).at(-1);
  if (last === undefined) throw new ProgramError('the program has no step');
  return typeof last === 'boolean' ? last : roundTo5(last);
}

function roundTo5(value: number): number {
  return Math.abs(value) < 1e15 ? Number(value.toFixed(5)) : value;
}
