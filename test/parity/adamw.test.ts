/** Our AdamW step with clipping and weight decay is torch's, over 24 steps (torch 2.13, see the golden file). */

import { expect, test } from 'vitest';
import { differences } from './adamw-case.ts';
import type { AdamwCase } from './adamw-case.ts';
import { readGolden } from './read-golden.ts';

const cases = readGolden('adamw.json') as AdamwCase[];

test('the golden file has steps that are clipped and steps that are not', () => {
  expect(cases).toHaveLength(5);
  const clipped = cases.flatMap(({ settings, normsOfTorch }) =>
    settings.gradClipNorm > 0 ? normsOfTorch.map((norm) => norm > settings.gradClipNorm) : [],
  );
  expect(new Set(clipped)).toEqual(new Set([true, false]));
  for (const { weightsOfTorch } of cases) expect(weightsOfTorch).toHaveLength(24);
});

test.each(cases)('$name', async (given) => {
  const { weight, norm } = await differences(given);
  expect(weight).toBeLessThan(1e-6);
  expect(norm).toBeLessThan(1e-6);
});

test.each(['beta1', 'beta2', 'eps', 'weightDecay'] as const)('another %s would be seen', async (name) => {
  const given = cases.find((each) => each.name === 'large eps') as AdamwCase;
  const settings = { ...given.settings, [name]: given.settings[name] * 0.99 };
  expect((await differences({ ...given, settings })).weight).toBeGreaterThan(1e-5);
});
