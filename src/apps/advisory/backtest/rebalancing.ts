/** When a portfolio is brought back to its weights. */

import { InputError } from '../../../core/errors.ts';

export type Rebalancing =
  | { kind: 'calendar'; every: 'month' | 'quarter' | 'year' }
  /** As soon as one weight is further from its target than `drift`. */
  | { kind: 'threshold'; drift: number };

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

function periodOf(date: string, every: keyof typeof MONTHS): number {
  return Math.floor((Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1) / MONTHS[every]);
}

/** Whether to trade at the close of `date`; `before` is the date before it. @throws InputError for a drift that is none. */
export function isDue(
  rule: Rebalancing,
  {
    before,
    date,
    weights,
    targets,
  }: { before: string; date: string; weights: readonly number[]; targets: readonly number[] },
): boolean {
  if (rule.kind === 'calendar') return periodOf(date, rule.every) !== periodOf(before, rule.every);
  if (!(rule.drift > 0)) {
    throw new InputError(`rebalancing at a drift of ${rule.drift}`, {
      hint: 'Give a fraction above 0, e.g. 0.05',
    });
  }
  return weights.some((weight, i) => Math.abs(weight - (targets[i] as number)) > rule.drift);
}
