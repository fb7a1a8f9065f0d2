import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FinR1Error, BudgetError } from '../../core/errors.ts';
import { TransportError } from '../http-send.ts';
import { Journal } from '../journal.ts';
import { isDeadOwner, isLivingOwner, newOwner } from '../process-owner.ts';
import { RequestCache } from '../request-cache.ts';
import { requestKey } from '../request-key.ts';
import { ask, PARAMS, TestPools } from '../test-pool.ts';
import { completionBody } from '../test-server-faults.ts';
import { Inheritance } from './inheritance.ts';
import { Keeper } from './keeper.ts';

let pools: TestPools;
beforeEach(() => (pools = new TestPools()));
afterEach(() => pools.close());

const dead = newOwner().replace(/:[^:]*$/, ':1.0');
const keyOf = (model: string, text: string) => requestKey(model, ask(text), PARAMS, 0);

/** Leaves a kept answer to `text` behind, as the keeper of a killed process does. */
function leave(model: string, text: string, worstCost = 1): string {
  const cache = new RequestCache(join(pools.folder, 'cache.sqlite'));
  const key = keyOf(model, text);
  const run = join(pools.folder, 'ledger.jsonl');
  new Journal(cache, { run, owner: dead }).claim({ key, stage: 'distil', model, worstCost }, dead);
  const request = { model: 'test-model', messages: [{ role: 'user', content: text }] };
  const body = JSON.stringify(completionBody(request, 'kept', null, 1));
  new Inheritance(cache.path, dead).settle(key, { kind: 'answered', body });
  cache.close();
  return key;
}

describe('an answer that was kept', () => {
  it('is taken as if it had just arrived, paid for by the run', async () => {
    const server = await pools.server();
    leave(server.model, 'aaaa');
    const pool = pools.pool({ prices: { [server.model]: { input: 1e6, output: 1e6 } } });
    const [generation] = await (await pool.open(server.model, 'distil')).generate(ask('aaaa'), PARAMS, 1);
    expect(generation).toMatchObject({ text: 'kept', finishReason: 'stop' });
    expect(pool.usage()).toMatchObject([{ requests: 1, cached: 0, cost: 2 }]);
    expect(server.stats().requests).toBe(0);
    await pool.close();
    expect(pools.pool().earlier()).toMatchObject([{ requests: 1, cost: 2, lost: 0 }]);
    expect(pools.pool().peek(server.model, ask('aaaa'), PARAMS, 0)).toMatchObject({ text: 'kept' });
  });

  it('is metered once when its process had got as far as the ledger, over several starts', async () => {
    const server = await pools.server();
    const key = leave(server.model, 'aaaa');
    const row = { stage: 'distil', model: server.model, promptTokens: 1, completionTokens: 1, lost: 0 };
    writeFileSync(
      join(pools.folder, 'ledger.jsonl'),
      [
        { ...row, requests: 4, cost: 8 },
        { ...row, requests: 1, cost: 2, key },
      ]
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
    await pools.pool().close();
    const pool = pools.pool();
    await (await pool.open(server.model, 'distil')).generate(ask('aaaa'), PARAMS, 1);
    await pool.close();
    expect(pool.usage()).toMatchObject([{ requests: 0, cached: 1 }]);
    expect(pools.pool().earlier()).toMatchObject([{ requests: 5, cost: 10 }]);
  });

  it('has its place in the budget until it is taken', async () => {
    const server = await pools.server();
    leave(server.model, 'aaaa', 112);
    // A new request costs 112 at worst; so does the kept one, as long as nobody has looked.
    const options = { prices: { [server.model]: { input: 1e6, output: 1e6 } }, budget: 120 };
    const strict = await pools.pool(options).open(server.model, 'distil');
    await expect(strict.generate(ask('bbbb'), PARAMS, 1)).rejects.toBeInstanceOf(BudgetError);
    const model = await pools.pool(options).open(server.model, 'distil');
    await model.generate(ask('aaaa'), PARAMS, 1);
    await model.generate(ask('bbbb'), PARAMS, 1);
    expect(server.stats().requests).toBe(1);
  });
});

describe('a request that another pool has in flight', () => {
  it('is waited for', async () => {
    const server = await pools.server({ latency: 30 });
    const [first, second] = [pools.pool(), pools.pool()];
    const answers = await Promise.all(
      [first, second].map(async (pool) =>
        (await pool.open(server.model, 'distil')).generate(ask('a'), PARAMS, 1),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(server.stats().requests).toBe(1);
    expect([...first.usage(), ...second.usage()].map(({ requests }) => requests).sort()).toEqual([0, 1]);
  });

  it('is asked after all when the other gives it up', async () => {
    const server = await pools.server({ script: ['bad-request'], latency: 10 });
    const [first, second] = [pools.pool(), pools.pool()];
    const answers = await Promise.allSettled(
      [first, second].map(async (pool) =>
        (await pool.open(server.model, 'distil')).generate(ask('a'), PARAMS, 1),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(server.stats().requests).toBe(2);
  });
});

describe('Keeper', () => {
  const keeper = () =>
    new Keeper({
      cachePath: join(pools.folder, 'cache.sqlite'),
      owner: newOwner(),
      env: { FIN_R1_API_KEY: 'sk-secret' },
      timeoutMs: 60_000,
    });
  const request = (url: string) => ({
    url: `${url}/chat/completions`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'test-model', messages: [] }),
  });

  it('ends with its pool', async () => {
    const server = await pools.server();
    const one = keeper();
    expect((await one.send('k', request(server.url), undefined)).status).toBe(200);
    const { name } = one;
    expect(isLivingOwner(name)).toBe(true);
    await one.close();
    expect(isDeadOwner(name)).toBe(true);
  });

  it('does not end by what ends others, and one that was killed is replaced', async () => {
    const server = await pools.server({ script: ['hang'] });
    const one = keeper();
    const pid = Number(one.name.split(':')[1]);
    const hanging = one.send('k', request(server.url), undefined).catch((error: unknown) => error);
    while (server.stats().inFlight === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
    expect((await one.send('l', request(server.url), undefined)).status).toBe(200);
    process.kill(pid, 'SIGKILL');
    const error = await hanging;
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ sent: true });
    expect((await one.send('m', request(server.url), undefined)).status).toBe(200);
    expect(one.name).not.toContain(`:${pid}:`);
    await one.close();
  });

  it('tells what cannot be sent, and goes on', async () => {
    const one = keeper();
    const { url } = await pools.server();
    const closed = await pools.server();
    await closed.close();
    await expect(one.send('k', request(closed.url), undefined)).rejects.toMatchObject({ sent: false });
    const bad = { ...request(url), headers: { 'a b': 'c' } };
    const error: unknown = await one.send('k', bad, undefined).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ sent: false, message: expect.stringMatching(/a b/) });
    expect(FinR1Error.isInstance(error)).toBe(false);
    expect((await one.send('k', request(url), undefined)).status).toBe(200);
    await one.close();
  });
});
