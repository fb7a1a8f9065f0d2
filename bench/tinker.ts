/**
 * The Tinker server under load: 500 requests for samples at once against the same 500 in this process, 1,000 open futures, and its memory
 * under training and sampling for a long time.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { createLocalService } from '../src/engine/index.ts';
import { modelInputOf, ServiceClient } from '../src/tinker/index.ts';
import type { SamplingClient } from '../src/tinker/index.ts';
import { randomBatch, withUnendingModel } from './bench-model.ts';
import { caseNamed } from './cases.ts';
import { median, print, timeOf } from './measure.ts';
import { theilSen } from './slope.ts';
import type { Point } from './slope.ts';
import { startTinker, TINKER_MODEL } from './tinker-served.ts';
import type { TinkerServed } from './tinker-served.ts';

const bench = 'tinker';
const SAMPLES = 500;
const FUTURES = 1000;
const PROMPT_TOKENS = 64;
const NEW_TOKENS = 64;
const ROUNDS = 5;
const MIB = 2 ** 20;
const SAMPLE_MS = 10_000;

const config = { ...caseNamed('4.85M').config, vocabSize: 280, contextLength: 1024 };

function row(json: boolean, name: string, value: number, unit = ''): void {
  print({ bench, case: name, value, unit }, json);
}

/** Different prompts of one length, all in one tick. */
async function ask(sampler: SamplingClient, count: number, newTokens = NEW_TOKENS): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) => {
      const prompt = Int32Array.from({ length: PROMPT_TOKENS }, (_, j) => (i * 31 + j * 7) % 256);
      const samplingParams = { maxTokens: newTokens, seed: i, temperature: 1 };
      return sampler.sample({ prompt: modelInputOf(prompt), numSamples: 1, samplingParams });
    }),
  );
  return answers.flatMap(({ sequences }) => sequences).reduce((sum, { tokens }) => sum + tokens.length, 0);
}

export async function benchTinker(json: boolean): Promise<void> {
  await withUnendingModel(config, async (folder) => {
    const server = await startTinker(folder);
    const service = clientOf(server);
    try {
      const here = await createLocalService({ directory: folder }).createSamplingClient(folder);
      const there = await service.createSamplingClient(TINKER_MODEL);
      const rates = { here: [] as number[], there: [] as number[] };
      for (let round = 0; round <= ROUNDS; round++) {
        for (const [name, sampler] of [
          ['here', here],
          ['there', there],
        ] as const) {
          let tokens = 0;
          const ms = await timeOf(async () => void (tokens = await ask(sampler, SAMPLES)));
          // The first round compiles.
          if (round > 0) rates[name].push((1000 * tokens) / ms);
        }
      }
      const [inProcess, overHttp] = [median(rates.here), median(rates.there)];
      row(json, `${SAMPLES} samples at once, in this process`, inProcess, 'tokens/s');
      print(
        {
          ...{ bench, case: `${SAMPLES} samples at once, over HTTP`, value: overHttp, unit: 'tokens/s' },
          ...{ against: 'in this process', ratio: overHttp / inProcess },
        },
        json,
      );
      const before = server.memory();
      const open = ask(there, FUTURES);
      await wait(1000);
      row(json, `memory for ${FUTURES} open futures`, (server.memory() - before) / MIB, 'MiB');
      row(json, `tokens of ${FUTURES} futures (${FUTURES * NEW_TOKENS} at most)`, await open);
    } finally {
      await service.close();
      await server.stop();
    }
  });
}

/** Rounds of sampling from a fresh snapshot and of training on it, as reinforcement learning does, for `minutes`. */
export async function benchTinkerSoak(json: boolean, minutes: number): Promise<void> {
  await withUnendingModel(config, async (folder) => {
    const server = await startTinker(folder);
    const service = clientOf(server);
    const points: Point[] = [];
    const begun = performance.now();
    const hours = (): number => (performance.now() - begun) / 3_600_000;
    const timer = setInterval(() => {
      const point = { x: hours(), y: server.memory() / MIB };
      points.push(point);
      if (!json)
        process.stdout.write(`${(60 * point.x).toFixed(1).padStart(6)} min  ${Math.round(point.y)} MiB\n`);
    }, SAMPLE_MS);
    let [steps, samples] = [0, 0];
    try {
      const client = await service.createTrainingClient({ baseModel: TINKER_MODEL, rank: 8, seed: 1 });
      const batch = randomBatch(config, 8, 128);
      while (60 * hours() < minutes) {
        const sampler = await client.snapshotSampler();
        await ask(sampler, SAMPLES, 32);
        samples += SAMPLES;
        const gradient = client.forwardBackward(batch, 'cross_entropy');
        await Promise.all([gradient, client.optimStep({ learningRate: 1e-4 })]);
        steps++;
      }
    } finally {
      clearInterval(timer);
      await service.close();
      await server.stop();
    }
    const quarter = Math.ceil(points.length / 4);
    const medianOf = (part: readonly Point[]): number => median(part.map(({ y }) => y));
    row(json, 'training steps', steps);
    row(json, 'samples', samples);
    row(json, 'RSS, median of the first quarter', medianOf(points.slice(0, quarter)), 'MiB');
    row(json, 'RSS, median of the last quarter', medianOf(points.slice(-quarter)), 'MiB');
    const from = minutes / 2 / 60;
    const slope = theilSen(points.filter(({ x }) => x >= from));
    if (slope === null) return;
    const range = `95 % ${Math.round(slope.low)} to ${Math.round(slope.high)}`;
    row(json, `RSS, slope of the second half (${range})`, slope.slope, 'MiB/h');
  });
}

function clientOf({ url }: TinkerServed): ServiceClient {
  return new ServiceClient({ baseUrl: url, apiKey: 'tml-bench' });
}
