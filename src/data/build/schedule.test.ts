import { describe, expect, it } from 'vitest';

import { Random } from '../../core/random.ts';
import { Schedule, type Ticket } from './schedule.ts';
import { workOff } from './work-off.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Positions asked and kept when every third position passes and answers come in a random order. */
async function run(
  target: number | undefined,
  width: number,
  seed: number,
  shard?: { index: number; of: number },
) {
  const random = Random.derive(seed, 'schedule');
  const schedule = new Schedule(
    [
      { source: 'a', order: range(100), target },
      { source: 'b', order: range(20), target: undefined },
    ],
    shard,
  );
  const asked: number[] = [];
  const kept: number[] = [];
  let inWork = 0;
  let widest = 0;
  await workOff(schedule, width, async ({ position, settle }) => {
    asked.push(position);
    widest = Math.max(widest, ++inWork);
    for (let turns = random.int(0, 9); turns > 0; turns--) await Promise.resolve();
    inWork--;
    if (position % 3 === 0) kept.push(position);
    settle(position % 3 === 0);
  });
  const sorted = (list: number[]): number[] => list.sort((x, y) => x - y);
  return { asked: sorted(asked), kept: sorted(kept), widest, schedule };
}

describe('Schedule', () => {
  it('asks every question once, at most so many at a time', async () => {
    const { asked, widest, schedule } = await run(undefined, 7, 1);
    expect(asked).toEqual(range(120));
    expect(widest).toBe(7);
    expect(schedule.progress()).toEqual({ done: 120, total: 120 });
  });

  it('keeps exactly the first of the order that pass, whoever answers first, and asks no more than it must', async () => {
    const first = await run(5, 1, 1);
    expect(first.kept.filter((position) => position < 100)).toEqual([0, 3, 6, 9, 12]);
    for (const seed of [2, 3, 4]) {
      const other = await run(5, 16, seed);
      expect(other.kept).toEqual(first.kept);
      expect(other.asked).toEqual(first.asked);
    }
  });

  it('says which sources had too few', async () => {
    const { schedule } = await run(50, 8, 1);
    expect(schedule.shortfalls()).toEqual([{ source: 'a', target: 50, kept: 34 }]);
  });

  it('shards ask all questions once together, and share a target', async () => {
    const shards = await Promise.all([1, 2, 3].map((index) => run(undefined, 4, index, { index, of: 3 })));
    expect(shards.flatMap(({ asked }) => asked).sort((a, b) => a - b)).toEqual(range(120));
    const targets = await Promise.all([1, 2, 3].map((index) => run(10, 4, index, { index, of: 3 })));
    // Every third passes, and shard 1 of 3 has just these: it keeps its share, the others find none.
    expect(targets.map(({ kept }) => kept.filter((position) => position < 100).length)).toEqual([3, 0, 0]);
  });
});

describe('workOff', () => {
  it('throws the first failure after what was in work is finished, and begins no more', async () => {
    const schedule = new Schedule([{ source: 'a', order: range(50), target: undefined }]);
    const finished: number[] = [];
    const work = async ({ position, settle }: Ticket): Promise<void> => {
      if (position === 3) throw new Error('the budget is spent');
      for (let turns = 0; turns < 5; turns++) await Promise.resolve();
      finished.push(position);
      settle(true);
    };
    await expect(workOff(schedule, 8, work)).rejects.toThrow('the budget is spent');
    expect(finished.sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 7]);
  });

  it('lets timers through while the work is done at once', async () => {
    const schedule = new Schedule([{ source: 'a', order: range(60), target: undefined }]);
    let rang = -1;
    let done = 0;
    setTimeout(() => (rang = done), 1);
    await workOff(schedule, 4, ({ settle }) => {
      const until = performance.now() + 1;
      while (performance.now() < until);
      done++;
      settle(true);
      return Promise.resolve();
    });
    expect(rang).toBeGreaterThan(0);
    expect(rang).toBeLessThan(60);
  });
});
