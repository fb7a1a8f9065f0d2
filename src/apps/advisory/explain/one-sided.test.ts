import { expect, test } from 'vitest';
import type { Figure } from '../figure.ts';
import { oneSided } from './one-sided.ts';

const figures = Object.entries({
  ...{ 'backtest.return': 0.07, 'backtest.drawdown': 0.25 },
  ...{ 'plan.wealth.2039.p5': 1000, 'plan.wealth.2039.p95': 9000 },
  ...{ 'goal.house.probability': 0.6, 'goal.trip.probability': 0.95, 'goal.house.calmer.probability': 0.5 },
}).map(([id, value]): Figure => ({
  ...{ id, value, unit: 'fraction', formula: '-' },
  label: { en: id, zh: id },
}));

test.each<[string[], string | null]>([
  [[], null],
  [['plan.wealth.2039.p95'], 'the favourable case is told without the unfavourable one'],
  [['plan.wealth.2039.p95', 'plan.wealth.2039.p5'], null],
  [['plan.wealth.2039.p5'], null],
  [['backtest.return'], 'the past return is told without the largest past loss'],
  [['backtest.return', 'backtest.drawdown'], null],
  [['goal.trip.probability'], 'the goal that is reached least often, house, is left out'],
  [['goal.house.probability'], null],
])('what has to stand beside %j', (said, left) => {
  expect(oneSided(figures, (id) => said.includes(id))).toBe(left);
});

test('what was not computed is not missed', () => {
  const one = figures.filter(({ id }) => id === 'backtest.return' || id === 'goal.trip.probability');
  expect(oneSided(one, (id) => id === 'backtest.return')).toBeNull();
});
