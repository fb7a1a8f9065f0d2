import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Random } from '../core/random.ts';
import { Gate, type Ending, type GateLimits } from './gate.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const LATENCY = 1000;

/** A server that takes a second an answer and refuses what is over its capacity, or by chance. */
function simulate(limits: GateLimits, server: { capacity?: number; chance?: number; perMinute?: number }) {
  const gate = new Gate(limits);
  const random = Random.derive(1, 'gate');
  const counts = { answered: 0, refused: 0, busy: 0, most: 0, starts: [] as number[] };
  const { capacity = Number.POSITIVE_INFINITY, chance = 0, perMinute = Number.POSITIVE_INFINITY } = server;
  let minute = 0;
  let thisMinute = 0;
  const serve = async (): Promise<Ending> => {
    const now = performance.now();
    counts.starts.push(now);
    if (Math.floor(now / 60_000) !== minute) {
      minute = Math.floor(now / 60_000);
      thisMinute = 0;
    }
    if (counts.busy >= capacity || random.chance(chance) || thisMinute >= perMinute) return 'refused';
    thisMinute++;
    counts.busy++;
    counts.most = Math.max(counts.most, counts.busy);
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    counts.busy--;
    return 'answered';
  };
  const one = async (again = false): Promise<void> => {
    const pass = await gate.enter(10, () => true, again);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const ending = await serve();
    counts[ending === 'answered' ? 'answered' : 'refused']++;
    gate.leave(pass, ending, { pauseMs: 1000 });
    if (ending === 'answered') return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return one(true);
  };
  const ask = (count: number) => {
    for (let index = 0; index < count; index++) void one();
  };
  const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
  return { gate, counts, ask, seconds };
}

describe('Gate', () => {
  it('opens to 512 in flight within seconds where the server takes them', async () => {
    const { gate, ask, seconds, counts } = simulate({ concurrency: 512 }, {});
    ask(5000);
    await seconds(5);
    expect(counts.most).toBe(512);
    expect(gate.state).toMatchObject({ inFlight: 512, limit: 512 });
  });

  it('finds the capacity of a server that refuses more, and keeps it in use', async () => {
    const { ask, seconds, counts } = simulate({ concurrency: 512 }, { capacity: 100 });
    ask(20_000);
    await seconds(10);
    const before = counts.answered;
    const refusedBefore = counts.refused;
    await seconds(20);
    expect(counts.answered - before).toBeGreaterThan(0.95 * 100 * 20);
    expect(counts.refused - refusedBefore).toBeLessThan(0.25 * 100 * 20);
  });

  it('does not mistake refusals by chance for a lack of capacity', async () => {
    const { ask, seconds, counts } = simulate({ concurrency: 200 }, { chance: 0.04 });
    ask(20_000);
    await seconds(10);
    const before = counts.answered;
    await seconds(20);
    expect(counts.answered - before).toBeGreaterThan(0.95 * 200 * 20);
  });

  it('waits out a limit on rate instead of knocking all the time, then goes on quickly', async () => {
    const { ask, seconds, counts } = simulate({ concurrency: 100 }, { perMinute: 600 });
    ask(5000);
    await seconds(60);
    expect(counts.answered).toBeLessThanOrEqual(600);
    expect(counts.refused).toBeLessThan(900);
    await seconds(60);
    expect(counts.answered).toBeGreaterThanOrEqual(1000);
  });

  it('never lets more through in any minute than the limits say', async () => {
    const { ask, seconds, counts } = simulate({ concurrency: 500, requestsPerMinute: 300 }, {});
    ask(2000);
    await seconds(180);
    const { starts } = counts;
    const most = Math.max(
      ...starts.map((start) => starts.filter((other) => other >= start && other < start + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(300);
    expect(starts.length).toBeGreaterThan(3 * 280);
  });

  it('counts tokens as they really were', async () => {
    const run = async (really: number) => {
      const gate = new Gate({ concurrency: 10, tokensPerMinute: 6000 });
      let answered = 0;
      const loop = async () => {
        for (;;) {
          const pass = await gate.enter(100, () => true, false);
          answered++;
          gate.leave(pass, 'answered', { tokens: really });
        }
      };
      loop().catch(() => undefined);
      await vi.advanceTimersByTimeAsync(60_000);
      gate.close(new Error('over'));
      return answered;
    };
    expect(await run(100)).toBeGreaterThan(57);
    expect(await run(100)).toBeLessThanOrEqual(61);
    expect(await run(50)).toBeGreaterThan(110);
    expect(await run(200)).toBeLessThan(33);
  });

  it('ends all that wait when it is closed, and all that come', async () => {
    const gate = new Gate({ concurrency: 1 });
    await gate.enter(1, () => true, false);
    const waiting = gate.enter(1, () => true, false);
    gate.close(new RangeError('over'));
    await expect(waiting).rejects.toThrow('over');
    await expect(gate.enter(1, () => true, false)).rejects.toThrow('over');
  });
});
