/** Amounts of a profile that cannot well be true, each by itself or beside another: mistyped, or in another unit. */

import { noteInto } from './inconsistency.ts';
import type { Inconsistency } from './inconsistency.ts';
import type { Profile } from './profile.ts';
import type { RiskScore } from './score.ts';

/** A month, in money of any of the places that rulebooks cover. */
const BEYOND_INCOME = 1e8;
/** Income below this share of what is spent. */
const TINY_INCOME = 0.05;
/** Interest at which nobody's home is mortgaged; and from which paying off is to be compared with investing, as with unsecured debts. */
const SECURED_RATE = { settle: 0.15, caution: 0.06 };
/** Of the interest of a month: what is paid may have been told as a round number. */
const PAID_INTEREST = 0.95;
/** Debts over the income of a year, beyond what a lender would give. */
const LARGEST_DEBT_YEARS = 10;
const MONTHS = 12;

export function oddAmounts(profile: Profile, { facts }: RiskScore): Inconsistency[] {
  const found: Inconsistency[] = [];
  const note = noteInto(found);
  const { incomePerMonth: income, incomeStability, spendingPerMonth: spending } = profile;
  const { paymentsPerMonth: payments } = facts;
  const unpaid = profile.debts.find(
    ({ amount, interestRate, monthlyPayment }) =>
      monthlyPayment < (PAID_INTEREST * amount * interestRate) / MONTHS,
  );
  const owed = profile.debts.reduce((total, { amount }) => total + amount, 0);
  const secured = profile.debts.filter((debt) => debt.secured && debt.amount > 0);
  const rate = Math.max(0, ...secured.map(({ interestRate }) => interestRate));

  note(
    ['secured-rate', rate >= SECURED_RATE.settle ? 'settle' : 'caution'],
    rate >= SECURED_RATE.caution,
    ['debts'],
    [rate, rate >= SECURED_RATE.settle ? SECURED_RATE.settle : SECURED_RATE.caution],
    rate >= SECURED_RATE.settle
      ? {
          en: 'A secured debt is told at a rate that only unsecured ones have: check the rate, or whether it is secured.',
          zh: '有抵押的债务却填写了无抵押债务才有的利率：请核实利率或是否有抵押。',
        }
      : {
          en: 'A secured debt is costly: compare paying it off with investing.',
          zh: '有抵押债务利率较高：请比较提前还债与投资。',
        },
  );
  note(
    ['payment-below-interest', 'settle'],
    unpaid !== undefined,
    ['debts'],
    unpaid === undefined ? [] : [unpaid.monthlyPayment, (unpaid.amount * unpaid.interestRate) / MONTHS],
    {
      en: 'Less is paid on a debt each month than its interest: check amount, rate and payment.',
      zh: '某项债务的月还款低于当月利息：请核实金额、利率和月还款。',
    },
  );
  note(
    ['debts-beyond-income', 'caution'],
    income > 0 && owed > LARGEST_DEBT_YEARS * MONTHS * income,
    ['debts', 'incomePerMonth'],
    [owed, income],
    {
      en: 'The debts are out of proportion to the income: check the amounts.',
      zh: '债务与收入不成比例：请核实金额。',
    },
  );
  note(
    ['payments-above-income', 'settle'],
    payments > income,
    ['debts', 'incomePerMonth'],
    [payments, income],
    {
      en: 'More is paid on debts each month than is earned.',
      zh: '每月还债金额超过收入。',
    },
  );
  note(
    ['income-beyond', 'settle'],
    Math.max(income, spending) >= BEYOND_INCOME,
    [income >= spending ? 'incomePerMonth' : 'spendingPerMonth'],
    [Math.max(income, spending), BEYOND_INCOME],
    {
      en: 'Income or spending of a month is beyond what can be true: check the amount and its unit.',
      zh: '月收入或月支出高得不合常理：请核实金额和单位。',
    },
  );
  note(
    ['income-tiny', 'caution'],
    income > 0 && income < TINY_INCOME * spending,
    ['incomePerMonth', 'spendingPerMonth'],
    [income, spending],
    {
      en: 'The income is tiny beside what is spent: check whether both are in the same unit.',
      zh: '收入与支出相比过低：请核实两者单位是否一致。',
    },
  );
  note(
    ['income-and-stability', 'settle'],
    income === 0 && (incomeStability === 'steady' || incomeStability === 'varying'),
    ['incomePerMonth', 'incomeStability'],
    [income, incomeStability],
    {
      en: 'There is no income, yet it is told as steady or varying.',
      zh: '没有收入，却填写收入稳定或有波动。',
    },
  );
  note(
    ['income-without-stability', 'caution'],
    income > 0 && incomeStability === 'none',
    ['incomePerMonth', 'incomeStability'],
    [income, incomeStability],
    {
      en: 'There is an income, yet none is told where its stability is asked for.',
      zh: '有收入，但收入稳定性一栏填写为无。',
    },
  );
  note(
    ['lost-work-yet-steady', 'caution'],
    profile.vulnerability.includes('lost-work') && incomeStability === 'steady',
    ['vulnerability', 'incomeStability'],
    ['lost-work', incomeStability],
    {
      en: 'Work was lost, yet the income is told as steady: ask where it comes from.',
      zh: '填写了失业，却称收入稳定：请核实收入来源。',
    },
  );
  return found;
}
