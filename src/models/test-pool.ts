/** A pool over the test server, in a folder of its own, for tests. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModelPool, type ModelPoolOptions, type OpenModelPool } from './open-model-pool.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts';

export const PARAMS = { maxTokens: 100, temperature: 0.6, seed: 3 };

export const ask = (content: string) => [{ role: 'user', content }] as const;

export class TestPools {
  readonly folder = mkdtempSync(join(tmpdir(), 'fin-r1-pool-'));
  readonly #servers: TestServer[] = [];
  readonly #pools: OpenModelPool[] = [];

  async server(options: TestServerOptions = {}): Promise<TestServer> {
    const server = await startTestServer(options);
    this.#servers.push(server);
    return server;
  }

  /** All pools of a test share cache and ledger, unless told otherwise. */
  pool(options: Partial<ModelPoolOptions> = {}): OpenModelPool {
    const pool = openModelPool({
      cachePath: join(this.folder, 'cache.sqlite'),
      ledgerPath: join(this.folder, 'ledger.jsonl'),
      env: {},
      ...options,
      limits: { firstWaitSeconds: 0.001, ...options.limits },
    });
    this.#pools.push(pool);
    return pool;
  }

  /** All bytes that the pools have written. */
  written(): string {
    return readdirSync(this.folder)
      .map((file) => readFileSync(join(this.folder, file), 'latin1'))
      .join('\n');
  }

  async close(): Promise<void> {
    for (const pool of this.#pools) await pool.close();
    for (const server of this.#servers) await server.close();
    rmSync(this.folder, { recursive: true });
  }
}
