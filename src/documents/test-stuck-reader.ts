/** The program of a reader that never ends, or takes all memory, for tests. */

import { workerData } from 'node:worker_threads';
import type { ReaderData } from './read-worker.ts';

const { name } = workerData as ReaderData;
if (name === 'broken') throw new TypeError('a fault of the reader');
if (name === 'ended') process.exit(0);
const kept: string[][] = [];
for (;;) if (name === 'greedy') kept.push(Array.from({ length: 10_000 }, (_, n) => `${n} of ${kept.length}`));
