/** Whether a server that nobody asks anything does nothing: what a left stream that goes on would show in. */

import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Probe, Served } from '../served.ts';

/** Within this time after the last reader has gone no request may be open. */
const LIMIT_MS = 1000;
/** So long without a step is still. */
const STILL_MS = 1000;
const PATIENCE_MS = 20_000;
/** What was begun before the engine heard of it: a prompt being read, a step, and what was on its way to be told. */
const BEGUN_STEPS = 5;

export interface Stillness {
  /** From the last reader's leaving until no request was open; null: there still was one after a second. */
  openMs: number | null;
  /** From then on: the engine's steps, the time of the last one, and processor time in the second after it. */
  steps: number;
  stepsMs: number;
  cpuMs: number;
  /** Generations that went on though nobody waited. */
  orphans: number;
  /** After a garbage collection. */
  rest: Probe;
}

export async function stillnessOf(server: Served): Promise<Stillness> {
  const begun = performance.now();
  let probe = await server.probe();
  while (probe.open > 0 && performance.now() - begun < LIMIT_MS) {
    await wait(10);
    probe = await server.probe();
  }
  const openMs = probe.open === 0 ? performance.now() - begun : null;
  const from = performance.now();
  const { steps } = probe;
  let [last, lastAt] = [probe, from];
  while (performance.now() - lastAt < STILL_MS && performance.now() - from < PATIENCE_MS) {
    await wait(20);
    probe = await server.probe();
    if (probe.steps > last.steps) [last, lastAt] = [probe, performance.now()];
  }
  const stepped = last.steps - steps;
  return {
    ...{ openMs, steps: stepped, stepsMs: lastAt - from, cpuMs: probe.cpuMs - last.cpuMs },
    orphans: Math.max(probe.open, stepped > BEGUN_STEPS ? 1 : 0),
    rest: await server.probe({ collects: true }),
  };
}
