import { expect, test } from 'vitest';
import { loadAdviceRules } from './advice-tools.ts';
import { disclaimers } from './explain/disclaimers.ts';
import { fillPlaceholders } from './explain/placeholders.ts';
import { writtenExplanation } from './explain/written.ts';
import { jurisdictions } from './profile/profile.ts';
import { citedRules } from './suitability/citations.ts';
import { testFigures, testNames } from './test-figures.ts';

const rules = loadAdviceRules();
const { checkPromises, findRule } = rules.tools('2026-11-28', null);

test('every rule that the gate cites is in a rulebook', () => {
  for (const id of citedRules)
    expect(findRule(id)).toMatchObject({ id, citation: expect.stringMatching(/./) });
  expect(() => findRule('us-nothing')).toThrow('no rulebook has the rule us-nothing');
});

test.each([
  ['en', 'We guarantee a return of 8% a year.'],
  ['en', 'You cannot lose money with this portfolio; the return is certain.'],
  ['zh', '本方案保本保收益，绝对不会亏损。'],
  ['zh', '该基金稳赚不赔，年化收益承诺8%。'],
] as const)('a promise in %s is found in its place: %s', async (language, promise) => {
  const before = language === 'en' ? 'Volatility may rise. ' : '波动率可能上升。';
  const faults = await checkPromises(before + promise, language);
  expect(faults.length).toBeGreaterThan(0);
  for (const { start, end } of faults) expect(end).toBeGreaterThan(Math.max(start, before.length));
});

test.each(['en', 'zh'] as const)('our own sentences in %s promise nothing', async (language) => {
  const figures = testFigures(1, language === 'en' ? 'USD' : 'CNY');
  const { text } = fillPlaceholders(writtenExplanation(figures, testNames, language), figures, language);
  expect(await checkPromises(text, language)).toEqual([]);
  for (const jurisdiction of jurisdictions) {
    const said = disclaimers(jurisdiction).map((one) => one[language]);
    expect(await checkPromises(said.join('\n\n'), language)).toEqual([]);
  }
});
