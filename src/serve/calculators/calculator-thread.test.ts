import { afterEach, expect, it } from 'vitest';
import { CalculatorThread } from './calculator-thread.ts';

let thread: CalculatorThread;
afterEach(() => thread.close());
const { signal } = new AbortController();
const SUM = '{"expression":"0.1 + 0.2"}';
const value = (text: string) => ({ result: expect.objectContaining({ value: text }) as unknown });

/** The slowest that are known: flows that change their sign as often as is looked at, so far apart as dates can be. */
const SLOW = JSON.stringify({
  cash_flows: Array.from({ length: 21 }, (_, i) => ({
    date: new Date(Date.UTC(1600, 0, 1 + i * 142_857)).toISOString().slice(0, 10),
    amount: String((i % 2 === 0 ? 1 : -1) * Math.round(1e6 * Math.sin(i + 1) ** 2 + 1e5 * i)),
  })),
});

it('computes, one after the other, and says in words what is wrong', async () => {
  thread = new CalculatorThread();
  const all = await Promise.all([
    thread.run('evaluate', SUM, signal),
    thread.run('evaluate', '{"expression":"1/0"}', signal),
    thread.run('evaluate', '', signal),
    thread.run('evaluate', '{"expression":"2 * 3"}', signal),
  ]);
  expect(all).toEqual([
    value('0.3'),
    { error: expect.stringMatching(/"\/"/) as unknown },
    { error: expect.stringMatching(/no JSON/) as unknown },
    value('6'),
  ]);
});

it('leaves the event loop alone while it computes', async () => {
  thread = new CalculatorThread();
  // The thread is there before time is taken.
  await thread.run('evaluate', SUM, signal);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 2);
  await thread.run('xirr', SLOW, signal);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});

it('ends what takes too long, and goes on with the next', async () => {
  thread = new CalculatorThread(1);
  const ended = { error: expect.stringMatching(/^xirr took longer than 0.001 s and was ended/) as unknown };
  const both = [thread.run('xirr', SLOW, signal), thread.run('xirr', SLOW, signal)];
  expect(await Promise.all(both)).toEqual([ended, ended]);
});

it('forgets what nobody waits for any more', async () => {
  thread = new CalculatorThread();
  const left = new AbortController();
  const [running, waiting, other] = [
    thread.run('xirr', SLOW, left.signal),
    thread.run('xirr', SLOW, left.signal),
    thread.run('evaluate', SUM, signal),
  ];
  left.abort(new Error('gone'));
  await expect(running).rejects.toThrow('gone');
  await expect(waiting).rejects.toThrow('gone');
  await expect(thread.run('evaluate', SUM, left.signal)).rejects.toThrow('gone');
  expect(await other).toEqual(value('0.3'));
});

it('turns away what is too much, and ends what runs when it is closed', async () => {
  thread = new CalculatorThread();
  const all = Array.from({ length: 257 }, () => thread.run('xirr', SLOW, signal));
  await expect(thread.run('evaluate', SUM, signal)).rejects.toMatchObject({ status: 503, retryAfter: 1 });
  const settled = Promise.allSettled(all);
  await thread.close();
  for (const { status } of await settled) expect(status).toBe('rejected');
});
