/**
 * The reward service (in a process of its own) against the scorer called in this one, on the same completions: what HTTP and JSON cost. In
 * batches as TRL sends them, and one completion a request as verl and OpenRLHF do.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Random } from '../src/core/random.ts';
import { usualWeights } from '../src/serve/index.ts';
import { scoreRow, type RewardRow } from '../src/serve/reward/score-row.ts';
import { median, print } from './measure.ts';
import { pairOf } from './scorer-pairs.ts';

const bench = 'reward';
const COMPLETIONS = 20_000;
const ROUNDS = 5;
/** Of reasoning: some 200 tokens, as a short answer has. */
const REASONING = 'Revenue was 110.4 in 2020 and 100.2 in 2019, so the difference is 10.2. '.repeat(12);
const loads = [
  { name: 'batches of 64, 4 at once', batch: 64, atOnce: 4 },
  { name: 'single completions, 64 at once', batch: 1, atOnce: 64 },
] as const;

export async function benchReward(json: boolean): Promise<void> {
  const random = Random.derive(1, bench);
  const rows: RewardRow[] = Array.from({ length: COMPLETIONS }, () => {
    const { answer, reference } = pairOf(random);
    const completion = `<think>${REASONING}</think><answer>${answer}</answer>`;
    const label = JSON.stringify({ reference });
    return { completion, label, finishReason: 'stop', promptOpensThink: false };
  });
  const child = fork(join(import.meta.dirname, 'reward-child.ts'));
  try {
    const [url] = (await once(child, 'message')) as [string];
    const own: number[] = [];
    const served = loads.map(() => ({ rates: [] as number[], ms: [] as number[] }));
    await inProcess(rows);
    // In turn, so that other work on the machine meets all alike.
    for (let round = 0; round < ROUNDS; round++) {
      own.push(await inProcess(rows));
      for (const [index, load] of loads.entries()) {
        const { rate, ms } = await overHttp(`${url}/reward`, rows, load);
        served[index]?.rates.push(rate);
        served[index]?.ms.push(...ms);
      }
    }
    const inside = median(own);
    print({ bench, case: 'in process', value: inside, unit: 'texts/s' }, json);
    for (const [index, { name }] of loads.entries()) {
      const { rates, ms } = served[index] as (typeof served)[number];
      const rate = median(rates);
      print(
        { bench, case: name, value: rate, unit: 'texts/s', against: 'in process', ratio: rate / inside },
        json,
      );
      const p95 = ms.toSorted((a, b) => a - b)[Math.floor(0.95 * ms.length)] as number;
      print({ bench, case: `${name}: p95 of a request`, value: p95, unit: 'ms' }, json);
    }
  } finally {
    child.disconnect();
  }
}

/** Completions a second. */
async function inProcess(rows: readonly RewardRow[]): Promise<number> {
  const begun = performance.now();
  for (const row of rows) await scoreRow(row, { weights: usualWeights, questions: null });
  return (1000 * rows.length) / (performance.now() - begun);
}

async function overHttp(
  url: string,
  rows: readonly RewardRow[],
  { batch, atOnce }: { batch: number; atOnce: number },
): Promise<{ rate: number; ms: number[] }> {
  const bodies = Array.from({ length: Math.ceil(rows.length / batch) }, (_, index) =>
    JSON.stringify({
      rows: rows
        .slice(index * batch, (index + 1) * batch)
        .map(({ completion, label }) => ({ completion, label })),
    }),
  );
  const ms: number[] = [];
  let next = 0;
  const headers = { 'content-type': 'application/json' };
  const client = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const asked = performance.now();
      const response = await fetch(url, { method: 'POST', headers, body });
      const { rewards } = (await response.json()) as { rewards: unknown[] };
      if (!response.ok || rewards.length === 0) throw new Error(`HTTP ${response.status}`);
      ms.push(performance.now() - asked);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, client));
  return { rate: (1000 * rows.length) / (performance.now() - begun), ms };
}
