/**
 * Answers of a profile that contradict each other. A finding of weight `settle` stops all advice until the client has settled it (ESMA's
 * suitability guidelines: a firm must not rely on information that is obviously inconsistent); `caution` is told beside the advice.
 */

import { noteInto } from './inconsistency.ts';
import type { Inconsistency } from './inconsistency.ts';
import { oddAmounts } from './odd-amounts.ts';
import type { Profile } from './profile.ts';
import { toleranceItems } from './questionnaire.ts';
import type { Dimension } from './questionnaire.ts';
import type { RiskScore, Score } from './score.ts';

/** How far apart two dimensions of tolerance may lie, as shares of what each can reach. */
const LARGEST_SPREAD = 0.6;
/** The accepted loss over the loss that would change the plan, from which they contradict each other. */
const LARGEST_LOSS_RATIO = 5;
/** Nobody plans for money that they need themselves beyond this age. */
const LAST_AGE = 110;

export function inconsistencies(profile: Profile, risk: RiskScore): Inconsistency[] {
  const found: Inconsistency[] = [];
  const { facts, tolerance, capacity } = risk;
  const note = noteInto(found);
  const daring = Math.max(tolerance.level, risk.wanted ?? 1);
  const soonest = facts.firstEssential;
  const { largest, reaction } = profile.lossesLived;
  const { worstYear, mix, sharesPart } = profile.answers as Record<string, string>;

  note(
    ['horizon-against-goal', 'settle'],
    soonest !== null && profile.horizonYears >= 3 && profile.horizonYears > 3 * soonest.years,
    ['horizonYears', 'goals'],
    [profile.horizonYears, soonest?.years ?? 0],
    {
      en: 'A long horizon is stated, but an essential goal needs the money much sooner.',
      zh: '填写的投资期限较长，但必要目标很快就要用钱。',
    },
  );
  note(
    ['panic-against-maximum', 'settle'],
    reaction === 'sold-everything' && daring >= 4,
    ['lossesLived.reaction', risk.wanted === daring ? 'wantedLevel' : 'answers'],
    [reaction, daring],
    {
      en: 'Everything was sold in a past fall, yet a high risk is asked for.',
      zh: '曾在下跌中全部卖出，却要求较高风险。',
    },
  );
  note(
    ['small-loss-against-maximum', 'settle'],
    profile.largestLossInYear < 0.1 && (risk.wanted ?? 1) >= 4,
    ['largestLossInYear', 'wantedLevel'],
    [profile.largestLossInYear, risk.wanted ?? 1],
    {
      en: 'Only a small loss is accepted, yet a high risk is asked for.',
      zh: '只接受小额亏损，却要求较高风险。',
    },
  );
  note(
    ['loss-answers', 'settle'],
    worstYear === '30' && profile.largestLossInYear < 0.1,
    ['answers.worstYear', 'largestLossInYear'],
    [worstYear ?? '', profile.largestLossInYear],
    {
      en: 'The loss that would change the plan is far larger than the loss that is accepted.',
      zh: '会改变计划的亏损幅度远大于可接受的亏损幅度。',
    },
  );
  note(
    ['loss-answers', 'settle'],
    100 * profile.largestLossInYear >= LARGEST_LOSS_RATIO * Number(worstYear),
    ['answers.worstYear', 'largestLossInYear'],
    [worstYear ?? '', profile.largestLossInYear],
    {
      en: 'The loss that is accepted is far larger than the loss that would change the plan.',
      zh: '可接受的亏损幅度远大于会改变计划的亏损幅度。',
    },
  );
  note(
    ['horizon-beyond-life', 'settle'],
    profile.age + profile.horizonYears > LAST_AGE,
    ['age', 'horizonYears'],
    [profile.age, profile.horizonYears],
    {
      en: 'The horizon ends at an age that nobody plans for: state the years until the client needs the money.',
      zh: '投资期限结束时的年龄超出合理范围：请填写客户实际用钱前的年数。',
    },
  );
  note(
    ['mix-against-shares', 'caution'],
    (mix === 'narrow' && sharesPart === 'most') || (mix === 'widest' && sharesPart === 'none'),
    ['answers.mix', 'answers.sharesPart'],
    [mix ?? '', sharesPart ?? ''],
    {
      en: 'The mix that is chosen and the part in shares contradict each other.',
      zh: '所选投资方式与愿意投入股票的比例相互矛盾。',
    },
  );
  note(
    ['contribution-above-surplus', 'settle'],
    profile.investPerMonth > Math.max(0, facts.surplusPerMonth),
    ['investPerMonth', 'incomePerMonth', 'spendingPerMonth'],
    [profile.investPerMonth, facts.surplusPerMonth],
    {
      en: 'More is to be invested each month than is left over.',
      zh: '每月计划投入超过每月结余。',
    },
  );
  note(
    ['loss-and-reaction', 'settle'],
    (largest === 'none') !== (reaction === 'no-loss'),
    ['lossesLived.largest', 'lossesLived.reaction'],
    [largest, reaction],
    {
      en: 'A reaction to a loss is told without a loss, or a loss without a reaction.',
      zh: '有亏损反应却无亏损，或有亏损却无反应。',
    },
  );
  note(
    ['debts-above-reserves', 'caution'],
    facts.unsecuredDebt > profile.reserves,
    ['debts', 'reserves'],
    [facts.unsecuredDebt, profile.reserves],
    { en: 'Unsecured debts are above the reserves.', zh: '无抵押债务超过备用金。' },
  );
  note(
    ['never-lost-yet-fearless', 'caution'],
    largest === 'none' && tolerance.level === 5,
    ['lossesLived.largest', 'answers'],
    [largest, tolerance.level],
    {
      en: 'No loss was ever lived through, yet tolerance is the highest.',
      zh: '从未经历亏损，却显示最高承受意愿。',
    },
  );
  note(
    ['wanted-above-result', 'caution'],
    risk.wanted !== null && risk.wanted > Math.min(capacity.level, tolerance.level),
    ['wantedLevel'],
    [risk.wanted ?? 1, Math.min(capacity.level, tolerance.level)],
    { en: 'More risk is asked for than the answers allow.', zh: '要求的风险高于评估结果。' },
  );
  note(
    ['capacity-against-tolerance', 'caution'],
    Math.abs(capacity.level - tolerance.level) >= 3,
    ['answers'],
    [capacity.level, tolerance.level],
    { en: 'What can be afforded and what can be stood lie far apart.', zh: '承受能力与承受意愿相差很大。' },
  );
  const spread = dimensionSpread(tolerance);
  note(['answers-scatter', 'caution'], spread >= LARGEST_SPREAD, ['answers'], [spread], {
    en: 'The answers on risk point in different directions.',
    zh: '风险问题的回答方向不一致。',
  });
  return [...found, ...oddAmounts(profile, risk)];
}

/** Between the dimension with the most and the one with the fewest points, each as a share of its range. */
function dimensionSpread({ parts }: Score): number {
  const totals = new Map<Dimension, { above: number; range: number }>();
  parts.forEach(({ points, outOf }, i) => {
    const dimension = (toleranceItems[i] as (typeof toleranceItems)[number]).dimension;
    const total = totals.get(dimension) ?? { above: 0, range: 0 };
    totals.set(dimension, { above: total.above + points - 1, range: total.range + outOf - 1 });
  });
  const shares = [...totals.values()].map(({ above, range }) => above / range);
  return Math.max(...shares) - Math.min(...shares);
}
