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
import { checkGiven, given } from './given-figures.ts';
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
type Valued = 'present_value' | 'future_value';

export const annuity = defineCalculator({
  name: 'annuity',
  description:
    'Level payments: loan payments, savings plans, their present and future value, or the number of periods. Amounts are positive; there is no sign convention.',
  schema,
  compute(args) {
    const { find, rate_percent, timing: _, ...figures } = args;
    const known = args.future_value === undefined ? 'present_value' : 'future_value';
    const needed = {
      payment: ['periods', known],
      present_value: ['periods', 'payment'],
      future_value: ['periods', 'payment'],
      periods: ['payment', known],
    }[find];
    checkGiven(figures, needed, [], `to find ${find}`);
    if (find === 'periods') return periods(args, known);

    const n = given(args.periods, 'periods');
    const end = `i = ${rate_percent} % a period, n = ${n}`;
    if (find === 'payment') {
      const [value, { factor, text }] = [given(args[known], known), annuityFactor(args, n, known)];
      const formula = `PMT = ${SYMBOLS[known]} / (${text}), ${SYMBOLS[known]} = ${value}, ${end}`;
      return { ...shown(value.dividedBy(factor)), unit: 'currency', formula };
    }
    const [payment, { factor, text }] = [given(args.payment, 'payment'), annuityFactor(args, n, find)];
    const formula = `${SYMBOLS[find]} = PMT · ${text}, PMT = ${payment}, ${end}`;
    return { ...shown(payment.times(factor)), unit: 'currency', formula };
  },
});

const SYMBOLS = { present_value: 'PV', future_value: 'FV' } as const;

/** Value of `n` payments of 1, and its formula. */
function annuityFactor(args: Arguments, n: number, kind: Valued): { factor: Decimal; text: string } {
  const i = args.rate_percent.dividedBy(100);
  if (i.isZero()) return { factor: ONE.times(n), text: 'n' };
  const grown = growth(args.rate_percent).pow(n);
  const above = kind === 'present_value' ? ONE.minus(ONE.dividedBy(grown)) : grown.minus(ONE);
  const text = kind === 'present_value' ? '(1 − (1 + i)^−n) / i' : '((1 + i)^n − 1) / i';
  return args.timing === 'due'
    ? { factor: above.dividedBy(i).times(growth(args.rate_percent)), text: `${text} · (1 + i)` }
    : { factor: above.dividedBy(i), text };
}

/** n of the closed form; a fraction where the last payment is smaller than the others. */
function periods(args: Arguments, known: Valued): Calculation {
  const [payment, value] = [given(args.payment, 'payment'), given(args[known], known)];
  const { rate_percent, timing } = args;
  const symbol = SYMBOLS[known];
  const figures = `${symbol} = ${value}, PMT = ${payment}, i = ${rate_percent} % a period`;
  if (rate_percent.isZero()) {
    return {
      ...shown(value.dividedBy(payment)),
      unit: 'periods',
      formula: `n = ${symbol} / PMT, ${figures}`,
    };
  }
  const grown = growth(rate_percent);
  const first = timing === 'due' ? payment.times(grown) : payment;
  const interest = value.times(rate_percent).dividedBy(100).dividedBy(first);
  const quotient = `${symbol} · i / ${timing === 'due' ? '(PMT · (1 + i))' : 'PMT'}`;
  if (known === 'present_value') {
    const left = ONE.minus(interest);
    if (!left.greaterThan(0)) {
      const expected = 'a payment above the interest of one period, else the debt is never paid off';
      throw wrongArgument('payment', payment, expected);
    }
    const formula = `n = −ln(1 − ${quotient}) / ln(1 + i), ${figures}`;
    return { ...shown(left.ln().dividedBy(grown.ln()).negated()), unit: 'periods', formula };
  }
  const reached = ONE.plus(interest);
  if (!reached.greaterThan(0)) {
    const expected = 'a target that can be reached: at a negative rate the savings never grow so far';
    throw wrongArgument('future_value', value, expected);
  }
  const formula = `n = ln(1 + ${quotient}) / ln(1 + i), ${figures}`;
  return { ...shown(reached.ln().dividedBy(grown.ln())), unit: 'periods', formula };
}
