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
  /** The stated horizon, or the first essential goal where that is sooner. */
  bindingYears: number;
  /** Essential goals over what is paid in until the last of them, without any return. */
  essentialShare: number;
}

export function profileFacts(profile: Profile): ProfileFacts {
  const { debts, goals, incomePerMonth: income, spendingPerMonth: spending } = profile;
  const paymentsPerMonth = sum(debts.map((debt) => debt.monthlyPayment));
  const surplusPerMonth = income - spending - paymentsPerMonth;
  const unsecured = debts.filter((debt) => !debt.secured && debt.amount > 0);
  const essential = goals
    .filter((goal) => goal.priority === 'essential')
    .map((goal) => ({ goal, years: yearsUntil(profile, goal.date) }))
    .sort((a, b) => a.years - b.years);
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
    bindingYears: Math.min(profile.horizonYears, essential[0]?.years ?? Infinity),
    essentialShare: needed === 0 ? 0 : needed / paidIn,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
