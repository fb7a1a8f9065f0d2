/** Made-up figures of an advice for tests of its explanation. */

import { Random } from '../../core/random.ts';
import type { Names } from './explain/cues.ts';
import type { Figure, FigureUnit } from './figure.ts';

export const testNames: Names = {
  products: {
    BOND: ['World Bond Fund', '全球债券基金', 'BOND'],
    WORLD: ['World Share Fund', '全球股票基金', 'WORLD'],
    '510300': ['CSI 300 Fund', '沪深300基金', '510300'],
  },
  goals: { house: ['House', '买房', 'house'], school: ['School', '教育', 'school'] },
};

function figure(id: string, value: number, unit: FigureUnit, currency?: string): Figure {
  return {
    id,
    value,
    unit,
    label: { en: id, zh: id },
    formula: '-',
    ...(currency !== undefined && { currency }),
  };
}

/** No two of one unit are near each other, so that a wrong one cannot pass for another. */
export function testFigures(seed: number, currency = 'USD'): Figure[] {
  const random = Random.derive(seed, 'figures');
  const between = (low: number, high: number): number => low + (high - low) * random.float();
  const weight = between(0.31, 0.39);
  const second = between(0.45, 0.49);
  const invest = Math.round(between(40, 90)) * 1000 + 37;
  return [
    figure('profile.level', 3, 'score'),
    figure('profile.capacity', 4, 'score'),
    figure('profile.tolerance', 2, 'score'),
    figure('profile.reserveMonths', between(4, 11), 'months'),
    figure('profile.largestLoss', between(0.201, 0.24), 'fraction'),
    figure('profile.horizon', 13, 'years'),
    figure('profile.investPerMonth', 655, 'money', currency),
    figure('plan.return', random.chance(0.2) ? between(-0.02, -0.012) : between(0.04, 0.07), 'fraction'),
    figure('plan.volatility', between(0.08, 0.1), 'fraction'),
    figure('plan.loss95', between(0.12, 0.16), 'fraction'),
    figure('backtest.drawdown', between(0.25, 0.3), 'fraction'),
    figure('plan.cost', between(0.002, 0.004), 'fraction'),
    figure('plan.weight.BOND', weight, 'fraction'),
    figure('plan.weight.WORLD', second, 'fraction'),
    figure('plan.weight.510300', 1 - weight - second, 'fraction'),
    figure('plan.amount.BOND', weight * invest, 'money', currency),
    figure('plan.amount.WORLD', second * invest, 'money', currency),
    figure('plan.amount.510300', (1 - weight - second) * invest, 'money', currency),
    figure('goal.house.year', 2038, 'year'),
    figure('goal.house.amount', between(110_000, 140_000), 'money', currency),
    figure('goal.house.probability', between(0.6, 0.7), 'fraction'),
    figure('goal.school.year', 2033, 'year'),
    figure('goal.school.amount', between(20_000, 28_000), 'money', currency),
    figure('goal.school.probability', between(0.8, 0.9), 'fraction'),
    figure('plan.wealth.2039.p5', between(95_000, 105_000), 'money', currency),
    figure('plan.wealth.2039.p50', between(180_000, 220_000), 'money', currency),
    figure('plan.wealth.2039.p95', between(380_000, 420_000), 'money', currency),
  ];
}
