/**
 * The estimate of memory (`engine/memory/memory-need.ts`) against the measured peak of a process, at SmolLM2-135M's shape:
 * `npm run bench -- estimate`. A ratio above 1 means that the estimate is above what was needed.
 */

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalService, samplingNeed, trainingNeed, writeInitialModel } from '../src/engine/index.ts';
import { modelInputOf } from '../src/tinker/model-input.ts';
import { randomBatch, THREADS, withTokenizer } from './bench-model.ts';
import { caseNamed } from './cases.ts';
import { print } from './measure.ts';

const config = { ...caseNamed('135M').config, contextLength: 4096 };
/** Tokens that each row generates; enough to lay caches out. */
const NEW_TOKENS = 32;
const RANK = 16;

async function train(folder: string, rows: number, length: number, rank: number): Promise<void> {
  const service = createLocalService({ directory: folder, threads: THREADS });
  const client = await service.createTrainingClient({ baseModel: folder, rank, seed: 1 });
  for (let i = 0; i < 2; i++) {
    await client.forwardBackward(randomBatch(config, rows, length), 'cross_entropy');
    await client.optimStep({ learningRate: 1e-4 });
  }
}

async function sample(folder: string, rows: number, length: number): Promise<void> {
  const client = await createLocalService({ directory: folder, threads: THREADS }).createSamplingClient(
    folder,
  );
  const prompt = (row: number): Int32Array =>
    Int32Array.from({ length: length - NEW_TOKENS }, (_value, i) => (7 * i + 31 * row) % 250);
  const ask = (row: number) =>
    client.sample({
      prompt: modelInputOf(prompt(row)),
      numSamples: 1,
      samplingParams: { maxTokens: NEW_TOKENS, seed: row, temperature: 1 },
    });
  await Promise.all(Array.from({ length: rows }, (_value, row) => ask(row)));
}

function measured(what: string, folder: string, rows: number, length: number): number {
  const args = [import.meta.filename, what, folder, String(rows), String(length)];
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${what} ${rows} × ${length} failed:\n${done.stderr}`);
  return Number(done.stdout);
}

async function child(): Promise<void> {
  const [, , what, folder = '', rows = '', length = ''] = process.argv;
  if (what === 'sample') await sample(folder, Number(rows), Number(length));
  else await train(folder, Number(rows), Number(length), what === 'LoRA' ? RANK : 0);
  process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
  process.exit(0);
}

const shapes = [
  ['sample', 1, 256],
  ['sample', 1, 1024],
  ['sample', 64, 256],
  ['train', 1, 256],
  ['train', 1, 1024],
  ['train', 4, 256],
  ['LoRA', 1, 1024],
  ['LoRA', 4, 256],
] as const;

export async function benchEstimate(json: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-estimate-'));
  try {
    const model = join(folder, 'model');
    await withTokenizer(config, (_tokenizer, tokenizerFrom) =>
      writeInitialModel(model, { config, seed: 1, tokenizerFrom, deviation: 0.02 }),
    );
    for (const [what, rows, contextLength] of shapes) {
      const rank = what === 'LoRA' ? RANK : 0;
      const need =
        what === 'sample'
          ? samplingNeed(config, { rows, contextLength })
          : trainingNeed(config, { samples: rows, contextLength, rank });
      const bytes = measured(what, model, rows, contextLength);
      print(
        {
          ...{ bench: 'estimate', case: `135M ${what}, ${rows} × ${contextLength}`, value: bytes / 2 ** 30 },
          ...{ unit: 'GiB', against: 'measured', ratio: need.bytes / bytes },
        },
        json,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) await child();
