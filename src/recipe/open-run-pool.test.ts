import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PoolEvent } from '../models/index.ts';
import { PARAMS, TestPools, ask } from '../models/test-pool.ts';
import { tell, usageOfAllStarts } from './open-run-pool.ts';
import { silentObserver } from './run-observer.ts';

let pools: TestPools;
beforeEach(() => {
  pools = new TestPools();
});
afterEach(() => pools.close());

describe('usageOfAllStarts', () => {
  // A prompt of 1 token, an answer of 25.
  const COST = 26;
  const priced = (model: string) => ({ prices: { [model]: { input: 1e6, output: 1e6 } } });
  const start = async (model: string, options: object, texts: string[]) => {
    const pool = pools.pool(options);
    const opened = await pool.open(model, 'distil');
    for (const text of texts) await opened.generate(ask(text), PARAMS, 1).catch(() => undefined);
    await pool.close();
    return usageOfAllStarts(pool);
  };

  it('keeps what earlier starts have cost when a later one takes all from the cache', async () => {
    const { model } = await pools.server();
    const rows = [{ requests: 2, cost: 2 * COST }];
    expect(await start(model, priced(model), ['a', 'b'])).toMatchObject(rows);
    expect(await start(model, priced(model), ['a', 'b'])).toMatchObject([{ ...rows[0], cached: 2 }]);
    // Prices left out later change nothing of what was paid, and a third start reads the summed-up ledger.
    expect(await start(model, {}, ['a'])).toMatchObject([{ ...rows[0], cached: 1 }]);
  });

  it('says 0 for a server on this machine without a price, from the cache too', async () => {
    const { model } = await pools.server();
    expect(await start(model, {}, ['a'])).toMatchObject([{ requests: 1, cost: 0 }]);
    expect(await start(model, {}, ['a'])).toMatchObject([{ requests: 1, cached: 1, cost: 0 }]);
  });

  it('tells the money of lost requests, in this start and in later ones', async () => {
    const { model } = await pools.server({ script: ['reset'] });
    const options = { ...priced(model), limits: { tries: 1 } };
    const worst = (await start(model, options, ['a']))[0]?.lost;
    expect(worst).toBeGreaterThan(100);
    expect(await start(model, options, ['a'])).toMatchObject([{ requests: 1, cost: COST, lost: worst }]);
  });

  it('does not take requests without a known price for free ones', async () => {
    const { model } = await pools.server();
    await start(model, priced(model), ['a']);
    const ledger = join(pools.folder, 'ledger.jsonl');
    const [row = ''] = readFileSync(ledger, 'utf8').split('\n');
    const unpriced = { ...(JSON.parse(row) as object), cost: null, key: undefined };
    writeFileSync(ledger, `${row}\n${JSON.stringify(unpriced)}\n`);
    for (let i = 0; i < 2; i++)
      expect(await start(model, priced(model), ['a'])).toMatchObject([{ requests: 2, cost: null }]);
  });
});

it.each<[PoolEvent, string]>([
  [
    { kind: 'silent', model: 'http://h/v1#m', seconds: 60, inFlight: 64 },
    'no answer from http://h/v1#m for 60 s; 64 requests are on the way',
  ],
  [
    { kind: 'wait', model: 'http://h/v1#m', seconds: 3600, until: new Date(2026, 0, 2, 14, 5) },
    'http://h/v1#m asks to wait 3,600 s (until 14:05)',
  ],
])('warns of a server that keeps one waiting: %j', (event, message) => {
  const warnings: string[] = [];
  tell(event, { ...silentObserver, warn: (text) => warnings.push(text) });
  expect(warnings).toEqual([message]);
});
