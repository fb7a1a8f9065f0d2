/** A pool that asks many questions, in a process of its own, so that a test can kill it. Prints what it heard of at its end. */

import { openModelPool, type ModelPoolOptions, type PoolEvent } from './open-model-pool.ts';
import { ask, PARAMS } from './test-pool.ts';

const [model = '', count = '', options = '{}', warm = ''] = process.argv.slice(2);
const events: PoolEvent[] = [];
const pool = openModelPool({
  ...(JSON.parse(options) as ModelPoolOptions),
  onEvent: (event) => events.push(event),
});
const teacher = await pool.open(model, 'distil');
// The start of the keeper is then no part of the others' time-out.
if (warm) await teacher.generate(ask('question 0'), PARAMS, 1);
await Promise.all(
  Array.from({ length: Number(count) }, (_, index) => teacher.generate(ask(`question ${index}`), PARAMS, 1)),
);
await pool.close();
const orphans = events.filter(({ kind }) => kind === 'orphans');
console.log(JSON.stringify({ usage: pool.usage(), earlier: pool.earlier(), orphans }));
