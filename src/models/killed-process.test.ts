import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { ask, PARAMS, TestPools } from './test-pool.ts';
import type { TestServerOptions } from './test-server.ts';

let pools: TestPools;
beforeEach(() => (pools = new TestPools()));
afterEach(() => pools.close());

const COUNT = 200;
const texts = Array.from({ length: COUNT }, (_, index) => `question ${index}`);

/** Runs a process over all questions and kills it when the server has seen `killAfter` requests. */
async function setUp(serverOptions: TestServerOptions) {
  const random = Random.derive(11, 'kill');
  let asked: string[] = [];
  let onRequest = (): void => undefined;
  const server = await pools.server({
    ...serverOptions,
    onRequest: ({ messages }) => {
      asked.push(messages[0]?.content ?? '');
      onRequest();
    },
  });
  const options = (batch: object | false) => ({
    cachePath: join(pools.folder, 'cache.sqlite'),
    ledgerPath: join(pools.folder, 'ledger.jsonl'),
    limits: { concurrency: 16, firstWaitSeconds: 0.001 },
    prices: { [server.model]: { input: 1, output: 1 } },
    batch,
  });
  const run = async (killAfter = Number.POSITIVE_INFINITY, batch: object | false = false) => {
    asked = [];
    const script = join(import.meta.dirname, 'test-pool-process.ts');
    const args = [script, server.model, String(COUNT), JSON.stringify(options(batch))];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    onRequest = () => {
      if (asked.length === killAfter) child.kill('SIGKILL');
    };
    // A batch is killed as soon as it is made.
    const watch = setInterval(() => {
      if (Number.isFinite(killAfter) && server.stats().batches > 0) child.kill('SIGKILL');
    }, 1);
    const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    clearInterval(watch);
    return { killed: signal === 'SIGKILL', output, asked };
  };
  /** The questions whose answers are kept. */
  const kept = async () => {
    const pool = pools.pool({ ledgerPath: undefined });
    const answered = texts.filter((text) => pool.peek(server.model, ask(text), PARAMS, 0) !== null);
    await pool.close();
    return answered;
  };
  return { server, run, kept, random };
}

describe('a process that is killed', () => {
  it('asks nothing again that was answered, loses nothing, and says what may have been billed', async () => {
    const { server, run, kept, random } = await setUp({
      faults: { reset: 0.03, 'server-error': 0.05 },
      latency: [0, 8],
    });
    let known: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { killed, asked } = await run(random.int(10, 80));
      expect(killed).toBe(true);
      expect(asked.filter((text) => known.includes(text))).toEqual([]);
      const now = await kept();
      expect(now.length).toBeGreaterThan(known.length);
      known = now;
    }
    const { output, asked } = await run();
    expect(asked.filter((text) => known.includes(text))).toEqual([]);
    expect(await kept()).toEqual(texts);
    const { usage, earlier, orphans } = JSON.parse(output) as {
      usage: { requests: number; cached: number }[];
      earlier: { requests: number; lost: number }[];
      orphans: { requests: number }[];
    };
    expect(usage).toMatchObject([{ cached: known.length, requests: COUNT - known.length }]);
    expect(earlier[0]?.requests).toBe(known.length);
    expect(orphans[0]?.requests).toBeGreaterThan(0);
    // Paid for twice is at most what was in flight at the two kills.
    expect(server.stats().paidAgain).toBeLessThanOrEqual(2 * 16);
    expect(server.stats().requests).toBeLessThanOrEqual(COUNT * 1.2 + 2 * 16);
  });

  it('finds its batch again', async () => {
    const { server, run, kept } = await setUp({ batches: { polls: 2 } });
    const batch = { idleSeconds: 0.1, pollSeconds: 0.05 };
    expect((await run(1, batch)).killed).toBe(true);
    expect(await kept()).toEqual([]);
    expect((await run(Number.POSITIVE_INFINITY, batch)).killed).toBe(false);
    expect(await kept()).toEqual(texts);
    expect(server.stats()).toMatchObject({ requests: 0, paid: COUNT, batches: 1 });
  });
});
