/**
 * What the client can afford to lose: points for the factors that ESMA's suitability guidelines name (income, reserves, commitments,
 * horizon, age, dependants, goals), and caps that no number of points lifts. The thresholds are ours; docs/advisory.md lists them.
 */

import type { Wording } from '../wording.ts';
import type { ProfileFacts } from './facts.ts';
import type { Profile } from './profile.ts';
import type { Level, Point } from './score.ts';

const MOST = 4;

/** A fact that keeps capacity at a level or below. */
export interface Cap {
  level: Level;
  answer: string;
  given: number;
  why: Wording;
}

export function capacityPoints(profile: Profile, facts: ProfileFacts): Point[] {
  const stability = { none: 0, uncertain: 1, varying: 2, steady: 4 }[profile.incomeStability];
  return [
    rising('horizonYears', facts.bindingYears, [1, 3, 5, 10], {
      en: 'years until money is needed',
      zh: '距离用钱的年数',
    }),
    rising('reserves', facts.reserveMonths, [1, 3, 6, 12], {
      en: 'months of spending held in reserve',
      zh: '备用金可支撑的月数',
    }),
    rising('spendingPerMonth', facts.savingRate, [0.0001, 0.05, 0.1, 0.2], {
      en: 'share of income left over',
      zh: '收入结余比例',
    }),
    falling('debts', facts.paymentShare, [0.1, 0.25, 0.36, 0.5], {
      en: 'share of income paid on debts',
      zh: '还债占收入比例',
    }),
    {
      ...{ answer: 'incomeStability', given: profile.incomeStability, points: stability, outOf: MOST },
      why: { en: 'how sure the income is', zh: '收入稳定程度' },
    },
    falling('goals', facts.essentialShare, [0.4, 0.6, 0.8, 1], {
      en: 'essential goals over what is paid in',
      zh: '必要目标占投入资金的比例',
    }),
    falling('dependants', profile.dependants, [0, 1, 3, 5], {
      en: 'people who depend on the client',
      zh: '被扶养人数',
    }),
    falling('age', profile.age, [49, 64, 74, 84], { en: 'age', zh: '年龄' }),
  ];
}

/** A point for each threshold that is reached. */
function rising(answer: string, value: number, thresholds: readonly number[], why: Wording): Point {
  const points = thresholds.filter((threshold) => value >= threshold).length;
  return { answer, given: given(value), points, outOf: MOST, why };
}

/** A point less for each threshold that is passed. */
function falling(answer: string, value: number, thresholds: readonly number[], why: Wording): Point {
  const points = MOST - thresholds.filter((threshold) => value > threshold).length;
  return { answer, given: given(value), points, outOf: MOST, why };
}

function given(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

export function capacityCaps(profile: Profile, facts: ProfileFacts): Cap[] {
  const caps: Cap[] = [];
  const cap = (applies: boolean, level: Level, answer: string, value: number, why: Wording): void => {
    if (applies) caps.push({ level, answer, given: value, why });
  };
  const years = facts.bindingYears;
  const answer = years < profile.horizonYears ? 'goals' : 'horizonYears';
  const horizon = { en: 'the money is needed soon', zh: '资金很快要用' };
  cap(years < 1, 1, answer, years, horizon);
  cap(years >= 1 && years < 3, 2, answer, years, horizon);
  cap(years >= 3 && years < 5, 3, answer, years, horizon);
  const reserve = { en: 'less than three months of spending in reserve', zh: '备用金不足三个月支出' };
  cap(facts.reserveMonths < 3, 2, 'reserves', facts.reserveMonths, reserve);
  const owed = { en: 'unsecured debts above all that is at hand', zh: '无抵押债务超过全部可用资金' };
  cap(
    facts.unsecuredDebt > profile.reserves + profile.investNow,
    ...([2, 'debts', facts.unsecuredDebt, owed] as const),
  );
  const surplus = { en: 'spending takes all of the income', zh: '支出用尽全部收入' };
  cap(facts.savingRate <= 0 && facts.reserveMonths < 24, 2, 'spendingPerMonth', facts.savingRate, surplus);
  const old = { en: 'advanced age: little time to make losses good', zh: '高龄：弥补亏损的时间有限' };
  cap(profile.age >= 75, 2, 'age', profile.age, old);
  const vulnerable = { en: 'signs of vulnerability', zh: '存在需要特别保护的情形' };
  cap(profile.vulnerability.length > 0, 2, 'vulnerability', profile.vulnerability.length, vulnerable);
  return caps;
}
