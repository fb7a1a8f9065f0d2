/** Finance calculators in exact decimals, as tools that a model may call (`fin-r1/calculate`). */

import { annuity } from './annuity.ts';
import { bondPrice } from './bond-price.ts';
import { bondYield } from './bond-yield.ts';
import { cagr } from './cagr.ts';
import type { Calculator } from './calculator.ts';
import { dayCount } from './day-count.ts';
import { evaluate } from './evaluate.ts';
import { irr } from './irr.ts';
import { npv } from './npv.ts';
import { ratio } from './ratio.ts';
import { xirr } from './xirr.ts';
import { xnpv } from './xnpv.ts';

export type { Calculation, CalculationUnit } from './calculation.ts';
export type { Calculator } from './calculator.ts';
export { readArguments } from './read-arguments.ts';

/** All calculators by the name under which a model calls them. */
export const calculators: ReadonlyMap<string, Calculator> = new Map(
  [npv, xnpv, irr, xirr, cagr, annuity, bondPrice, bondYield, dayCount, ratio, evaluate].map((calculator) => [
    calculator.name,
    calculator,
  ]),
);
