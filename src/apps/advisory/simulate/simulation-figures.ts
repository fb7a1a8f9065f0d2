/** The figures of a simulated plan. */

import type { Figure } from '../figure.ts';
import type { Plan } from './plan.ts';
import type { Fan, Simulation } from './simulate.ts';

const shares: readonly { name: keyof Fan; en: string; zh: string }[] = [
  { name: 'p5', en: 'undershot in 1 of 20 cases', zh: '二十分之一的情形低于此数' },
  { name: 'p25', en: 'undershot in 1 of 4 cases', zh: '四分之一的情形低于此数' },
  { name: 'p50', en: 'median', zh: '中位数' },
  { name: 'p75', en: 'exceeded in 1 of 4 cases', zh: '四分之一的情形高于此数' },
  { name: 'p95', en: 'exceeded in 1 of 20 cases', zh: '二十分之一的情形高于此数' },
];

/**
 * `goal.ID.amount`, `.year`, `.probability`, `.shortfall`; `PREFIX.wealth.YEAR.p5` … `p95` in today's money, YEAR from 0 to the horizon;
 * `PREFIX.ruin` where the plan has withdrawals.
 */
export function simulationFigures(
  plan: Plan,
  simulation: Simulation,
  currency: string,
  prefix = 'plan',
): Figure[] {
  const { paths } = simulation;
  const goals = simulation.goals.flatMap(({ id, probability, interval, shortfall }, at): Figure[] => {
    const { amount, year } = plan.goals[at] as Plan['goals'][number];
    return [
      {
        id: `goal.${id}.amount`,
        value: amount,
        unit: 'money',
        currency,
        label: { en: `goal ${id} in today's money`, zh: `目标 ${id}（今日币值）` },
        formula: 'as given',
      },
      {
        id: `goal.${id}.year`,
        value: year,
        unit: 'years',
        label: { en: `years until the goal ${id}`, zh: `距离目标 ${id} 的年数` },
        formula: 'as given',
      },
      {
        id: `goal.${id}.probability`,
        value: probability,
        unit: 'fraction',
        label: { en: `probability of reaching the goal ${id}`, zh: `达成目标 ${id} 的概率` },
        formula: `simulated paths in which it is paid in full / ${paths}`,
        interval,
      },
      ...(shortfall === null
        ? []
        : [
            {
              id: `goal.${id}.shortfall`,
              value: shortfall,
              unit: 'fraction' as const,
              label: {
                en: `share of the goal ${id} missing where it is missed`,
                zh: `未达成时目标 ${id} 的平均缺口比例`,
              },
              formula: 'mean of missing / amount over paths that miss it',
            },
          ]),
    ];
  });
  const wealth = simulation.years.flatMap((year, place) =>
    shares.map(({ name, en, zh }): Figure => ({
      id: `${prefix}.wealth.${year}.${name}`,
      value: simulation.fanReal[name][place] as number,
      unit: 'money',
      currency,
      label: {
        en: `wealth after ${year} years in today's money, ${en}`,
        zh: `${year} 年后的财富（今日币值），${zh}`,
      },
      formula: `${name.slice(1)} % quantile of ${paths} paths / (1 + inflation)^${year}`,
    })),
  );
  const ruin: Figure = {
    id: `${prefix}.ruin`,
    value: simulation.ruin.probability,
    unit: 'fraction',
    label: { en: 'probability that withdrawals cannot be paid in full', zh: '无法足额支取的概率' },
    formula: `paths in which a withdrawal is short / ${paths}`,
    interval: simulation.ruin.interval,
  };
  return [...goals, ...wealth, ...(plan.withdrawals.length > 0 ? [ruin] : [])];
}
