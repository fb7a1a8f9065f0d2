import { describe, expect, it } from 'vitest';
import { IdleWatch } from './idle-watch.ts';

/** The steps (from 1) after which a watch over a stage of `steps` steps warns; `u` stands for a step with an update. */
function warnedAt(pattern: string, steps = 1000): number[] {
  const watch = new IdleWatch('grpo', steps);
  return [...pattern].flatMap((kind, i) =>
    watch.observe(i + 1, { updates: kind === 'u' ? 1 : 0, rewardMean: 0 }) === null ? [] : [i + 1],
  );
}

describe('IdleWatch', () => {
  it('warns once a streak, at its tenth step', () => {
    expect(warnedAt('.'.repeat(9))).toEqual([]);
    expect(warnedAt('.'.repeat(40))).toEqual([10]);
    expect(warnedAt(`${'.'.repeat(9)}u${'.'.repeat(9)}u`)).toEqual([]);
    expect(warnedAt(`uu${'.'.repeat(12)}u${'.'.repeat(25)}`)).toEqual([12, 25]);
  });

  it('of a shorter stage warns when none of its steps made an update', () => {
    expect(warnedAt('....', 4)).toEqual([4]);
    expect(warnedAt('...u', 4)).toEqual([]);
  });

  it('stops a stage whose reward has fallen to nothing', () => {
    const watch = new IdleWatch('grpo', 1000);
    watch.observe(1, { updates: 1, rewardMean: 0.28 });
    for (let step = 2; step < 6; step++) watch.observe(step, { updates: 0, rewardMean: 0.02 });
    expect(() => watch.observe(6, { updates: 0, rewardMean: 0.02 })).toThrow(
      'the mean reward fell from 0.28 to 0.02, with no update for 5 steps',
    );
    const solved = new IdleWatch('grpo', 1000);
    for (let step = 1; step < 9; step++) {
      expect(solved.observe(step, { updates: 0, rewardMean: 2 })).toBeNull();
    }
  });

  it('says what the rewards were', () => {
    const watch = new IdleWatch('zero', 1);
    expect(watch.observe(1, { updates: 0, rewardMean: 1.5 })).toMatch(
      /^zero: no update in 1 steps up to step 1, .*\(mean reward 1\.50\): use questions/,
    );
    expect(new IdleWatch('zero', 1).observe(1, { updates: 0, rewardMean: null })).toContain(
      'no answer could be judged',
    );
  });
});
