/**
 * Arithmetic as a reasoning step states it: `63-48=15`, `15/60=25%`. Without spaces, since a nano model learns it
 * several times sooner so (LOG.md). A solver is handed its arithmetic, so that a teacher who slips uses the same solver.
 */

export interface Claim {
  text: string;
  value: number;
}

export interface Arithmetic {
  add(a: number, b: number): Claim;
  subtract(a: number, b: number): Claim;
  /** `value` is in percent: 25 for a quarter. */
  percent(a: number, b: number): Claim;
}

function claim(a: number, operator: string, b: number, value: number, unit = ''): Claim {
  return { text: `${a}${operator}${b}=${value}${unit}`, value };
}

/** Two decimals at most: questions are made so that their percentages are whole; misread ones need not be. */
function percentOf(a: number, b: number): number {
  return Math.round((a / b) * 10_000) / 100;
}

export const exactArithmetic: Arithmetic = {
  add: (a, b) => claim(a, '+', b, a + b),
  subtract: (a, b) => claim(a, '-', b, a - b),
  percent: (a, b) => claim(a, '/', b, percentOf(a, b), '%'),
};

/** Arithmetic whose every result is off by `error`. */
export function slippingArithmetic(error: number): Arithmetic {
  return {
    add: (a, b) => claim(a, '+', b, a + b + error),
    subtract: (a, b) => claim(a, '-', b, a - b + error),
    percent: (a, b) => claim(a, '/', b, percentOf(a, b) + error, '%'),
  };
}

/** Subtracts the wrong way round; otherwise exact. */
export const signFlippingArithmetic: Arithmetic = {
  ...exactArithmetic,
  subtract: (a, b) => exactArithmetic.subtract(b, a),
};

export type Relation = 'more' | 'less';

/** How reasoning compares two different numbers, always the second with the first: `48 to 63: more`. */
export function compare(a: number, b: number): { relation: Relation; text: string } {
  const relation = b > a ? 'more' : 'less';
  return { relation, text: `${a} to ${b}: ${relation}` };
}

export interface Ratio {
  part: number;
  base: number;
  percent: number;
}

const bases = [10, 20, 40, 50, 60, 80];
const percents = [10, 20, 25, 30, 40, 50, 60, 75, 80];

/** The small division table that growth and share questions draw from: whole parts, `part / base = percent%`. */
export const niceRatios: readonly Ratio[] = bases.flatMap((base) =>
  percents
    .map((percent) => ({ part: (base * percent) / 100, base, percent }))
    .filter((ratio) => Number.isInteger(ratio.part)),
);
