import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '../core/errors.ts';
import type { PoolEvent } from './open-model-pool.ts';
import { ask, PARAMS, TestPools } from './test-pool.ts';

let pools: TestPools;
beforeEach(() => (pools = new TestPools()));
afterEach(() => pools.close());

const batch = { idleSeconds: 0.005, pollSeconds: 0.005 };
const texts = Array.from({ length: 10 }, (_, index) => `q${index}`);
const settled = async <T>(work: Promise<T>[]) => {
  const results = await Promise.allSettled(work);
  return {
    answered: results.filter(({ status }) => status === 'fulfilled').length,
    errors: results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])),
  };
};

describe('batches', () => {
  it('answer all requests through files, each with its own answer, at the size asked for', async () => {
    const server = await pools.server({ answer: ({ messages }) => `echo ${messages[0]?.content}` });
    const events: PoolEvent[] = [];
    const pool = pools.pool({ batch: { ...batch, size: 4 }, onEvent: (event) => events.push(event) });
    const model = await pool.open(server.model, 'distil');
    const answers = await Promise.all(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
    expect(answers.map(([generation]) => generation?.text)).toEqual(texts.map((text) => `echo ${text}`));
    expect(server.stats()).toMatchObject({ requests: 0, paid: 10, batches: 3 });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'batch', status: 'completed', total: 4, completed: 4, failed: 0 }),
    );
    await model.generate(ask('q1'), PARAMS, 1);
    expect(server.stats().paid).toBe(10);
  });

  it('send lines that failed again in another batch, and give up those that are refused for good', async () => {
    const server = await pools.server({ script: ['server-error', 'bad-request', 'reset'] });
    const model = await pools.pool({ batch }).open(server.model, 'distil');
    const { answered, errors } = await settled(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
    expect(answered).toBe(9);
    expect(errors).toMatchObject([{ status: 400, stopsRun: false }]);
    expect(server.stats()).toMatchObject({ batches: 2, paidAgain: 0 });
  });

  it('take what an expired batch had done, and ask for the rest again', async () => {
    const server = await pools.server({ batches: { end: 'expired', expireAfter: 6 } });
    const model = await pools.pool({ batch }).open(server.model, 'distil');
    const { answered } = await settled(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
    expect(answered).toBe(10);
    expect(server.stats()).toMatchObject({ batches: 2, paid: 10 });
  });

  it('say why when the provider fails the whole batch', async () => {
    const server = await pools.server({ batches: { end: 'failed' } });
    const model = await pools.pool({ batch }).open(server.model, 'distil');
    const { errors } = await settled(texts.slice(0, 2).map((text) => model.generate(ask(text), PARAMS, 1)));
    expect(errors).toHaveLength(2);
    for (const error of errors) expect(error).toBeInstanceOf(RequestError);
    expect(String(errors[0])).toMatch(/ended as failed/);
  });

  it('are found again by the next process, which pays for nothing twice', async () => {
    const server = await pools.server({ batches: { polls: 3 } });
    const abort = new AbortController();
    const created = () => server.stats().batches;
    const first = pools.pool({ batch: { ...batch, pollSeconds: 60 }, signal: abort.signal });
    const model = await first.open(server.model, 'distil');
    const running = settled(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
    while (created() === 0) await new Promise((resolve) => setImmediate(resolve));
    // As after a kill: the batch is made, and nobody here waits for it any more.
    abort.abort();
    expect((await running).answered).toBe(0);
    await first.close();
    const second = pools.pool({ batch });
    const again = await second.open(server.model, 'distil');
    const { answered } = await settled([...texts, 'new'].map((text) => again.generate(ask(text), PARAMS, 1)));
    expect(answered).toBe(11);
    expect(server.stats()).toMatchObject({ batches: 2, paid: 11 });
    expect(second.earlier()).toEqual([]);
  });

  it('are refused for providers that have none', async () => {
    const pool = pools.pool({ batch: true, env: { DEEPSEEK_API_KEY: 'sk-1' } });
    await expect(pool.open('deepseek/deepseek-chat', 'distil')).rejects.toThrow(/deepseek has no batch API/);
  });

  it('stop the run where a server has none', async () => {
    const server = await pools.server({ batches: 'none' });
    const model = await pools.pool({ batch }).open(server.model, 'distil');
    await expect(model.generate(ask('q'), PARAMS, 1)).rejects.toMatchObject({
      message: 'the server takes no files for a batch (404): it has no batch API',
      ...{ stopsRun: true, hint: expect.stringContaining('without --batch') },
    });
  });

  it('stop the run where a server answers with a page', async () => {
    const server = await pools.server({ batches: 'page' });
    const model = await pools.pool({ batch }).open(server.model, 'distil');
    await expect(model.generate(ask('q'), PARAMS, 1)).rejects.toMatchObject({
      message:
        'the server answers /files as no batch API does: it is not JSON; it begins "<!doctype html><p>Hello</p>"',
      ...{ stopsRun: true, hint: expect.stringContaining('without --batch') },
    });
  });

  it('stop the run when the key is wrong', async () => {
    const server = await pools.server({ apiKey: 'another' });
    const model = await pools.pool({ batch }).open(server.model, 'distil');
    const { errors } = await settled(texts.map((text) => model.generate(ask(text), PARAMS, 1)));
    for (const error of errors) expect(error).toMatchObject({ status: 401, stopsRun: true });
  });
});
