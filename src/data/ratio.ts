/**
 * Tells from a gold program whether its value is a ratio (printed as a percentage by the data set's authors) or an amount.
 *
 * FinQA's `exe_ans` carries no unit: 0.14464 may be 14.5 % or 14 cents. The program decides: a quotient of two amounts is a ratio,
 * an amount divided by a constant (an average, a scale) is not.
 */

import type { Table } from '../core/question.ts';
import { rowOperands, type Operand, type ProgramStep } from './program.ts';

/** True when step `index` of the program (default: the last) is a ratio. */
export function isRatio(
  steps: readonly ProgramStep[],
  tables: readonly Table[],
  index = steps.length - 1,
): boolean {
  const step = steps[index];
  if (step === undefined) return false;
  const ratio = (operand: Operand): boolean =>
    operand.kind === 'step' ? isRatio(steps, tables, operand.index) : operand.text.endsWith('%');
  if ('row' in step) return rowOperands(step.row, tables).some((cell) => cell.text.includes('%'));
  switch (step.op) {
    case 'value':
      return ratio(step.of);
    case 'add':
    case 'subtract':
      return ratio(step.left) || ratio(step.right);
    case 'multiply':
      return ratio(step.left) && ratio(step.right);
    case 'divide':
      return ratio(step.left) || !(step.right.kind === 'constant' || isScale(step.right));
    case 'exp':
    case 'greater':
      return false;
  }
}

/** True when the program's last step turns a ratio into percent units: `multiply(#k, const_100)`. */
export function endsInPercentUnits(steps: readonly ProgramStep[], tables: readonly Table[]): boolean {
  const last = steps.at(-1);
  if (last === undefined || 'row' in last || last.op !== 'multiply') return false;
  const [left, right] = last.right.kind === 'step' ? [last.right, last.left] : [last.left, last.right];
  return (
    left.kind === 'step' && right.kind !== 'step' && right.value === 100 && isRatio(steps, tables, left.index)
  );
}

function isScale(operand: Operand): boolean {
  return operand.kind === 'number' && [100, 1000, 1_000_000, 1_000_000_000].includes(operand.value);
}
