import { describe, expect, it } from 'vitest';

import { Passing, patiently, type Net } from './patient-request.ts';

function netThatCounts(): { net: Net; waits: number[]; stop: AbortController } {
  const waits: number[] = [];
  const stop = new AbortController();
  const pause = (milliseconds: number): Promise<unknown> => Promise.resolve(waits.push(milliseconds));
  return { waits, stop, net: { signal: stop.signal, onWait: () => undefined, unreachableHint: '', pause } };
}

/** Fails as told, one after another, then gives `done`. */
function failing(...failures: Error[]): () => Promise<string> {
  return () => {
    const failure = failures.shift();
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
}

const passing = (gotOn = false): Passing => new Passing('the connection broke', { gotOn });

describe('patiently', () => {
  it('waits longer each time, and anew from one second after getting on', async () => {
    const { net, waits } = netThatCounts();
    expect(await patiently(failing(passing(), passing(), passing(), passing(true), passing()), net)).toBe(
      'done',
    );
    expect(waits).toEqual([1000, 2000, 4000, 1000, 2000]);
  });

  it('does not wait for hours, and says how long it was asked to', async () => {
    const { net, waits } = netThatCounts();
    const failure = new Passing('hub answered 429', { afterSeconds: 3600 });
    await expect(patiently(failing(failure), net)).rejects.toMatchObject({
      ...{ code: 'hub-unavailable', message: 'hub answered 429 and asks to wait 3600 s (attempt 1 of 6)' },
    });
    expect(waits).toEqual([]);
  });

  it('gives other errors on at once', async () => {
    const { net, waits } = netThatCounts();
    await expect(patiently(failing(new RangeError('a mistake')), net)).rejects.toThrow(RangeError);
    expect(waits).toEqual([]);
  });

  it('stops at once while it waits', async () => {
    const { net, stop } = netThatCounts();
    const waiting = patiently(failing(passing()), {
      ...net,
      pause: undefined,
      onWait: () => setImmediate(() => stop.abort()),
    });
    await expect(waiting).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
  });
});
