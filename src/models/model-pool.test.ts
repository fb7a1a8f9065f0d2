import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BudgetError, InterruptedError, RequestError } from '../core/errors.ts';
import type { ModelPoolOptions, PoolEvent } from './open-model-pool.ts';
import { splitThinking } from './split-thinking.ts';
import { ask, PARAMS, TestPools } from './test-pool.ts';
import type { ChatRequest, Fault } from './test-server-faults.ts';

let pools: TestPools;
beforeEach(() => (pools = new TestPools()));
afterEach(() => {
  vi.useRealTimers();
  return pools.close();
});

const one = async (server: { model: string }, text = 'a') => {
  const model = await pools.pool().open(server.model, 'distil');
  const [generation] = await model.generate(ask(text), PARAMS, 1);
  return generation!;
};

describe('answers', () => {
  it.each<[Fault, string | null, string]>([
    ['slow-body', 'The answer is \\boxed{20%}.', 'stop'],
    ['separate-thinking', 'The answer is \\boxed{20%}.', 'stop'],
    ['unclosed-think', null, 'length'],
    ['separate-only', null, 'length'],
    ['null-content', '', 'stop'],
    ['content-filter', '', 'filtered'],
    ['length', 'The answer is \\boxed{20', 'length'],
  ])('%s: content %j, finish %s', async (fault, content, finishReason) => {
    const generation = await one(await pools.server({ script: [fault] }));
    expect(generation.finishReason).toBe(finishReason);
    expect(splitThinking(generation.text).content).toBe(content);
  });

  it('sends the parameters, one seed a sample, and the key of the request', async () => {
    const seen: [ChatRequest, string | undefined][] = [];
    const server = await pools.server({
      onRequest: (request, headers) => seen.push([request, headers['idempotency-key'] as string]),
    });
    const model = await pools.pool().open(server.model, 'judge');
    const jsonSchema = { name: 'verdict', schema: { type: 'object' } };
    const generations = await model.generate(ask('a'), { ...PARAMS, topK: 5, jsonSchema }, 2);
    expect(seen.map(([{ seed }]) => seed).sort()).toEqual([3, 4]);
    expect(seen[0]?.[0]).toMatchObject({
      model: 'test-model',
      max_tokens: 100,
      temperature: 0.6,
      top_k: 5,
      response_format: { type: 'json_schema', json_schema: jsonSchema },
      messages: [{ role: 'user', content: 'a' }],
    });
    expect(seen.map(([, key]) => key).sort()).toEqual(generations.map(({ requestKey }) => requestKey).sort());
  });
});

describe('retries', () => {
  it.each<Fault>(['rate-limit', 'rate-limit-date', 'server-error', 'unavailable', 'reset', 'truncated-json'])(
    'tries again after %s',
    async (fault) => {
      const server = await pools.server({ script: [fault, fault] });
      expect((await one(server)).finishReason).toBe('stop');
      expect(server.stats().requests).toBe(3);
    },
  );

  it('waits as long as retry-after says, in seconds', async () => {
    const server = await pools.server({ script: ['rate-limit'], retryAfter: 0.05 });
    const begun = performance.now();
    await one(server);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(50);
  });

  it('ends a try that takes too long', async () => {
    const server = await pools.server({ script: ['hang'] });
    const model = await pools.pool({ limits: { timeoutSeconds: 60 } }).open(server.model, 'distil');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answer = model.generate(ask('a'), PARAMS, 1);
    while (server.stats().inFlight === 0) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(server.stats()).toMatchObject({ requests: 1, inFlight: 1 });
    while (server.stats().requests < 2) await vi.advanceTimersByTimeAsync(1);
    expect((await answer)[0]?.finishReason).toBe('stop');
    expect(server.stats().requests).toBe(2);
  });

  it('gives up after as many tries as allowed, and keeps no failure', async () => {
    const server = await pools.server({ script: Array<Fault>(3).fill('server-error') });
    const pool = pools.pool({ limits: { tries: 3 } });
    const model = await pool.open(server.model, 'distil');
    const error: unknown = await model.generate(ask('a'), PARAMS, 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ status: 500, retryable: true, stopsRun: false });
    expect(String(error)).toMatch(/HTTP 500: The server had an error \(tried 3 times\)/);
    await model.generate(ask('a'), PARAMS, 1);
    expect(pool.usage()).toMatchObject([{ failed: 1, requests: 1, cached: 0 }]);
  });

  it('does not send again what was refused for good, and goes on with other requests', async () => {
    const server = await pools.server({ script: ['bad-request'] });
    const model = await pools.pool().open(server.model, 'distil');
    await expect(model.generate(ask('a'), PARAMS, 1)).rejects.toThrow(/HTTP 400: This request is not valid/);
    await model.generate(ask('b'), PARAMS, 1);
    expect(server.stats().requests).toBe(2);
  });

  it.each<[Fault, RegExp]>([
    ['unauthorised', /Check the key in FIN_R1_API_KEY/],
    ['not-found', /Check the name of the model/],
  ])('%s stops all requests to the model', async (fault, hint) => {
    const server = await pools.server({ faults: { [fault]: 1 }, latency: 1 });
    const model = await pools.pool({ limits: { concurrency: 2 } }).open(server.model, 'distil');
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => model.generate(ask(`q${index}`), PARAMS, 1)),
    );
    for (const result of all) {
      expect(result).toMatchObject({ reason: { stopsRun: true, retryable: false, exitCode: 2 } });
      expect((result as PromiseRejectedResult).reason).toMatchObject({ hint: expect.stringMatching(hint) });
    }
    expect(server.stats().requests).toBeLessThanOrEqual(2);
  });

  it('loses nothing and pays nothing twice among hundreds of requests with faults of all kinds', async () => {
    const faults = {
      'rate-limit': 0.1,
      'server-error': 0.05,
      unavailable: 0.03,
      reset: 0.05,
      'truncated-json': 0.05,
    };
    const server = await pools.server({
      faults,
      seed: 4,
      capacity: { inFlight: 40, over: 'refuse' },
      latency: 2,
    });
    const pool = pools.pool({ limits: { concurrency: 200 } });
    const model = await pool.open(server.model, 'distil');
    const texts = Array.from({ length: 300 }, (_, index) => `q${index}`);
    await Promise.all(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
    expect(server.stats()).toMatchObject({ delivered: 300, paidAgain: 0 });
    expect(pool.usage()).toMatchObject([{ requests: 300, failed: 0 }]);
  });
});

describe('cache', () => {
  it('asks nothing twice: not another stage, another pool, nor the same tick', async () => {
    const server = await pools.server();
    const first = pools.pool();
    const model = await first.open(server.model, 'distil');
    await Promise.all([model.generate(ask('a'), PARAMS, 2), model.generate(ask('a'), PARAMS, 2)]);
    const again = await (await first.open(server.model, 'judge')).generate(ask('a'), PARAMS, 1);
    const second = pools.pool();
    const other = await (await second.open(server.model, 'distil')).generate(ask('a'), PARAMS, 1);
    expect(other).toEqual(again);
    expect(server.stats().requests).toBe(2);
    expect(first.usage()).toMatchObject([
      { stage: 'distil', requests: 2, cached: 2 },
      { stage: 'judge', requests: 0, cached: 1 },
    ]);
    expect(second.peek(server.model, ask('a'), PARAMS, 0)).toEqual(other[0]);
    expect(second.peek(server.model, ask('a'), { ...PARAMS, temperature: 0.7 }, 0)).toBeNull();
  });
});

describe('money', () => {
  // A prompt of 4 digits is 1 token, the answer 25; at worst they are 12 and 100.
  const COST = 26;
  const prices = (server: { model: string }) => ({ [server.model]: { input: 1e6, output: 1e6 } });

  it('keeps a hard budget, over restarts too, and uses what is left of it', async () => {
    const server = await pools.server();
    const options = { prices: prices(server), budget: 300 };
    const run = async () => {
      const pool = pools.pool(options);
      const model = await pool.open(server.model, 'distil');
      const texts = Array.from({ length: 40 }, (_, index) => `${1000 + index}`);
      const all = await Promise.allSettled(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
      const failed = all.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      for (const reason of failed) expect(reason).toBeInstanceOf(BudgetError);
      await pool.close();
      return { failed: failed.length, usage: pool.usage()[0], earlier: pool.earlier() };
    };
    const first = await run();
    const { paid } = server.stats();
    expect(first.usage?.cost).toBe(paid * COST);
    // All but what the worst case of one more request would need is used.
    expect(paid * COST).toBeGreaterThan(300 - 112 - COST);
    expect(paid * COST).toBeLessThanOrEqual(300);
    expect(first.failed).toBe(40 - paid);
    const second = await run();
    expect(second.earlier).toMatchObject([{ requests: paid, cost: paid * COST }]);
    expect(second.usage).toMatchObject({ cached: paid, requests: 0 });
    expect(server.stats().paid).toBe(paid);
  });

  it('counts what may have been billed without an answer', async () => {
    const server = await pools.server({ script: ['reset', 'reset', 'reset', 'reset'] });
    const pool = pools.pool({ prices: prices(server), budget: 300 });
    const model = await pool.open(server.model, 'distil');
    await expect(model.generate(ask('aaaa'), PARAMS, 1)).rejects.toBeInstanceOf(BudgetError);
    expect(server.stats().paid).toBe(2);
  });

  it('refuses a budget for a model without a price, and takes servers on this machine as free', async () => {
    const pool = pools.pool({ budget: 1, env: { DEEPSEEK_API_KEY: 'sk-1' } });
    await expect(pool.open('deepseek/deepseek-chat', 'distil')).rejects.toThrow(/has no price/);
    const model = await pool.open((await pools.server()).model, 'distil');
    await model.generate(ask('a'), PARAMS, 1);
    expect(pool.usage()[0]?.cost).toBe(0);
  });
});

describe('keys', () => {
  it('never appear in what is written, thrown or reported', async () => {
    const apiKey = 'sk-very-secret-123';
    const good = await pools.server({ apiKey });
    const refusing = await pools.server({ apiKey: 'another' });
    const events: PoolEvent[] = [];
    const pool = pools.pool({ env: { FIN_R1_API_KEY: apiKey }, onEvent: (event) => events.push(event) });
    await (await pool.open(good.model, 'distil')).generate(ask('a'), PARAMS, 1);
    const model = await pool.open(refusing.model, 'distil');
    const error: unknown = await model.generate(ask('b'), PARAMS, 1).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/Incorrect API key provided: Bearer \[key\]/);
    const all =
      pools.written() + inspect([error, events, pool, pool.usage()], { depth: 10 }).replace(/env: .*/g, '');
    expect(all).toMatch(/test-model/);
    expect(inspect(error, { depth: 10 })).not.toContain(apiKey);
    expect(pools.written() + JSON.stringify([events, pool.usage()])).not.toContain(apiKey);
  });
});

describe('a server that keeps one waiting', () => {
  const heard = (options: Partial<ModelPoolOptions>) => {
    const abort = new AbortController();
    const events: PoolEvent[] = [];
    let isTold = (): void => undefined;
    const told = new Promise<void>((resolve) => (isTold = resolve));
    const onEvent = (event: PoolEvent): void => {
      if (event.kind === 'progress') return;
      events.push(event);
      isTold();
    };
    const pool = pools.pool({ ...options, signal: abort.signal, onEvent });
    const asked = async (model: string, meanwhile?: () => Promise<void>): Promise<PoolEvent[]> => {
      const opened = await pool.open(model, 'distil');
      const all = Promise.allSettled(['a', 'b'].map((text) => opened.generate(ask(text), PARAMS, 1)));
      await meanwhile?.();
      await told;
      abort.abort();
      await all;
      return events;
    };
    return asked;
  };

  it('is told of when it takes requests and never answers', async () => {
    const server = await pools.server({ faults: { hang: 1 } });
    const { model } = server;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const events = await heard({ limits: { silenceSeconds: 60 } })(model, async () => {
      while (server.stats().inFlight < 2) await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(60_000);
    });
    expect(events).toMatchObject([{ kind: 'silent', model, seconds: 60, inFlight: 2 }]);
  });

  it('is told of once when it asks all requests to wait', async () => {
    const { model } = await pools.server({ script: ['rate-limit', 'rate-limit'], retryAfter: 3600 });
    const before = Date.now();
    const [event, ...more] = await heard({})(model);
    expect(event).toMatchObject({ kind: 'wait', model, seconds: 3600 });
    expect(event?.kind === 'wait' && event.until.getTime() - before).toBeGreaterThanOrEqual(3_600_000);
    expect(more).toEqual([]);
  });
});

describe('a server that repeats the key in its answers', () => {
  const apiKey = 'sk-very-secret-123';
  const options = { env: { FIN_R1_API_KEY: apiKey } };
  const answer = () => `<think>\n${apiKey}\n</think>\nAsked with ${apiKey}`;

  it.each([
    ['one by one', options],
    ['in a batch', { ...options, batch: { idleSeconds: 0.005, pollSeconds: 0.005 } }],
  ])('does not bring it into the cache: %s', async (_, more) => {
    const server = await pools.server({ apiKey, answer });
    const model = await pools.pool(more).open(server.model, 'distil');
    const [generation] = await model.generate(ask('a'), PARAMS, 1);
    expect(generation?.text).toBe('<think>\n[key]\n</think>\nAsked with [key]');
    expect(pools.written()).not.toContain(apiKey);
  });
});

describe('end', () => {
  it('comes at once when the signal fires: for what is in flight, and for what waits', async () => {
    const server = await pools.server({ faults: { hang: 1 } });
    const abort = new AbortController();
    const pool = pools.pool({ signal: abort.signal, limits: { concurrency: 2 } });
    const model = await pool.open(server.model, 'distil');
    const all = Array.from({ length: 5 }, (_, index) => model.generate(ask(`q${index}`), PARAMS, 1));
    const settled = Promise.allSettled(all);
    while (server.stats().inFlight < 2) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    for (const result of await settled)
      expect(result).toMatchObject({ reason: expect.any(InterruptedError) });
    expect(server.stats().requests).toBe(2);
  });

  it('lets answers in that are paid for', async () => {
    const server = await pools.server({ latency: 20 });
    const pool = pools.pool();
    const model = await pool.open(server.model, 'distil');
    const answer = model.generate(ask('a'), PARAMS, 1);
    await pool.close();
    expect((await answer)[0]?.finishReason).toBe('stop');
    expect(pools.pool().peek(server.model, ask('a'), PARAMS, 0)).not.toBeNull();
  });
});
