/**
 * Reads the text of a FinQA program: `subtract(5829, 5735), divide(#0, 5735)`, `table_average(net sales, none)`, or a bare `60.94`.
 */

import { cellNumber } from './cell-number.ts';
import {
  binaryOps,
  tableOps,
  ProgramError,
  type BinaryOp,
  type Operand,
  type ProgramStep,
  type TableOp,
} from './program.ts';

// A step ends at the `)` before the next operation, not at the first one: row names may hold parentheses and commas.
const STEP_BOUNDARY = new RegExp(
  String.raw`(?<=\))\s*,\s*(?=(?:${[...binaryOps, ...tableOps].join('|')})\(|#\d|-?[\d.])`,
);
const STEP = /^([a-z_]+)\((.*)\)$/s;

export function parseOperand(text: string): Operand {
  const trimmed = text.trim();
  const step = /^#(\d+)$/.exec(trimmed);
  if (step) return { kind: 'step', text: trimmed, index: Number(step[1]) };
  const constant = /^const_(m?)(\d+(?:\.\d+)?)$/.exec(trimmed);
  if (constant) {
    return { kind: 'constant', text: trimmed, value: Number(constant[2]) * (constant[1] === 'm' ? -1 : 1) };
  }
  const value = cellNumber(trimmed);
  if (value === null) throw new ProgramError(`"${trimmed}" is no number, constant or earlier step`);
  return { kind: 'number', text: trimmed, value };
}

function parseStep(text: string): ProgramStep {
  const match = STEP.exec(text.trim());
  if (!match) return { op: 'value', of: parseOperand(text) };
  const [, op = '', inside = ''] = match;
  if ((tableOps as readonly string[]).includes(op)) {
    return { op: op as TableOp, row: inside.replace(/,\s*none\s*$/, '').trim() };
  }
  if (!(binaryOps as readonly string[]).includes(op)) throw new ProgramError(`unknown operation "${op}"`);
  const parts = inside.split(/,\s+/);
  const [left, right] = parts;
  if (parts.length !== 2 || left === undefined || right === undefined) {
    throw new ProgramError(`"${text.trim()}" needs two arguments`);
  }
  return { op: op as BinaryOp, left: parseOperand(left), right: parseOperand(right) };
}

/** The steps of a program. Throws `ProgramError` naming what cannot be read. */
export function parseProgram(text: string): ProgramStep[] {
  const steps = text.trim().split(STEP_BOUNDARY).map(parseStep);
  for (const [at, step] of steps.entries()) {
    const operands = 'row' in step ? [] : step.op === 'value' ? [step.of] : [step.left, step.right];
    for (const operand of operands) {
      if (operand.kind === 'step' && operand.index >= at) {
        throw new ProgramError(`step ${at} of "${text}" uses ${operand.text}, which comes later`);
      }
    }
  }
  return steps;
}
