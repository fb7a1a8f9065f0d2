/** One path of a plan, from now to the horizon. */

import type { Random } from '../../../core/random.ts';
import { Account } from './account.ts';
import type { Plan } from './plan.ts';
import type { Sampler } from './return-model.ts';
import type { Schedule } from './schedule.ts';

export interface Told {
  /** Of the years that are over, and of the horizon where a year is not: 0, 1, 2 … */
  wealth(place: number, wealth: number): void;
  /** So much of a goal, in today's money, was not paid. */
  missed(goal: number, today: number): void;
  ruined(): void;
}

/** What is not paid but for rounding counts as paid. */
const ROUNDING = 1e-12;

/** Tells of each year's end and of the horizon, in order, and of what could not be paid. */
export function walk(
  plan: Plan,
  schedule: Schedule,
  { stepsPerYear, path }: Sampler,
  random: Random,
  told: Told,
): void {
  const account = new Account(plan.start, plan);
  const next = path(random);
  const kept = (1 - plan.fee) ** (1 / stepsPerYear);
  const endStep = (steps: number): void => {
    for (const { goal, due, today } of schedule.payments[steps] ?? []) {
      const short = 1 - account.withdraw(due) / due;
      if (short > ROUNDING) told.missed(goal, today * short);
    }
    if (steps % stepsPerYear === 0 || steps === schedule.steps)
      told.wealth(Math.ceil(steps / stepsPerYear), account.wealth);
  };
  endStep(0);
  const { contributions, withdrawals } = schedule;
  for (let step = 0; step < schedule.steps; step++) {
    account.deposit(contributions[step] as number);
    const needed = withdrawals[step] as number;
    if (account.withdraw(needed) < needed * (1 - ROUNDING)) told.ruined();
    account.grow(next() * kept);
    endStep(step + 1);
  }
}
