/** Carrying and borrowing, which a small model learns last: the lowest difficulty has sums and differences without them. */

import { executeSteps, operandValue } from '../program.ts';
import { parseProgram } from '../program-parse.ts';
import type { Draft, DraftContext, Kind } from './family.ts';

/** Whether a column of the sum exceeds 9. */
export function sumCarries(a: number, b: number): boolean {
  for (let [x, y] = [a, b]; x > 0 && y > 0; x = Math.floor(x / 10), y = Math.floor(y / 10)) {
    if ((x % 10) + (y % 10) > 9) return true;
  }
  return false;
}

/** Whether a column of the difference has to borrow, or the whole is negative. */
export function differenceBorrows(a: number, b: number): boolean {
  for (let [x, y] = [a, b]; y > 0; x = Math.floor(x / 10), y = Math.floor(y / 10)) {
    if (x % 10 < y % 10) return true;
  }
  return false;
}

function programCarries(program: string): boolean {
  const steps = parseProgram(program);
  const results = executeSteps(steps, []);
  return steps.some((step) => {
    if (step.op !== 'add' && step.op !== 'subtract') return false;
    const [a, b] = [operandValue(step.left, results), operandValue(step.right, results)];
    return step.op === 'add' ? sumCarries(a, b) : differenceBorrows(a, b);
  });
}

/** A draft whose program is no harder than the difficulty allows. */
export function draftWithin(kind: Kind, context: DraftContext): Draft {
  for (;;) {
    const draft = kind.draft(context);
    const { program } = draft;
    if (context.difficulty.carries || program === undefined || !programCarries(program)) return draft;
  }
}
