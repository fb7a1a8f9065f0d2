/** What a question asks for, told from its gold program: the `category` of FinQA and ConvFinQA questions. */

import type { ProgramStep } from './program.ts';

export function programCategory(steps: readonly ProgramStep[]): string {
  const last = steps.at(-1);
  if (last === undefined || last.op === 'value') return 'look-up';
  if ('row' in last) return last.op.replace('table_', 'row-');
  if (last.op === 'greater') return 'comparison';
  const ops = steps.filter((step) => step.op !== 'value').map((step) => step.op);
  if (last.op === 'multiply' && last.right.kind !== 'step' && last.right.value === 100 && ops.length > 1) {
    return programCategory(steps.slice(0, -1));
  }
  if (last.op === 'divide') {
    const counts = last.right.kind === 'constant' && last.right.value > 1 && last.right.value < 100;
    if (counts && ops.includes('add')) return 'average';
    return ops.at(-2) === 'subtract' ? 'change-rate' : 'ratio';
  }
  const names = { add: 'sum', subtract: 'difference', multiply: 'product', exp: 'growth' } as const;
  return ops.length > 2 ? 'multi-step' : names[last.op];
}
