import { expect, test } from 'vitest';
import { KnownTexts } from '../likeness/known-texts.ts';
import { loadRulebooks } from '../rules/load-rulebooks.ts';
import { openChecker } from './checker.ts';
import { everydayTexts } from './test-everyday-zh.ts';
import type { Decision } from './verdict.ts';

test('no test of a rule holds everyday Chinese, likeness suspects one in twenty-five, and a breach between is found', async () => {
  const rulebooks = loadRulebooks();
  const known = new KnownTexts(rulebooks);
  const checker = openChecker({ rulebooks, known, date: '2026-11-28' });
  const held: string[] = [];
  const suspected: string[] = [];
  const decide = async (text: string): Promise<Decision> => {
    const { decision, verdicts } = await checker.check({ id: text, text });
    const [worst] = verdicts;
    if (decision !== 'breach' && decision !== 'needs review') return decision;
    const isByTest = worst?.by.kind === 'test' && worst.by.test !== 'like-known-breaches';
    (isByTest ? held : suspected).push(text);
    return decision;
  };
  for (const text of everydayTexts) await decide(text);
  expect(held).toEqual([]);
  expect(suspected.length).toBeLessThanOrEqual(everydayTexts.length / 25);
  const [first = '', second = ''] = everydayTexts;
  expect(await decide(`${first}这款理财保本，年化8%，跌了我赔您。${second}`)).toBe('breach');
});
