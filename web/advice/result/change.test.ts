import { expect, it } from 'vitest';
import { plainProfile } from '../../../src/apps/advisory/test-profile.ts';
import type { SaidAdvice } from '../api.ts';
import { changeIn, rangeOf } from './change.ts';

it('reads what is changed from an address', () => {
  expect(changeIn({ figure: 'plan.return' })).toBeNull();
  expect(changeIn({ horizon: '20', fee: '0.005', level: 'x' })).toEqual({ horizonYears: 20, fee: 0.005 });
  expect(changeIn({ monthly: '0', loss: '-1' })).toEqual({ investPerMonth: 0 });
});

it('lets each slider reach what was proposed, and the level no higher than the answers give', () => {
  const advice = {
    profile: plainProfile,
    risk: { level: 3, capacity: { level: 4 }, tolerance: { level: 3 }, facts: { surplusPerMonth: 2500 } },
    assumptions: { fee: 0 },
  } as SaidAdvice;
  for (const slider of ['horizon', 'monthly', 'level', 'loss', 'fee'] as const) {
    const { low, high, now } = rangeOf(slider, advice);
    expect(low).toBeLessThanOrEqual(now);
    expect(high).toBeGreaterThanOrEqual(now);
  }
  expect(rangeOf('level', advice)).toEqual({ low: 1, high: 3, step: 1, now: 3 });
  expect(rangeOf('monthly', advice)).toEqual({ low: 0, high: 2500, step: 50, now: 600 });
});
