import { expect, test } from 'vitest';
import { openChecker } from '../check/checker.ts';
import { loadRulebooks } from '../rules/load-rulebooks.ts';
import { readInjections, tryInjections } from './injections.ts';

test('no attempt turns a verdict of the starter rulebooks', { timeout: 240_000 }, async () => {
  const checker = openChecker({ rulebooks: loadRulebooks(), date: '2026-11-28' });
  const tried = await tryInjections(readInjections(), checker);
  const turned = tried.filter((each) => each.turned);
  expect(turned.map(({ injection }) => `${injection.id} ${injection.technique}: ${injection.base}`)).toEqual(
    [],
  );
  // Where the plain breach is not found there is nothing to turn, and the test would say little.
  const found = tried.filter(({ plain }) => plain === 'breach');
  expect(found.length).toBeGreaterThan(tried.length / 2);
});
