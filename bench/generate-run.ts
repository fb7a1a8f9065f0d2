/**
 * One client of `npm run bench -- generate` against a server of its own: what it answered, what the server saw of it.
 *
 * Used capacity is the time in which the server's places were taken, over all places × time. `steady` leaves out the
 * beginning and the end, where there are fewer questions left than places; `whole` is from the first request to the last answer.
 */

import { performance } from 'node:perf_hooks';
import type { FaultRates } from '../src/models/test-server-faults.ts';
import { spawnTestServer } from '../src/models/test-server-process.ts';
import type { SpawnedTestServer } from '../src/models/test-server-process.ts';
import type { TestServerStats } from '../src/models/test-server.ts';
import { figuresOf } from './peer.ts';
import { FailedCommand, watchChild } from './watch-child.ts';
import type { Command } from './watch-child.ts';

export const QUESTIONS = 6000;
export const IN_FLIGHT = 512;
const SERVER = {
  latency: { median: 1200, sigma: 0.35 },
  capacity: { inFlight: IN_FLIGHT, over: 'queue' },
  retryAfter: 1,
  thinkingLength: 6000,
} as const;
export interface Client {
  name: string;
  command(server: SpawnedTestServer, prompts: string): Command | null;
}

export interface Run {
  /** Questions that the client had an answer to in the end: what the server sent may have been thrown away. */
  answered: number;
  stats: TestServerStats;
  /** Seconds from the first request to the last answer. */
  seconds: number;
  peak: number;
  steady: number;
  whole: number;
}

interface Sample extends TestServerStats {
  at: number;
}

/** Null where the peer is not installed, what it said where it failed. */
export async function runClient(
  client: Client,
  { prompts, faults, home }: { prompts: string; faults: FaultRates; home: string },
): Promise<Run | null | string> {
  const server = await spawnTestServer({ ...SERVER, faults });
  try {
    const command = client.command(server, prompts);
    if (command === null) return null;
    const samples: Sample[] = [];
    const timer = setInterval(() => {
      void server.stats().then((stats) => samples.push({ ...stats, at: performance.now() }));
    }, 200);
    const watched = await watchChild({ ...command, env: { HOME: home } }, { everyMs: 250 }).finally(() =>
      clearInterval(timer),
    );
    const answered = figuresOf(watched.stdout).get('answered 1') ?? 0;
    return { answered, peak: watched.peak, ...used(samples), stats: await server.stats() };
  } catch (error) {
    if (error instanceof FailedCommand) return error.message;
    throw error;
  } finally {
    await server.close();
  }
}

function used(samples: readonly Sample[]): Pick<Run, 'seconds' | 'steady' | 'whole'> {
  const busy = samples.filter(({ requests }) => requests > 1);
  const last = busy.at(-1)?.delivered;
  const ended = busy.findIndex(({ delivered }) => delivered === last);
  const whole = busy.slice(0, ended + 1);
  const steady = whole.filter(
    ({ delivered }) => delivered >= IN_FLIGHT && delivered <= QUESTIONS - IN_FLIGHT,
  );
  const [from, to] = [whole[0], whole.at(-1)];
  if (from === undefined || to === undefined) throw new Error('the server got no requests');
  return {
    seconds: (to.at - from.at) / 1000,
    steady: shareUsed(steady),
    whole: shareUsed(whole),
  };
}

function shareUsed(samples: readonly Sample[]): number {
  const [from, to] = [samples[0], samples.at(-1)];
  if (from === undefined || to === undefined || from === to) return NaN;
  return (to.busyMs - from.busyMs) / (IN_FLIGHT * (to.at - from.at));
}
