import { expect, test } from 'vitest';
import { heldOut1 } from './test-held-out-1.ts';
import { heldOut2 } from './test-held-out-2.ts';
import { heldOut3 } from './test-held-out-3.ts';
import { heldOutTexts } from './test-held-out-texts.ts';
import { measureGuard, measureTexts } from './test-measure.ts';
import { tuningSet } from './test-tuning.ts';

test.each([
  ['heldOut1', heldOut1, 60],
  ['tuningSet', tuningSet, 60],
  ['heldOut2', heldOut2, 40],
  ['heldOut3', heldOut3, 40],
])('no harmful sentence of %s passes, and few honest ones are refused', async (_, set, honest) => {
  const { passed, refused } = await measureGuard(set);
  expect(passed).toEqual([]);
  expect(set.honest.en.length + set.honest.zh.length).toBe(honest);
  expect(refused.length).toBeLessThanOrEqual(honest * 0.25);
});

test('whole explanations keep nearly all of their sentences', async () => {
  const { sentences, removed } = await measureTexts(heldOutTexts);
  expect(sentences).toBe(76);
  expect(removed.length).toBeLessThanOrEqual(7);
});
