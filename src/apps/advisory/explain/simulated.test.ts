/** What is simulated may be told as simulated, beside what is assumed; told as a fact it is refused. */

import { expect, test } from 'vitest';
import { loadAdviceRules } from '../advice-tools.ts';
import type { Figure } from '../figure.ts';
import { testFigures, testNames } from '../test-figures.ts';
import { checkDraft } from './check-draft.ts';
import { simulationCaveat } from './written.ts';

const { checkPromises } = loadAdviceRules().tools('2026-11-28', null);
const fixed = testFigures(3);
const [level] = fixed as [Figure];
const figures: Figure[] = [
  ...fixed,
  { ...level, id: 'goal.house.calmer.level', value: 2 },
  { ...level, id: 'goal.house.calmer.probability', value: 0.91, unit: 'fraction' },
];

const reasonsFor = async (draft: string): Promise<string[]> => {
  const options = { figures, names: testNames, language: 'en' as const, findings: [], checkPromises };
  const { faults } = await checkDraft(draft, options, 'us');
  return faults.map(({ reason }) => reason);
};

test.each([
  'The goal House is reached more often with the calmer portfolio of risk level {{goal.house.calmer.level}}: in the simulation that calmer portfolio has a probability of {{goal.house.calmer.probability}}.',
  'In the simulation, which assumes the volatility and costs of this plan, the probability of reaching House is {{goal.house.probability}}.',
  'The simulation shows a probability of {{goal.house.probability}} for the goal House.',
  'The simulated figures give the goal House a probability of {{goal.house.probability}}.',
  'In the simulation the median outcome at the end of the horizon is {{plan.wealth.2039.p50}}, the unfavourable case is {{plan.wealth.2039.p5}}.',
])('told as simulated it passes: %s', async (draft) => {
  expect(await reasonsFor(draft)).toEqual([]);
  // Beside what is assumed, which is added where it is missing.
  const options = { figures, names: testNames, language: 'en' as const, findings: [], checkPromises };
  expect((await checkDraft(draft, options, 'us')).text).toContain(simulationCaveat.en);
});

test.each([
  'Our simulated portfolio returned {{plan.return}} a year, far ahead of the market.',
  'In the simulation you would have made {{plan.wealth.2039.p50}} in the median case.',
  'The simulation shows that you will have {{plan.wealth.2039.p95}} in the favourable case.',
  'The simulated performance is the real one: the probability of reaching House is {{goal.house.probability}}.',
  'The simulation shows it: the figures are certain, with a probability of {{goal.house.probability}} of reaching House.',
  'The backtest shows a largest drawdown of {{backtest.drawdown}}, and figures that beat the market.',
  'In simulated trading the system returned {{plan.return}} a year.',
])('told as a fact it does not: %s', async (draft) => {
  expect((await reasonsFor(draft)).join()).toContain('us-mr-hypothetical');
});

test('what is honest does not cover what stands beside it', async () => {
  const honest = 'The simulation shows a probability of {{goal.house.probability}} for the goal House.';
  const boast = 'You would have earned {{plan.return}} a year with this model.';
  const found = (await reasonsFor(`${honest} ${boast}`)).join();
  expect(found).toContain('us-mr-hypothetical');
});
