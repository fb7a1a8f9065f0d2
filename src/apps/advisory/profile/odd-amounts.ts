/** Amounts of a profile that cannot well be true, each by itself or beside another: mistyped, or in another unit. */

import type { Wording } from '../wording.ts';
import type { Inconsistency } from './consistency.ts';
import type { Profile } from './profile.ts';
import type { RiskScore } from './score.ts';

/** A month, in money of any of the places that rulebooks cover. */
const BEYOND_INCOME = 1e8;
/** Income below this share of what is spent. */
const TINY_INCOME = 0.05;
/** Interest at which nobody's home is mortgaged; and from which paying off comes before investing, as with unsecured debts. */
const SECURED_RATE = { settle: 0.15, caution: 0.1 };

export function oddAmounts(profile: Profile, { facts }: RiskScore): Inconsistency[] {
  const found: Inconsistency[] = [];
  const note = (
    [id, weight]: [string, Inconsistency['weight']],
    applies: boolean,
    answers: string[],
    values: (number | string)[],
    text: Wording,
  ): void => {
    if (applies) found.push({ id, weight, answers, values, text });
  };
  const { incomePerMonth: income, incomeStability, spendingPerMonth: spending } = profile;
  const { paymentsPerMonth: payments } = facts;
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
  return found;
}
