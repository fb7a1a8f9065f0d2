import { expect, test } from 'vitest';
import { testNames } from '../test-figures.ts';
import { checkNumbers } from './check-text.ts';
import { trueExplanation } from './test-explanations.ts';
import { plantKinds, plantWrongNumber } from './test-plant.ts';

test('true explanations pass: 300 of 300', () => {
  const alarms: string[] = [];
  for (let seed = 0; seed < 300; seed++) {
    const { text, figures } = trueExplanation(seed);
    const { faults } = checkNumbers(text, figures, testNames);
    if (faults.length > 0) alarms.push(`${faults.map(({ reason }) => reason).join('; ')}\n${text}`);
  }
  expect(alarms).toEqual([]);
});

test('500 explanations with one wrong number each are all caught', () => {
  const missed: string[] = [];
  const tried = new Map<string, number>();
  for (let seed = 0; [...tried.values()].reduce((sum, n) => sum + n, 0) < 500; seed++) {
    const explanation = trueExplanation(1000 + seed);
    const kind = plantKinds[seed % plantKinds.length] as string;
    const planted = plantWrongNumber(explanation, kind, seed);
    if (planted === null) continue;
    tried.set(kind, (tried.get(kind) ?? 0) + 1);
    const { faults } = checkNumbers(planted.text, explanation.figures, testNames);
    if (faults.length === 0) missed.push(`${kind}: ${planted.text}\nWAS ${explanation.text}`);
  }
  expect(missed).toEqual([]);
  for (const kind of plantKinds) expect(tried.get(kind) ?? 0).toBeGreaterThanOrEqual(5);
});
