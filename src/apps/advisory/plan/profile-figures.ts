/** Figures of the client: what was scored, and what the plan has to keep to. */

import type { Figure } from '../figure.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import { portfolioLimits } from '../suitability/limits.ts';

export function profileFigures(profile: Profile, risk: RiskScore): Figure[] {
  const { currency } = profile;
  const limits = portfolioLimits(profile, risk);
  return [
    {
      ...{ id: 'profile.level', value: risk.level, unit: 'score' },
      label: { en: 'risk level', zh: '风险等级' },
      formula: 'min(profile.capacity, profile.tolerance, wantedLevel)',
    },
    {
      ...{ id: 'profile.capacity', value: risk.capacity.level, unit: 'score' },
      label: { en: 'risk capacity: what can be lost', zh: '承受能力' },
      formula: 'min(level of the points, caps)',
    },
    {
      ...{ id: 'profile.tolerance', value: risk.tolerance.level, unit: 'score' },
      label: { en: 'risk tolerance: what can be stood', zh: '承受意愿' },
      formula: 'level of the sum of points over answers',
    },
    {
      ...{ id: 'profile.reserveMonths', value: risk.facts.reserveMonths, unit: 'months' },
      label: { en: 'emergency reserve, in months of spending', zh: '备用金可支撑的月数' },
      formula: 'reserves / (spendingPerMonth + payments on debts)',
    },
    {
      ...{ id: 'profile.horizon', value: risk.facts.bindingYears, unit: 'years' },
      label: { en: 'investment horizon: years until money is needed', zh: '投资期限' },
      formula:
        'min(horizonYears, years until the first essential goal, or important ones of a fifth of what is paid in)',
    },
    {
      ...{ id: 'profile.investNow', value: profile.investNow, unit: 'money', currency },
      label: { en: 'invested at once', zh: '一次性投入' },
      formula: 'investNow',
    },
    {
      ...{ id: 'profile.investPerMonth', value: profile.investPerMonth, unit: 'money', currency },
      label: { en: 'invested each month', zh: '每月投入' },
      formula: 'investPerMonth',
    },
    {
      ...{ id: 'profile.largestLoss', value: profile.largestLossInYear, unit: 'fraction' },
      label: { en: 'loss you accept within a year', zh: '一年内可接受的亏损' },
      formula: 'largestLossInYear',
    },
    {
      ...{ id: 'plan.volatilityLimit', value: limits.volatility, unit: 'fraction' },
      label: { en: 'volatility limit', zh: '波动率上限' },
      formula: 'min(limit of the level, largestLossInYear / 1.645)',
    },
  ];
}
