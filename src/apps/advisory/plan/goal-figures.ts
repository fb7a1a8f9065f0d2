/** Figures of the goals: how likely each is, and what would help where it is not. */

import type { Figure } from '../figure.ts';
import { profileFacts } from '../profile/facts.ts';
import type { Profile } from '../profile/profile.ts';
import { outcomeIn } from '../simulate/simulate.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { SURE_AS_TOLD, toldChance } from '../suitability/goal-rules.ts';
import type { GoalChance } from '../suitability/goal-rules.ts';
import { goalsInOrder, goalYear } from './goal-simulation.ts';
import type { Outlook } from './goal-simulation.ts';

const MONTHS = 12;

/** Graver goals first. */
export function goalChances(profile: Profile, simulation: Simulation): GoalChance[] {
  const inOrder = goalsInOrder(profile);
  const spare = profileFacts(profile).surplusPerMonth - profile.investPerMonth;
  return inOrder.map((goal, place) => {
    const { id, name, amount } = goal;
    // Behind it in the order of gravity, and yet paid in an earlier month.
    const paidBefore = inOrder
      .slice(place + 1)
      .filter((one) => one.priority !== goal.priority && goalYear(profile, one) < goalYear(profile, goal));
    const { probability, paidByHalf } = outcomeIn(simulation, id);
    if (paidByHalf >= 1) return { goal, probability, reachable: null, extraPerMonth: null, paidBefore };
    const money = { unit: 'money', currency: profile.currency } as const;
    const reachable: Figure = {
      ...{ id: `goal.${id}.reachable`, value: amount * paidByHalf, ...money },
      label: {
        en: `part of ${name.en} that half of the simulated courses can pay, in the money of today`,
        zh: `半数模拟情形可支付的${name.zh}金额（现在的币值）`,
      },
      formula: `goal.${id}.amount · (1 − median of what is missing)`,
    };
    const months = MONTHS * goalYear(profile, goal);
    const extraPerMonth: Figure = {
      ...{ id: `goal.${id}.extraPerMonth`, value: (amount - reachable.value) / months, ...money },
      label: {
        en: `more to pay in each month to close the gap of ${name.en}, no return counted`,
        zh: `为补足${name.zh}缺口每月需多投入的金额（不计收益）`,
      },
      formula: `(goal.${id}.amount − goal.${id}.reachable) / months until the goal`,
    };
    const isAffordable = months > 0 && extraPerMonth.value <= spare;
    return { goal, probability, reachable, extraPerMonth: isAffordable ? extraPerMonth : null, paidBefore };
  });
}

export function goalFigures(profile: Profile, outlook: Outlook): Figure[] {
  return goalChances(profile, outlook.central).flatMap(
    ({ goal, probability, reachable, extraPerMonth }): Figure[] => {
      const { id, name, amount, date } = goal;
      const { shortfall } = outcomeIn(outlook.central, id);
      const told = toldChance(probability);
      const [low] = outcomeIn(outlook.low, id).interval;
      const [, high] = outcomeIn(outlook.high, id).interval;
      return [
        {
          ...{ id: `goal.${id}.year`, value: Number(date.slice(0, 4)), unit: 'year' },
          label: { en: `year in which ${name.en} is due`, zh: `${name.zh}计划年份` },
          formula: 'date of the goal',
        },
        {
          ...{ id: `goal.${id}.amount`, value: amount, unit: 'money', currency: profile.currency },
          label: {
            en: `target amount of ${name.en}, in the money of today`,
            zh: `${name.zh}目标金额（现在的币值）`,
          },
          formula: 'amount of the goal',
        },
        {
          ...{ id: `goal.${id}.probability`, ...told, unit: 'fraction' },
          // Not above what is told of the probability itself, and not beside it.
          interval: [Math.min(low, told.value), Math.max(told.value, Math.min(high, SURE_AS_TOLD))],
          label: { en: `probability of reaching ${name.en}`, zh: `实现${name.zh}的概率` },
          formula:
            'share of simulated paths, told from 5 % to 95 %; interval: at the ends of plan.return, with the error of the simulation (Wilson)',
        },
        ...(shortfall === null
          ? []
          : [
              {
                ...{ id: `goal.${id}.shortfall`, value: shortfall, unit: 'fraction' as const },
                label: {
                  en: `part of ${name.en} that is missing where it is missed`,
                  zh: `未实现时${name.zh}的缺口`,
                },
                formula: 'mean over the paths that miss it',
              },
            ]),
        ...[reachable, extraPerMonth].filter((figure) => figure !== null),
      ];
    },
  );
}
