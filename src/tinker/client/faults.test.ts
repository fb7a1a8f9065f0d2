/** Every row of the retry tables: posts and polls, and that no gradient is applied twice. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DivergedError, InputError, RequestError } from '../../core/errors.ts';
import { crossEntropyDatum } from '../model-input.ts';
import { ServiceClient } from './service-client.ts';
import { TestClock } from './test-clock.ts';
import { TestTinkerServer } from './test-server.ts';
import type { Fault } from './test-server.ts';
import type { HttpTrainingClient } from './training-client.ts';

let server: TestTinkerServer;
let clock: TestClock;
let notices: string[];
let service: ServiceClient;
let client: HttpTrainingClient;
const stop = new AbortController();

beforeEach(async () => {
  server = await new TestTinkerServer().start();
  clock = new TestClock();
  notices = [];
  service = new ServiceClient({
    baseUrl: server.url,
    apiKey: 'tml-secret',
    clock,
    onNotice: (text) => void notices.push(text),
    signal: stop.signal,
  });
  client = await service.createTrainingClient({ baseModel: 'nano', rank: 8, seed: 0 });
  clock.waits.length = 0;
  server.onHang = () => clock.expire();
});

afterEach(async () => {
  expect(server.unusedFaults).toBe(0);
  await service.close();
  await server.stop();
});

const datum = crossEntropyDatum([1, 2, 3], [0, 1, 1]);
const step = (): Promise<unknown> => client.optimStep({ learningRate: 1 });

/** The waits that are not the floors between polls. */
const longWaits = (): number[] => clock.waits.filter((ms) => ms > 200);

/** What a call ended with. */
async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}

describe('a post', () => {
  it.each<[string, Fault]>([
    ['408', { status: 408 }],
    ['409', { status: 409, body: '{"detail":"busy"}' }],
    ['425', { status: 425, body: '{"detail":"still being written"}' }],
    ['429', { status: 429, body: '{"detail":"too many"}' }],
    ['500', { status: 500, body: 'oops' }],
    ['502', { status: 502, body: '<html>' }],
    ['503', { status: 503 }],
    ['400 without a body', { status: 400 }],
    ['422 that says that it should be', { status: 422, headers: { 'x-should-retry': 'true' } }],
    ['a reset before it was taken', 'reset-before'],
    ['a lost answer', 'reset-after'],
    ['no answer in time', 'hang'],
    ['a repetition on the way', 'twice'],
  ])('is tried again after %s, with the same number and body, and runs once', async (_what, fault) => {
    server.fault('/optim_step', fault);
    if (fault !== 'twice') server.fault('/optim_step', fault);
    await step();
    expect(server.ran).toEqual(['optim_step 1']);
    const seen = server.to('/optim_step');
    expect(new Set(seen.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(seen.map(({ headers }) => headers['x-idempotency-key'])).size).toBe(1);
    if (fault !== 'twice') expect(longWaits()).toEqual([500, 1000]);
  });

  it.each([400, 401, 403, 404, 413, 422])(
    'is refused at once by %d, in the server’s words',
    async (status) => {
      server.fault('/optim_step', { status, body: '{"detail":"adam_params.eps is -1"}' });
      const error = await errorOf(step());
      expect(error).toBeInstanceOf(RequestError);
      expect(error).toMatchObject({
        status,
        retryable: false,
        message: `POST /api/v1/optim_step at ${new URL(server.url).host}: ${status} (adam_params.eps is -1)`,
      });
      expect(longWaits()).toEqual([]);
    },
  );

  it('is not tried again where the server says so', async () => {
    server.fault('/optim_step', {
      status: 409,
      body: '{"detail":"taken"}',
      headers: { 'x-should-retry': 'false' },
    });
    expect(await errorOf(step())).toMatchObject({ status: 409, retryable: false });
  });

  it('waits as long as the server asks, but not for hours', async () => {
    server.fault(
      '/optim_step',
      { status: 503, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after-ms': '1234' } },
      { status: 503, headers: { 'retry-after': '4000' } },
    );
    await step();
    expect(longWaits()).toEqual([7000, 1234, 2000]);
  });

  it('waits for somebody to pay', async () => {
    server.fault('/optim_step', { status: 402, body: '{"detail":"no credit"}' });
    await step();
    expect(longWaits()).toEqual([30_000]);
    expect(notices[0]).toContain('402 (no credit); again in 30.0 s');
  });

  it('does not follow a redirect, which would show the key to others', async () => {
    server.fault('/optim_step', { status: 307, headers: { location: 'http://127.0.0.1:9/' } });
    expect(await errorOf(step())).toMatchObject({
      status: 307,
      hint: expect.stringContaining('http://127.0.0.1:9/') as string,
    });
  });

  it('is given up after the patience, and says what was tried', async () => {
    server.fault(
      '/optim_step',
      'reset-before',
      ...Array<Fault>(14).fill({ status: 503, body: '{"detail":"loading"}' }),
    );
    const error = await errorOf(step());
    expect(error).toMatchObject({ status: 503, retryable: true });
    expect(String(error)).toMatch(
      /given up after 15 attempts in 2\d\d s: the connection was (reset|closed); 503 \(loading\) \(14 times\)/,
    );
    expect(String(error)).not.toContain('tml-secret');
    // Whether the server took the step is unknown: nothing may follow it.
    expect(await errorOf(client.forwardBackward([datum], 'cross_entropy'))).toMatchObject({
      code: 'interrupted-sequence',
    });
    expect(server.to('/forward_backward')).toEqual([]);
  });

  it('that was refused does not stop the next', async () => {
    server.fault('/optim_step', { status: 422, body: '{"detail":"no"}' });
    const refused = errorOf(step());
    const output = client.forwardBackward([datum], 'cross_entropy');
    await refused;
    expect((await output).lossFnOutputs).toHaveLength(1);
    expect(server.ran).toEqual(['forward_backward 2']);
  });
});

describe('a poll', () => {
  it.each<[string, Fault, number[]]>([
    ['408', { status: 408, body: '{"queue_state":"active"}' }, [200]],
    [
      'try_again',
      { status: 200, body: '{"type":"try_again","request_id":"1","queue_state":"active"}' },
      [200],
    ],
    [
      'complete_metadata',
      { status: 200, body: '{"status":"complete_metadata","response_payload_size":1}' },
      [200],
    ],
    ['400', { status: 400, body: '{"detail":"not now"}' }, [200]],
    ['500', { status: 500, body: 'oops' }, [500]],
    ['503', { status: 503 }, [500]],
    ['429', { status: 429 }, [500]],
    ['402', { status: 402, body: '{"detail":"no credit"}' }, [30_000]],
    ['a reset', 'reset-before', [500]],
    ['a lost result', 'reset-after', [500]],
    ['no answer in time', 'hang', [500]],
  ])('is repeated after %s', async (_what, fault, waits) => {
    server.fault('/retrieve_future', fault);
    await expect(step()).resolves.toEqual({ metrics: { 'grad_norm:mean': 2 } });
    expect(clock.waits).toEqual(waits);
    const polls = server.to('/retrieve_future').slice(-2);
    expect(polls.at(-1)?.headers).toMatchObject({
      'x-tinker-request-type': 'OptimStep',
      'x-tinker-request-iteration': '1',
    });
    expect(server.ran).toEqual(['optim_step 1']);
  });

  it('goes on for as long as the server says that it is not yet', async () => {
    server.fault('/retrieve_future', ...Array<Fault>(50).fill({ status: 408 }));
    await step();
    expect(clock.waits).toHaveLength(50);
  });

  it('takes the fourth 400 for a failed job, as SkyRL reports them', async () => {
    server.fault(
      '/retrieve_future',
      ...Array<Fault>(4).fill({ status: 400, body: '{"detail":"out of memory"}' }),
    );
    expect(await errorOf(step())).toMatchObject({
      code: 'job-failed',
      message: 'OptimStep failed at the server (request 1): 400 (out of memory)',
    });
  });

  it.each([401, 403, 404, 422])('ends at once with %d', async (status) => {
    server.fault('/retrieve_future', { status, body: '{"detail":"what?"}' });
    expect(await errorOf(step())).toMatchObject({ status, retryable: false });
    expect(clock.waits).toEqual([]);
  });

  it('ends with 410, since the job may have run', async () => {
    server.fault('/retrieve_future', { status: 410, body: '{"detail":"promise expired"}' });
    const error = await errorOf(step());
    expect(error).toMatchObject({ status: 410 });
    expect(String(error)).toContain('no longer holds the result of OptimStep');
    expect(server.to('/optim_step')).toHaveLength(1);
  });

  it('tells a failed job from a result, and whose fault it is', async () => {
    const failed = (body: object): Fault => ({ status: 200, body: JSON.stringify(body) });
    server.fault('/retrieve_future', failed({ error: 'bad rank', category: 'user' }));
    expect(await errorOf(step())).toBeInstanceOf(InputError);
    server.fault('/retrieve_future', failed({ error: 'a GPU fell off', category: 'server' }));
    expect(await errorOf(step())).toMatchObject({
      exitCode: 1,
      message: 'OptimStep failed at the server (request 2): a GPU fell off',
    });
    server.fault(
      '/retrieve_future',
      failed({ error: 'the loss is NaN', category: 'user', code: 'diverged' }),
    );
    expect(await errorOf(client.forwardBackward([datum], 'cross_entropy'))).toBeInstanceOf(DivergedError);
    // A failed job leaves the client whole.
    await expect(step()).resolves.toBeDefined();
  });

  it('is given up when the server gives no sign of life for the patience', async () => {
    server.fault('/retrieve_future', { status: 408 }, ...Array<Fault>(15).fill('reset-before'));
    const error = await errorOf(step());
    expect(String(error)).toMatch(/retrieve_future at .* was given up after 15 attempts in 2\d\d s/);
  });

  it.each(['not json', '{"metrics":{"a":"b"}}'])('refuses the result %s', async (body) => {
    server.fault('/retrieve_future', { status: 200, body });
    expect(await errorOf(step())).toMatchObject({ code: 'malformed' });
  });

  it('refuses a broken protobuf result', async () => {
    const headers = { 'content-type': 'application/x-protobuf' };
    server.fault('/retrieve_future', { status: 200, body: 'xx', headers });
    expect(await errorOf(client.forward([datum], 'cross_entropy'))).toMatchObject({ code: 'malformed' });
  });

  it('matches results with their calls whatever order they come in', async () => {
    const late = server.answers;
    let polls = 0;
    late['/retrieve_future'] = () => {
      // The first job's result comes after the second's.
      if (++polls > 3) delete late['/retrieve_future'];
      return { type: 'try_again' };
    };
    const order: string[] = [];
    const first = client.forwardBackward([datum, datum], 'cross_entropy').then((output) => {
      order.push('first');
      return output.lossFnOutputs.length;
    });
    const second = client.forwardBackward([datum], 'cross_entropy').then((output) => {
      order.push('second');
      return output.lossFnOutputs.length;
    });
    expect(await Promise.all([first, second])).toEqual([2, 1]);
    expect(order.toSorted()).toEqual(['first', 'second']);
  });
});

describe('the end', () => {
  it('of the service ends what waits, and says so', async () => {
    server.answers['/retrieve_future'] = () => {
      void service.close();
      return { type: 'try_again' };
    };
    expect(await errorOf(step())).toMatchObject({
      code: 'interrupted',
      message: 'the ServiceClient was closed',
    });
    expect(await errorOf(step())).toMatchObject({ code: 'interrupted' });
  });

  it('by the signal likewise, within a request', async () => {
    server.onHang = () => stop.abort();
    server.fault('/optim_step', 'hang');
    expect(await errorOf(step())).toMatchObject({ code: 'interrupted' });
  });
});
