/**
 * A portfolio problem as a program: columns are the weights and, where a portfolio is held already, what is bought and sold of each asset
 * (w − bought + sold = w₀), so that costs are linear.
 */

import type { Problem } from './allocation.ts';
import type { Bounds } from './constraints.ts';
import type { LinearRow, QuadraticProgram } from './program.ts';

/** `net`: what a unit of each column brings a year, costs taken off. */
export interface InvestmentProgram extends Omit<QuadraticProgram, 'hessian' | 'linear'> {
  count: number;
  net: number[];
}

export function investmentProgram({ means }: Problem, bounds: Bounds): InvestmentProgram {
  const { symbols, trading } = bounds;
  const count = symbols.length;
  if (trading === null) {
    const { lower, upper, rows } = bounds;
    return { count, columns: symbols, lower, upper, rows, net: [...means.values] };
  }
  const nothing = symbols.map(() => 0);
  const widened = bounds.rows.map((row) => ({ ...row, terms: [...row.terms, ...nothing, ...nothing] }));
  const balances = symbols.map((_, i): LinearRow => {
    const one = symbols.map((__, j) => (i === j ? 1 : 0));
    const held = trading.current[i] as number;
    return {
      name: '',
      terms: [...one, ...one.map((value) => 0 - value), ...one],
      lower: held,
      upper: held,
    };
  });
  const limit: LinearRow = {
    name: `trading at most ${trading.limit}`,
    terms: [...nothing, ...symbols.map(() => 1), ...symbols.map(() => 1)],
    lower: 0,
    upper: trading.limit,
  };
  return {
    count,
    columns: [...symbols, ...symbols.map(() => ''), ...symbols.map(() => '')],
    lower: [...bounds.lower, ...nothing, ...nothing],
    upper: [...bounds.upper, ...nothing.map(() => Infinity), ...nothing.map(() => Infinity)],
    rows: [...widened, ...balances, ...(trading.limit === Infinity ? [] : [limit])],
    net: [...means.values, ...symbols.map(() => -trading.cost), ...symbols.map(() => -trading.cost)],
  };
}
