/** Numbers that follow from the profile by arithmetic: what scores, checks and gate rest on. */

import { yearsUntil } from './profile.ts';
import type { Goal, Profile } from './profile.ts';

export interface ProfileFacts {
  /** Reserves over monthly spending and payments. */
  reserveMonths: number;
  paymentsPerMonth: number;
  /** Income less spending and payments on debts, a month. */
  surplusPerMonth: number;
  /** Surplus over income; −1 without income. */
  savingRate: number;
  /** Payments over income; 1 without income where there are payments. */
  paymentShare: number;
  unsecuredDebt: number;
  /** Highest interest rate among debts that are not secured; 0 without any. */
  highestRate: number;
  firstEssential: { goal: Goal; years: number } | null;
  /** The stated horizon; or the first essential goal, or the first day by which important ones take a considerable share, where that is sooner. */
  bindingYears: number;
  /** The first day before `bindingYears` by which goals of every priority take a considerable share; null where there is none. */
  soonest: { goal: Goal; years: number } | null;
  /** Essential goals over what is paid in until the last of them, without any return. */
  essentialShare: number;
}

/** Share of what is paid in from which a goal decides when the money is needed. */
export const CONSIDERABLE_SHARE = 0.2;

export function profileFacts(profile: Profile): ProfileFacts {
  const { debts, goals, incomePerMonth: income, spendingPerMonth: spending } = profile;
  const paymentsPerMonth = sum(debts.map((debt) => debt.monthlyPayment));
  const surplusPerMonth = income - spending - paymentsPerMonth;
  const unsecured = debts.filter((debt) => !debt.secured && debt.amount > 0);
  const essential = goals
    .filter((goal) => goal.priority === 'essential')
    .map((goal) => ({ goal, years: yearsUntil(profile, goal.date) }))
    .sort((a, b) => a.years - b.years);
  const important = firstConsiderable(profile, ({ priority }) => priority !== 'wish');
  const anyGoal = firstConsiderable(profile, () => true);
  const bindingYears = Math.min(
    profile.horizonYears,
    essential[0]?.years ?? Infinity,
    important?.years ?? Infinity,
  );
  const last = essential.at(-1)?.years ?? 0;
  const paidIn = profile.investNow + profile.investPerMonth * 12 * last;
  const needed = sum(essential.map(({ goal }) => goal.amount));
  return {
    reserveMonths: profile.reserves / (spending + paymentsPerMonth),
    paymentsPerMonth,
    surplusPerMonth,
    savingRate: income > 0 ? Math.max(-1, surplusPerMonth / income) : -1,
    paymentShare: income > 0 ? paymentsPerMonth / income : Number(paymentsPerMonth > 0),
    unsecuredDebt: sum(unsecured.map((debt) => debt.amount)),
    highestRate: Math.max(0, ...unsecured.map((debt) => debt.interestRate)),
    firstEssential: essential[0] ?? null,
    bindingYears,
    soonest: anyGoal !== null && anyGoal.years < bindingYears ? anyGoal : null,
    essentialShare: needed === 0 ? 0 : needed / paidIn,
  };
}

/** The goal by whose day those counted take, together, a considerable share of what is paid in until then. */
function firstConsiderable(
  profile: Profile,
  counts: (goal: Goal) => boolean,
): { goal: Goal; years: number } | null {
  let needed = 0;
  const inOrder = profile.goals
    .filter(counts)
    .map((goal) => ({ goal, years: yearsUntil(profile, goal.date) }))
    .sort((a, b) => a.years - b.years);
  for (const one of inOrder) {
    needed += one.goal.amount;
    const paidIn = profile.investNow + profile.investPerMonth * 12 * one.years;
    if (needed >= CONSIDERABLE_SHARE * paidIn) return one;
  }
  return null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
