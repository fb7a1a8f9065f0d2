/**
 * The server against the engine under it, on a small model: 64 streams at once against the batched sampler on the same prompts and seeds,
 * time to the first text, and what a request costs beside its generation.
 */

import { Random } from '../src/core/random.ts';
import { modelInputOf } from '../src/tinker/model-input.ts';
import { openChatModel } from '../src/models/index.ts';
import type { ChatModel } from '../src/models/index.ts';
import { createServer } from '../src/serve/index.ts';
import { withSampler } from './bench-model.ts';
import { caseNamed } from './cases.ts';
import { median, print } from './measure.ts';

const STREAMS = 64;
const NEW_TOKENS = 128;
const ROUNDS = 5;
const SINGLE = 200;

interface Streamed {
  tokens: number;
  firstMs: number;
}

async function streamOnce(url: string, prompt: string, seed: number): Promise<Streamed> {
  const begun = performance.now();
  const body = JSON.stringify({
    ...{ model: 'bench', prompt, seed, max_tokens: NEW_TOKENS, temperature: 1 },
    ...{ stream: true, stream_options: { include_usage: true } },
  });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/completions`, { method: 'POST', headers, body });
  if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  let firstMs = 0;
  let last = '';
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    if (firstMs === 0) firstMs = performance.now() - begun;
    last = (last + part).slice(-2000);
  }
  const tokens = Number(/"completion_tokens":(\d+)/.exec(last)?.[1]);
  if (!Number.isFinite(tokens)) throw new Error('a stream ended without usage');
  return { tokens, firstMs };
}

async function withServer<T>(model: ChatModel, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer({
    ...{
      models: new Map([['bench', model]]),
      keysPath: null,
      pageFolder: null,
      runsDir: null,
      stages: null,
      hosts: null,
      origins: [],
    },
    ...{ maxBodyBytes: 1e6, maxTokens: 1000, maxOpen: 1000, log: () => {}, logPrompts: false },
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  try {
    return await work(url);
  } finally {
    await server.shutDown(0);
  }
}

export async function benchServe(json: boolean): Promise<void> {
  const config = { ...caseNamed('4.85M').config, vocabSize: 280 };
  const random = Random.derive(1, 'bench', 'serve');
  const prompts = Array.from({ length: STREAMS }, () =>
    Array.from({ length: 48 }, () => random.int(0, 9)).join(' '),
  );
  await withSampler(config, async (sampler, folder) => {
    const model = await openChatModel(folder, {
      runsDirectory: folder,
      env: {},
      warn: () => {},
      maxRows: STREAMS,
    });
    const raw = async (): Promise<number> => {
      const answers = await Promise.all(
        prompts.map((prompt, seed) =>
          sampler.sample({
            prompt: modelInputOf(sampler.getTokenizer().encode(prompt)),
            numSamples: 1,
            samplingParams: { maxTokens: NEW_TOKENS, temperature: 1, seed },
          }),
        ),
      );
      return answers.reduce((sum, { sequences }) => sum + (sequences[0]?.tokens.length ?? 0), 0);
    };
    await withServer(model, async (url) => {
      const served = (): Promise<Streamed[]> =>
        Promise.all(prompts.map((prompt, seed) => streamOnce(url, prompt, seed)));
      await raw();
      await served();
      const [rawRates, servedRates, first]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < ROUNDS; round++) {
        let begun = performance.now();
        const tokens = await raw();
        rawRates.push((1000 * tokens) / (performance.now() - begun));
        begun = performance.now();
        const streams = await served();
        servedRates.push(
          (1000 * streams.reduce((sum, stream) => sum + stream.tokens, 0)) / (performance.now() - begun),
        );
        first.push(...streams.map(({ firstMs }) => firstMs));
      }
      const value = median(servedRates);
      print(
        {
          bench: 'serve',
          case: `${STREAMS} streams`,
          value,
          unit: 'tokens/s',
          against: 'batched sampler',
          ratio: value / median(rawRates),
        },
        json,
      );
      first.sort((a, b) => a - b);
      for (const share of [0.5, 0.95])
        print(
          {
            bench: 'serve',
            case: `first text, p${100 * share}`,
            value: first[Math.floor(share * first.length)] ?? 0,
            unit: 'ms',
          },
          json,
        );
      print(
        {
          bench: 'serve',
          case: 'a request beside its generation',
          value: await overhead(model, url),
          unit: 'ms',
        },
        json,
      );
    });
  });
}

/** Of one token: over HTTP, less the same asked of the model itself, in turns. */
async function overhead(model: ChatModel, url: string): Promise<number> {
  const params = { maxTokens: 1, temperature: 0, topP: 1, topK: -1, seed: 1, stop: [], topLogprobs: null };
  const body = JSON.stringify({ model: 'bench', prompt: '1 2 3', max_tokens: 1, temperature: 0 });
  const headers = { 'content-type': 'application/json' };
  const [direct, over]: [number[], number[]] = [[], []];
  for (let i = 0; i < SINGLE; i++) {
    let begun = performance.now();
    const answer = await model.ask('1 2 3', params, { samples: 1, signal: new AbortController().signal });
    for await (const event of answer.events) if ('end' in event) break;
    direct.push(performance.now() - begun);
    begun = performance.now();
    await (await fetch(`${url}/v1/completions`, { method: 'POST', headers, body })).text();
    over.push(performance.now() - begun);
  }
  return median(over) - median(direct);
}
