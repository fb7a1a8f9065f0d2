/**
 * Level annuities, ordinary and due (Brealey, Myers and Allen, chapter 2; Kellison, The Theory of Interest, chapter 3):
 * PV = PMT · a, FV = PMT · s, with a = (1 − (1 + i)^−n) / i and s = ((1 + i)^n − 1) / i, each times 1 + i where payments
 * are due at the start of a period, and a = s = n where i = 0.
 */

import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import { choice, count, positive, ratePercent } from './arguments.ts';
import { type Calculation, shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { growth, ONE } from './decimal.ts';
import { checkGiven } from './given-figures.ts';
import { wrongArgument } from './wrong-argument.ts';

const MOST_PERIODS = 10_000;

const schema = z.strictObject({
  find: choice(['payment', 'present_value', 'future_value', 'periods']).describe(
    'What to compute. payment needs periods and one of present_value, future_value; present_value and future_value need periods and payment; periods needs payment and one of present_value, future_value',
  ),
  rate_percent: ratePercent.describe('Rate per period in percent: a loan at 6 % a year paid monthly has 0.5'),
  timing: choice(['ordinary', 'due'])
    .default('ordinary')
    .describe('Payments at the end of each period (ordinary) or at its start (due)'),
  periods: count(MOST_PERIODS).optional().describe('Number of payments'),
  payment: positive.optional().describe('Payment per period in currency'),
  present_value: positive.optional().describe('Value at time 0 in currency: the amount of a loan'),
  future_value: positive
    .optional()
    .describe('Value at the end of the last period in currency: the target of saving'),
});

type Arguments = z.output<typeof schema>;

export const annuity = defineCalculator({
  name: 'annuity',
  description:
    'Level payments: loan payments, savings plans, their present and future value, or the number of periods. Amounts are positive; there is no sign convention.',
  schema,
  compute(args) {
    const { find, rate_percent, timing, ...figures } = args;
    const from =
      args.future_value !== undefined && find !== 'future_value' ? 'future_value' : 'present_value';
    const needed = {
      payment: ['periods', from],
      present_value: ['periods', 'payment'],
      future_value: ['periods', 'payment'],
      periods: ['payment', from],
    }[find];
    checkGiven(figures, needed, [], `to find ${find}`);
    const start = timing === 'due' ? growth(rate_percent) : ONE;
    const dueFactor = timing === 'due' ? ' · (1 + i)' : '';
    const end = `, i = ${rate_percent} % a period${args.periods === undefined ? '' : `, n = ${args.periods}`}`;
    if (find === 'periods') return periods(args, start, dueFactor, end);

    const kind = find === 'payment' ? from : find;
    const factor = annuityFactor(rate_percent, args.periods ?? 0, kind).times(start);
    const symbol = kind === 'present_value' ? 'PV' : 'FV';
    const formula = rate_percent.isZero()
      ? 'n'
      : kind === 'present_value'
        ? `(1 − (1 + i)^−n) / i${dueFactor}`
        : `((1 + i)^n − 1) / i${dueFactor}`;
    const known = args[find === 'payment' ? kind : 'payment'] ?? ONE;
    return find === 'payment'
      ? {
          ...shown(known.dividedBy(factor)),
          unit: 'currency',
          formula: `PMT = ${symbol} / (${formula}), ${symbol} = ${known}${end}`,
        }
      : {
          ...shown(known.times(factor)),
          unit: 'currency',
          formula: `${symbol} = PMT · ${formula}, PMT = ${known}${end}`,
        };
  },
});

function annuityFactor(
  ratePercent: Decimal,
  periods: number,
  kind: 'present_value' | 'future_value',
): Decimal {
  const i = ratePercent.dividedBy(100);
  if (i.isZero()) return ONE.times(periods);
  const grown = growth(ratePercent).pow(periods);
  return kind === 'present_value'
    ? ONE.minus(ONE.dividedBy(grown)).dividedBy(i)
    : grown.minus(ONE).dividedBy(i);
}

/** n of the closed form; a fraction where the last payment is smaller than the others. */
function periods(args: Arguments, start: Decimal, dueFactor: string, end: string): Calculation {
  const name = args.future_value === undefined ? 'present_value' : 'future_value';
  const [symbol, sign] = name === 'present_value' ? ['PV', '−'] : ['FV', '+'];
  const value = args[name] ?? ONE;
  const first = (args.payment ?? ONE).times(start);
  const figures = `${symbol} = ${value}, PMT = ${args.payment}${end}`;
  if (args.rate_percent.isZero()) {
    return { ...shown(value.dividedBy(first)), unit: 'periods', formula: `n = ${symbol} / PMT, ${figures}` };
  }
  const interest = value.times(args.rate_percent).dividedBy(100).dividedBy(first);
  const left = name === 'present_value' ? ONE.minus(interest) : ONE.plus(interest);
  if (!left.greaterThan(0)) {
    const why =
      name === 'present_value'
        ? 'a payment above the interest of one period, else the debt is never paid off'
        : 'a target that can be reached: at a negative rate the savings never grow so far';
    throw name === 'present_value'
      ? wrongArgument('payment', args.payment, why)
      : wrongArgument('future_value', value, why);
  }
  const n = left.ln().dividedBy(growth(args.rate_percent).ln());
  return {
    ...shown(name === 'present_value' ? n.negated() : n),
    unit: 'periods',
    formula: `n = ${sign === '−' ? '−' : ''}ln(1 ${sign} ${symbol} · i / ${dueFactor === '' ? 'PMT' : `(PMT${dueFactor})`}) / ln(1 + i), ${figures}`,
  };
}
