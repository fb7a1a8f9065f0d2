/** One named ratio of figures from a filing (`ratios.ts` has the formulas). */

import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import { choice, decimal } from './arguments.ts';
import { shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { Exact, HUNDRED } from './decimal.ts';
import { checkGiven } from './given-figures.ts';
import { type Figure, FIGURES, figuresIn, isFigure, type Ratio, RATIOS } from './ratios.ts';
import { wrongArgument } from './wrong-argument.ts';

type RatioName = keyof typeof RATIOS;

const names = Object.keys(RATIOS) as RatioName[];
const figures = Object.fromEntries(
  Object.entries(FIGURES).map(([name, description]) => [name, decimal.optional().describe(description)]),
) as Record<Figure, z.ZodOptional<typeof decimal>>;

export const ratio = defineCalculator({
  name: 'ratio',
  description: `One financial ratio. Give only its figures, all in the same currency and scale. ${names
    .map((name) => `${name} = ${inWords(RATIOS[name])}`)
    .join('; ')}.`,
  schema: z.strictObject({ ratio: choice(names).describe('Which ratio'), ...figures }),
  compute({ ratio: name, ...given }) {
    const { above, below, unit, optional = [] }: Ratio = RATIOS[name];
    const needed = [...figuresIn(above), ...figuresIn(below)].filter((figure) => !optional.includes(figure));
    checkGiven(given, [...new Set(needed)], optional, `for ${name}`);

    const values = figuresIn(above).map((figure) => given[figure] ?? new Exact(0));
    const numerator = values.slice(1).reduce((sum, each) => sum.minus(each), values[0] ?? new Exact(0));
    const [divisor] = figuresIn(below);
    const base = divisor === undefined ? undefined : given[divisor];
    if (divisor === undefined || base === undefined || base.isZero()) {
      throw wrongArgument(divisor ?? below, base, `a number other than 0, as ${name} divides by it`);
    }
    const bySize = below.startsWith('abs');
    const quotient = numerator.dividedBy(bySize ? base.abs() : base);
    const caution = bySize
      ? `${divisor} is negative: the change is relative to its size, and commonly given as not meaningful`
      : `${divisor} is negative: ${name} does not mean what it usually does, and is commonly given as not meaningful`;
    return {
      ...shown(unit === 'percent' ? quotient.times(HUNDRED) : quotient),
      unit,
      ...(base.isNegative() && { caution }),
      formula: `${name} = ${inWords(RATIOS[name])} = ${withFigures(inWords(RATIOS[name]), given)}`,
    };
  },
});

function inWords({ above, below }: Ratio): string {
  return `${above.includes(' ') ? `(${above})` : above} / ${below}`;
}

function withFigures(formula: string, given: Readonly<Partial<Record<Figure, Decimal>>>): string {
  return formula.replace(/[a-z_]+/g, (word) => (isFigure(word) ? String(given[word] ?? 0) : word));
}
