/**
 * The server under a mixed load for a long time: answers of all kinds, and a third of them broken off by their readers at random moments.
 * Whether its memory stays flat, and whether a generation goes on that nobody waits for: at every quiet point the engine has to stand still.
 */

import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { THREADS, withUnendingModel } from './bench-model.ts';
import { caseNamed } from './cases.ts';
import { MODEL_NAME, startServed } from './served.ts';
import type { Served } from './served.ts';
import { Load } from './soak/load.ts';
import { HEADER, jsonOf, quietRow, sampleRow } from './soak/record.ts';
import type { QuietPoint, Sample } from './soak/record.ts';
import { stillnessOf } from './soak/stillness.ts';
import { printVerdict } from './soak/verdict.ts';

const USERS = 12;
const ROWS = 32;
/** Below what a crowd asks for, so that it is turned away in part. */
const MOST_OPEN = 24;
const SAMPLE_MS = 10_000;
/** Quiet points are that many samples apart; in a short run more often. */
const QUIET_EVERY = 6;
const LEAST_QUIET = 12;
const SEED = 1;

export async function benchSoak(json: boolean, minutes: number): Promise<void> {
  const config = { ...caseNamed('4.85M').config, vocabSize: 280, contextLength: 1024 };
  await withUnendingModel(config, async (folder) => {
    const server = await startServed({ folder, maxRows: ROWS, threads: THREADS, maxOpen: MOST_OPEN });
    try {
      const isWell = await soak(server, minutes, json);
      if (!isWell) process.exitCode = 1;
    } finally {
      await server.stop();
    }
  });
}

async function soak(server: Served, minutes: number, json: boolean): Promise<boolean> {
  const load = new Load({ url: server.url, seed: SEED, users: USERS });
  const samples: Sample[] = [];
  const quiet: QuietPoint[] = [];
  const [errors, warnings]: [string[], string[]] = [[], []];
  const begun = performance.now();
  const since = (): number => (performance.now() - begun) / 60_000;
  const total = Math.max(2, Math.round((minutes * 60_000) / SAMPLE_MS));
  const quietEvery = Math.max(1, Math.min(QUIET_EVERY, Math.floor(total / LEAST_QUIET)));
  if (!json) process.stdout.write(HEADER);
  load.begin();
  for (let count = 1; count <= total; count++) {
    await wait(SAMPLE_MS);
    const probe = await server.probe();
    errors.push(...probe.errors);
    warnings.push(...probe.warnings);
    const sample = {
      ...{ minutes: since(), probe, requests: load.sum('answered', 'refused', 'busy', 'left', 'wrong') },
      left: load.sum('left'),
    };
    samples.push(sample);
    process.stdout.write(json ? jsonOf(sample) : sampleRow(sample));
    if (count % quietEvery !== 0 && count < total) continue;
    const breaksOff = quiet.length % 2 === 0;
    await load.pause({ breaksOff });
    const point = { minutes: since(), breaksOff, stillness: await stillnessOf(server) };
    quiet.push(point);
    process.stdout.write(json ? jsonOf(point) : quietRow(point));
    if (count < total) load.begin();
  }
  const { tokens, errors: lastErrors, warnings: lastWarnings } = await server.probe();
  const said = { errors: [...errors, ...lastErrors], warnings: [...warnings, ...lastWarnings] };
  const read = await tokensRead(server.url);
  return printVerdict({ minutes, seed: SEED, samples, quiet, load, written: tokens, read, ...said }, json);
}

/** As the server's own figures have it. */
async function tokensRead(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = new RegExp(
    `^finr1_tokens_total\\{model="${MODEL_NAME}",kind="completion"\\} (\\d+)`,
    'm',
  ).exec(text);
  return Number(found?.[1] ?? 0);
}
