/**
 * Our model pool against a server that answers as slowly and as badly as real ones do, with 512 requests in flight: how much
 * of the server's capacity is used, what is lost, what is paid for twice; then distilabel and Curator on the same server and
 * questions. Everyone runs in a process of its own, and so does the server.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRates } from '../src/models/test-server-faults.ts';
import { print } from './measure.ts';
import { peerCommand } from './peer.ts';
import { IN_FLIGHT, QUESTIONS, runClient } from './generate-run.ts';
import type { Client, Run } from './generate-run.ts';

const FAULTS: FaultRates = {
  ...{ 'rate-limit': 0.02, 'server-error': 0.01, reset: 0.005, 'truncated-json': 0.005 },
  ...{ 'slow-body': 0.01, 'unclosed-think': 0.005 },
};

const bench = 'generate';

const clients: readonly Client[] = [
  {
    name: 'fin-r1',
    command: ({ model }, prompts) => ({
      file: process.execPath,
      args: [join(import.meta.dirname, 'generate-client.ts'), model, prompts, String(IN_FLIGHT)],
    }),
  },
  { name: 'distilabel', command: peer('bench_distilabel.py') },
  { name: 'Curator', command: peer('bench_curator.py') },
];

function peer(script: string): Client['command'] {
  return ({ url }, prompts) => peerCommand(script, [url, 'test-model', prompts, String(IN_FLIGHT)]);
}

export async function benchGenerate(json: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  try {
    const prompts = join(folder, 'prompts.jsonl');
    await writeFile(prompts, Array.from({ length: QUESTIONS }, promptLine).join('\n'));
    for (const [setting, faults] of [['no faults', {}] as const, ['faults', FAULTS] as const]) {
      let ours: Run | null = null;
      for (const client of clients) {
        const run = await runClient(client, { prompts, faults, home: folder });
        if (run === null) continue;
        if (typeof run === 'string') {
          process.stderr.write(`(${client.name} failed: …${run.slice(-400)})\n`);
          continue;
        }
        printRun(`${setting}, ${client.name}`, run, json);
        if (ours !== null) printRatios(setting, { ours, theirs: run, peer: client.name }, json);
        ours ??= run;
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function promptLine(_: unknown, index: number): string {
  const context = 'The notes to the consolidated statements explain how revenue is recognised. '.repeat(12);
  const question = `Revenue was ${1000 + index} and is ${2000 + 3 * index}. By how much did it grow, in percent?`;
  return JSON.stringify({ prompt: `${context}\n${question}` });
}

function printRun(name: string, run: Run, json: boolean): void {
  const capacity = { against: 'capacity of the server', ratio: run.steady };
  const rows = [
    ['answers', run.answered / run.seconds, '/s', {}],
    ['peak memory', run.peak / 2 ** 20, 'MiB', {}],
    ['places used, steady', IN_FLIGHT * run.steady, '', capacity],
    ['places used, whole run', IN_FLIGHT * run.whole, '', { ...capacity, ratio: run.whole }],
    ['questions without an answer', QUESTIONS - run.answered, '', {}],
    ['paid for twice', run.stats.paidAgain, '', {}],
  ] as const;
  for (const [measure, value, unit, more] of rows) {
    print({ bench, case: `${name}: ${measure}`, value, unit, ...more }, json);
  }
}

/** Left out where the peer lost questions: losing them is not speed. */
function printRatios(
  setting: string,
  { ours, theirs, peer: against }: { ours: Run; theirs: Run; peer: string },
  json: boolean,
): void {
  if (theirs.answered < QUESTIONS) return;
  const answers = {
    value: ours.answered / ours.seconds,
    unit: '/s',
    against,
    ratio: theirs.seconds / ours.seconds,
  };
  const memory = { value: ours.peak / 2 ** 20, unit: 'MiB', against, ratio: theirs.peak / ours.peak };
  print({ bench, case: `${setting}, fin-r1: answers`, ...answers }, json);
  print({ bench, case: `${setting}, fin-r1: peak memory`, ...memory }, json);
}
