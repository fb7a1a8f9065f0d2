/** A plan as amounts by step and year, in the money of that day. */

import { InputError } from '../../../core/errors.ts';
import type { Flow, Plan } from './plan.ts';

export interface Payment {
  /** Place of its goal in `plan.goals`. */
  goal: number;
  /** Money of the time at which it is due. */
  due: number;
  /** The same in today's money. */
  today: number;
}

export interface Schedule {
  /** Whole steps until the horizon. */
  steps: number;
  /** By step; paid when the step begins. */
  contributions: Float64Array;
  withdrawals: Float64Array;
  /** By steps that are over, 0 … `steps`; in the goals' order. */
  payments: Payment[][];
}

/** Months as parts of a year add up to whole steps but for this. */
const ROUNDING = 1e-9;
const MONTHS = 12;

/** @throws InputError (`plan`) that names the part of the plan and its value. */
export function scheduleOf(plan: Plan, stepsPerYear: number): Schedule {
  check(plan);
  const steps = stepsUntil(plan.horizon, stepsPerYear);
  const spread = (flows: readonly Flow[]): Float64Array =>
    Float64Array.from({ length: steps }, (_, step) => {
      const year = step / stepsPerYear;
      return flows
        .filter(({ fromYear, toYear }) => year >= fromYear && year < toYear)
        .reduce((total, { amount, growth = 0 }) => {
          return total + (amount / stepsPerYear) * ((1 + plan.inflation) * (1 + growth)) ** year;
        }, 0);
    });
  const payments: Payment[][] = Array.from({ length: steps + 1 }, () => []);
  plan.goals.forEach(({ amount, year, times = 1 }, goal) => {
    for (let at = year; at < year + times; at++) {
      const due = amount * (1 + plan.inflation) ** at;
      payments[stepsUntil(at, stepsPerYear)]?.push({ goal, due, today: amount });
    }
  });
  const [contributions, withdrawals] = [spread(plan.contributions), spread(plan.withdrawals)];
  return { steps, contributions, withdrawals, payments };
}

/** That are over after so many years. */
function stepsUntil(years: number, stepsPerYear: number): number {
  return Math.floor(years * stepsPerYear + ROUNDING);
}

function check(plan: Plan): void {
  const { start, horizon, inflation, fee, gainsTax, tradingCost, goals } = plan;
  refuseUnless(
    start >= 0 && start < Infinity,
    `a start with ${start}`,
    'Give the money there is now, 0 or more.',
  );
  refuseUnless(
    horizon * MONTHS >= 1 - ROUNDING && horizon <= 100,
    `a horizon of ${horizon} years`,
    'Give a month (1/12) to 100 years.',
  );
  refuseUnless(
    inflation > -0.5 && inflation < 1,
    `an inflation of ${inflation}`,
    'Give a fraction a year, e.g. 0.02',
  );
  refuseUnless(fee >= 0 && fee < 1, `a fee of ${fee}`, 'Give a fraction of assets a year, e.g. 0.005');
  refuseUnless(gainsTax >= 0 && gainsTax < 1, `a tax on gains of ${gainsTax}`, 'Give a fraction, e.g. 0.25');
  refuseUnless(
    tradingCost >= 0 && tradingCost < 1,
    `a trading cost of ${tradingCost}`,
    'Give a fraction, e.g. 0.001',
  );
  for (const { amount, fromYear, toYear, growth = 0 } of [...plan.contributions, ...plan.withdrawals]) {
    const fits = amount >= 0 && amount < Infinity && fromYear >= 0 && toYear > fromYear && growth > -1;
    refuseUnless(
      fits,
      `a flow of ${amount} a year from year ${fromYear} to ${toYear}`,
      'Give an amount of 0 or more, and toYear after fromYear.',
    );
  }
  for (const { id, amount, year, times = 1 } of goals) {
    refuseUnless(amount > 0 && amount < Infinity, `the goal ${id} of ${amount}`, 'Give an amount above 0.');
    const within = year >= 0 && Number.isInteger(times) && times >= 1;
    refuseUnless(
      within && year + times - 1 <= horizon + ROUNDING,
      `the goal ${id} in year ${year}, ${times} times`,
      `Give years up to the horizon of ${horizon}, and a whole number of times.`,
    );
  }
  const twice = goals.find(({ id }, at) => goals.findIndex((goal) => goal.id === id) < at);
  refuseUnless(twice === undefined, `two goals called ${twice?.id}`, 'Give every goal an id of its own.');
}

function refuseUnless(fits: boolean, what: string, hint: string): void {
  if (!fits) throw new InputError(`the plan has ${what}`, { code: 'plan', hint });
}
