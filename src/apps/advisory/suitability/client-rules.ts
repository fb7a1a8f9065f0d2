/** The gate's rules on the client alone: whether anything may be advised at all. */

import { inconsistencies } from '../profile/consistency.ts';
import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import type { NewFinding } from './finding.ts';

/** Below this many months of spending in reserve nothing is invested; below the second it is told. */
const RESERVE_MONTHS = { refuse: 1, caution: 3 };
/** Interest on unsecured debts from which paying them off comes first; from the second on it is told. */
const DEBT_RATE = { refuse: 0.1, caution: 0.06 };
const SHORT_HORIZON_YEARS = 1;
/** Money needed before this should not be at risk; capacity has no cap from here on. */
const LONG_ENOUGH_YEARS = 5;
const ADVANCED_AGE = 75;
const FULL_AGE = 18;

export function clientFindings(profile: Profile, risk: RiskScore): NewFinding[] {
  const { facts } = risk;
  const found: NewFinding[] = inconsistencies(profile, risk).map(({ weight, answers, values, text }) => ({
    id: weight === 'settle' ? 'unsettled' : 'answers-doubtful',
    decision: weight === 'settle' ? 'refuse' : 'caution',
    answer: answers.join(', '),
    value: values.map(String).join(' / '),
    limit: '',
    text,
  }));
  const add = (finding: NewFinding): void => void found.push(finding);
  if (profile.jurisdiction === 'other') {
    add({
      ...{ id: 'jurisdiction', decision: 'refuse', answer: 'jurisdiction' },
      ...{ value: profile.jurisdiction, limit: 'US, EU, CN' },
      text: {
        en: 'No rulebook covers the law of this place, so nothing is advised.',
        zh: '没有适用于该地法律的规则库，因此不提供建议。',
      },
    });
  }
  if (profile.age < FULL_AGE) {
    add({
      ...{ id: 'minor', decision: 'refuse', answer: 'age', value: profile.age, limit: FULL_AGE },
      text: { en: 'The client is not of age.', zh: '客户未成年。' },
    });
  }
  if (facts.reserveMonths < RESERVE_MONTHS.caution) {
    const refused = facts.reserveMonths < RESERVE_MONTHS.refuse;
    add({
      ...{ id: 'reserve-missing', decision: refused ? 'refuse' : 'caution', answer: 'reserves' },
      value: facts.reserveMonths,
      limit: refused ? RESERVE_MONTHS.refuse : RESERVE_MONTHS.caution,
      text: refused
        ? {
            en: 'An emergency reserve comes first: less than a month of spending is at hand.',
            zh: '应先建立应急备用金：现有备用金不足一个月支出。',
          }
        : {
            en: 'The emergency reserve is thin; build it up beside investing.',
            zh: '应急备用金偏少，应在投资的同时补足。',
          },
    });
  }
  if (facts.highestRate >= DEBT_RATE.caution) {
    const refused = facts.highestRate >= DEBT_RATE.refuse;
    add({
      ...{ id: 'debt-first', decision: refused ? 'refuse' : 'caution', answer: 'debts' },
      ...{ value: facts.highestRate, limit: refused ? DEBT_RATE.refuse : DEBT_RATE.caution },
      text: refused
        ? {
            en: 'Costly debts come first: paying them off saves more than investments can be expected to bring.',
            zh: '应先偿还高成本债务：还债节省的利息高于投资的预期收益。',
          }
        : { en: 'Compare paying off debts with investing.', zh: '请比较还债与投资哪个更合适。' },
    });
  }
  const grave = profile.vulnerability.filter((sign) => sign === 'under-pressure' || sign === 'cannot-follow');
  if (grave.length > 0 || profile.vulnerability.length > 0 || profile.age >= ADVANCED_AGE) {
    const refused = grave.length > 0;
    add({
      ...{ id: 'vulnerable', decision: refused ? 'refuse' : 'caution' },
      answer: profile.vulnerability.length > 0 ? 'vulnerability' : 'age',
      value: profile.vulnerability.length > 0 ? profile.vulnerability.join(', ') : profile.age,
      limit: profile.vulnerability.length > 0 ? '' : ADVANCED_AGE,
      text: refused
        ? {
            en: 'The client decides under pressure or cannot follow the advice: a person has to talk with them first.',
            zh: '客户受到他人压力或无法理解建议内容：须先由工作人员当面沟通。',
          }
        : {
            en: 'Take special care: explain in person, leave time, and keep to simple products.',
            zh: '需特别注意：当面说明、留足考虑时间，只选择简单产品。',
          },
    });
  }
  if (facts.bindingYears < SHORT_HORIZON_YEARS) {
    add({
      ...{ id: 'short-horizon', decision: 'caution' },
      answer: facts.bindingYears < profile.horizonYears ? 'goals' : 'horizonYears',
      ...{ value: facts.bindingYears, limit: SHORT_HORIZON_YEARS },
      text: {
        en: 'The money is needed within a year: only products that hardly move are left.',
        zh: '资金一年内要用：只保留几乎没有波动的产品。',
      },
    });
  }
  if (facts.soonest !== null && facts.soonest.years < LONG_ENOUGH_YEARS) {
    add({
      ...{ id: 'goal-soon', decision: 'caution', answer: 'goals' },
      ...{ value: facts.soonest.years, limit: LONG_ENOUGH_YEARS },
      text: {
        en: 'A wish will take a considerable share of the money soon; what it needs should not be invested with risk.',
        zh: '一项愿望很快要动用相当比例的资金；这部分资金不应承担投资风险。',
      },
    });
  }
  return found;
}
