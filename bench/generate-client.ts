/**
 * Our client of `npm run bench -- generate`: every question of a file through the model pool, cache included, as the data
 * pipeline asks them. Usage: node generate-client.ts MODEL PROMPTS.jsonl IN_FLIGHT; prints what a peer prints.
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RequestError } from '../src/core/errors.ts';
import { openModelPool } from '../src/models/index.ts';

const [, , model = '', prompts = '', inFlight = ''] = process.argv;
const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
const pool = openModelPool({
  cachePath: join(folder, 'cache.sqlite'),
  ledgerPath: join(folder, 'ledger.jsonl'),
  limits: { concurrency: Number(inFlight) },
});
const teacher = await pool.open(model, 'bench');
const lines = (await readFile(prompts, 'utf8')).split('\n');
const answered = await Promise.all(
  lines.map(async (line) => {
    const { prompt } = JSON.parse(line) as { prompt: string };
    const ask = [{ role: 'user', content: prompt }] as const;
    try {
      const [answer] = await teacher.generate(ask, { maxTokens: 4096, temperature: 0.6, seed: 1 }, 1);
      return answer !== undefined;
    } catch (error) {
      if (error instanceof RequestError) return false;
      throw error;
    }
  }),
);
await pool.close();
await rm(folder, { recursive: true });
const count = answered.filter(Boolean).length;
console.log(JSON.stringify({ measure: 'answered', value: count, unit: '1' }));
