import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { ask, PARAMS, TestPools } from './test-pool.ts';
import type { TestServerOptions } from './test-server.ts';

let pools: TestPools;
beforeEach(() => (pools = new TestPools()));
afterEach(async () => {
  await keepersEnded();
  await pools.close();
});

const COUNT = 200;
const CONCURRENCY = 64;

interface Told {
  usage: { requests: number; cached: number; cost: number }[];
  earlier: { requests: number; cost: number; lost: number }[];
  orphans: { requests: number; worstCost: number }[];
}

/** The keepers of this test that run. */
function keepers(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [pid = '', stat = ''] = line.trim().split(/\s+/);
    return line.includes(`keeper/main.ts ${pools.folder}`) && !stat.startsWith('Z') ? [Number(pid)] : [];
  });
}

async function keepersEnded(): Promise<void> {
  while (keepers().length > 0) await wait(20);
}

/** Runs a process over all questions, and kills it `delay` milliseconds after the server has seen `after` requests. */
async function setUp(
  serverOptions: TestServerOptions,
  { count = COUNT, timeoutSeconds = 60, warm = false } = {},
) {
  const texts = Array.from({ length: count }, (_, index) => `question ${index}`);
  let asked = 0;
  let onRequest = (): void => undefined;
  const server = await pools.server({
    ...serverOptions,
    onRequest: () => {
      asked++;
      onRequest();
    },
  });
  const options = (batch: object | false, seconds: number) => ({
    cachePath: join(pools.folder, 'cache.sqlite'),
    ledgerPath: join(pools.folder, 'ledger.jsonl'),
    limits: { concurrency: CONCURRENCY, firstWaitSeconds: 0.001, timeoutSeconds: seconds },
    prices: { [server.model]: { input: 1, output: 1 } },
    batch,
  });
  const run = async (
    kill: { after: number; delay?: number; keeper?: boolean } | null,
    batch: object | false = false,
  ) => {
    asked = 0;
    const script = join(import.meta.dirname, 'test-pool-process.ts');
    const args = [
      script,
      server.model,
      String(count),
      JSON.stringify(options(batch, kill ? timeoutSeconds : 60)),
      warm ? 'warm' : '',
    ];
    // A group of its own, which is killed as a whole.
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const killAll = () => {
      const group = -(child.pid ?? 0);
      if (kill?.keeper) {
        // Stopped first: it would write down itself what its keeper's end has lost.
        process.kill(group, 'SIGSTOP');
        for (const pid of keepers()) process.kill(pid, 'SIGKILL');
      }
      process.kill(group, 'SIGKILL');
    };
    onRequest = () => {
      if (asked !== kill?.after) return;
      if (kill.delay) setTimeout(killAll, kill.delay);
      else killAll();
    };
    // A batch is killed as soon as it is made.
    const watch = setInterval(() => {
      if (kill && server.stats().batches > 0) killAll();
    }, 1);
    const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    clearInterval(watch);
    return { killed: signal === 'SIGKILL', told: (output === '' ? null : JSON.parse(output)) as Told };
  };
  /** The questions whose answers are kept, and what they have cost. */
  const kept = async () => {
    const pool = pools.pool({ ledgerPath: undefined });
    const answers = texts.map((text) => pool.peek(server.model, ask(text), PARAMS, 0));
    await pool.close();
    const cost = answers.reduce((sum, one) => sum + (one ? one.promptTokens + one.completionTokens : 0), 0);
    return { texts: texts.filter((_, index) => answers[index]), cost: cost / 1e6 };
  };
  return { server, run, kept, texts };
}

function sums({ usage, earlier }: Told): { requests: number; cost: number; lost: number } {
  const rows = [...usage, ...earlier];
  return {
    requests: rows.reduce((sum, row) => sum + row.requests, 0),
    cost: rows.reduce((sum, row) => sum + row.cost, 0),
    lost: earlier.reduce((sum, row) => sum + row.lost, 0),
  };
}

describe('a process that is killed', () => {
  it('pays for nothing twice, in flight or not, and meters each answer once', async () => {
    const random = Random.derive(11, 'kill');
    const { server, run, kept, texts } = await setUp({ latency: [30, 200] });
    for (let round = 0; round < 3; round++) {
      const { killed } = await run({ after: random.int(1, 50), delay: random.int(0, 60) });
      expect(killed).toBe(true);
    }
    const known = (await kept()).texts.length;
    const { told } = await run(null);
    expect(server.stats()).toMatchObject({ requests: COUNT, paid: COUNT, paidAgain: 0 });
    const now = await kept();
    expect(now.texts).toEqual(texts);
    expect(known).toBeLessThan(COUNT);
    expect(told.orphans).toEqual([]);
    expect(sums(told)).toEqual({ requests: COUNT, cost: expect.closeTo(now.cost, 12) as number, lost: 0 });
  });

  it('loses no answer that came where others do not', async () => {
    const faults = { reset: 0.05, 'server-error': 0.05, 'truncated-json': 0.05 };
    const { server, run, kept, texts } = await setUp({ faults, latency: [0, 40] });
    expect((await run({ after: 70 })).killed).toBe(true);
    const { told } = await run(null);
    expect((await kept()).texts).toEqual(texts);
    expect(server.stats().paid).toBe(
      COUNT + (server.stats().faults.reset ?? 0) + (server.stats().faults['truncated-json'] ?? 0),
    );
    expect(sums(told).requests).toBe(COUNT);
  });

  it('says what may have been billed when its keeper is killed too, and asks that again', async () => {
    const script = Array.from({ length: 40 }, () => 'hang' as const);
    const { server, run, kept, texts } = await setUp({ script }, { count: 40 });
    expect((await run({ after: 40, keeper: true })).killed).toBe(true);
    await keepersEnded();
    expect((await kept()).texts).toEqual([]);
    const { told } = await run(null);
    expect((await kept()).texts).toEqual(texts);
    expect(told.orphans).toMatchObject([{ requests: 40 }]);
    expect(server.stats()).toMatchObject({ requests: 80, paid: 80 });
    // What is lost is in the ledger from the start of the next process on.
    expect(told.orphans[0]?.worstCost).toBeGreaterThan(0);
  });

  it('leaves to the next process what fails at its keeper, or takes too long there', async () => {
    let killed = (): void => undefined;
    const death = new Promise<void>((resolve) => (killed = resolve));
    let asked = 0;
    const { server, run, kept, texts } = await setUp(
      {
        script: ['ok', 'reset', 'hang', 'ok'],
        // All but the first come when nobody waits for them any more.
        heldUntil: () => (asked++ === 0 ? undefined : death),
      },
      { count: 4, timeoutSeconds: 4, warm: true },
    );
    expect((await run({ after: 4 })).killed).toBe(true);
    expect((await kept()).texts).toHaveLength(1);
    killed();
    await keepersEnded();
    const { told } = await run(null);
    expect((await kept()).texts).toEqual(texts);
    expect(told.orphans).toMatchObject([{ requests: 2 }]);
    expect(sums(told).requests).toBe(4);
    expect(server.stats()).toMatchObject({ requests: 6, paid: 6 });
  });

  it('finds its batch again', async () => {
    const { server, run, kept, texts } = await setUp({ batches: { polls: 2 } });
    const batch = { idleSeconds: 0.1, pollSeconds: 0.05 };
    expect((await run({ after: 1 }, batch)).killed).toBe(true);
    expect((await kept()).texts).toEqual([]);
    expect((await run(null, batch)).killed).toBe(false);
    expect((await kept()).texts).toEqual(texts);
    expect(server.stats()).toMatchObject({ requests: 0, paid: COUNT, batches: 1 });
  });
});
