import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { modelInputOf } from '../../tinker/model-input.ts';
import type { SamplingClient } from '../../tinker/types.ts';
import { createLocalService } from '../local/service.ts';
import { tinyModel } from '../test-model.ts';
import type { StreamedToken, StreamRequest } from './stream-request.ts';
import { StreamSampler } from './stream-sampler.ts';

let made: Awaited<ReturnType<typeof tinyModel>>;
let streams: StreamSampler;
let batched: SamplingClient;
beforeAll(async () => {
  made = await tinyModel();
  streams = await StreamSampler.open(made.folder, { maxRows: 5, threads: 1 });
  batched = await createLocalService({ directory: made.directory }).createSamplingClient(made.folder);
});
afterAll(async () => {
  await streams.close();
  await rm(made.directory, { recursive: true });
});

function requestOf(text: string, change: Partial<StreamRequest> = {}): StreamRequest {
  return {
    prompt: streams.tokenizer.encode(text),
    maxTokens: 12,
    rule: { temperature: 0, topK: -1, topP: 1 },
    stopIds: streams.tokenizer.stopIds,
    seeds: [1],
    topLogprobs: 0,
    ...change,
  };
}

/** All tokens of a request; `onTokens` is told of them as they come and may stop it. */
async function tokensOf(
  request: StreamRequest,
  onTokens: (sofar: readonly StreamedToken[], stop: () => void) => void = () => {},
): Promise<StreamedToken[]> {
  return new Promise((resolve, reject) => {
    const all: StreamedToken[] = [];
    let open = request.seeds.length;
    const stop = streams.begin(request, {
      tokens(tokens) {
        all.push(...tokens);
        open -= tokens.filter(({ end }) => end !== null).length;
        onTokens(all, stop);
        if (open === 0) resolve(all);
      },
      failed: reject,
    });
  });
}

async function expected(request: StreamRequest): Promise<{ tokens: number[]; logprobs: number[] }[]> {
  const { temperature, topK, topP } = request.rule;
  const { sequences } = await batched.sample({
    prompt: modelInputOf(request.prompt),
    numSamples: request.seeds.length,
    samplingParams: { maxTokens: request.maxTokens, temperature, topK, topP, seed: request.seeds[0] },
  });
  return sequences.map(({ tokens, logprobs }) => ({ tokens: [...tokens], logprobs: [...logprobs] }));
}

it('streams what the batched sampler answers, whenever a request comes', async () => {
  const texts = [
    'revenue',
    'prior=48 current=63',
    'a',
    'revenue prior=48 current=63 revenue prior=48',
    'current',
    'b',
    'c',
  ];
  const requests = texts.map((text, i) => requestOf(text, { maxTokens: 5 + 4 * i }));
  const later: Promise<StreamedToken[]>[] = [];
  // Each begins when the one before has begun to answer, so that lengths differ, and more come than there is room for.
  const begin = (i: number): Promise<StreamedToken[]> => {
    let next = i + 1;
    return tokensOf(requests[i] as StreamRequest, () => {
      if (next >= requests.length || later.length > next) return;
      later[next] = begin(next);
      next = requests.length;
    });
  };
  later[0] = begin(0);
  await later[0];
  for (let i = 1; i < requests.length; i++) await later[i];
  for (const [i, request] of requests.entries()) {
    const streamed = (await later[i]) as StreamedToken[];
    const [sequence] = await expected(request);
    expect(streamed.map(({ token }) => token)).toEqual(sequence?.tokens);
    streamed.forEach(({ logprob }, at) => expect(logprob).toBeCloseTo(sequence?.logprobs[at] as number, 4));
    expect(streamed.map(({ end }) => end !== null)).toEqual(
      streamed.map((_, at) => at === streamed.length - 1),
    );
  }
});

it('draws the samples of a request by their seeds', async () => {
  const request = requestOf('prior=48', {
    seeds: [7, 8, 9],
    rule: { temperature: 0.8, topK: 40, topP: 0.95 },
  });
  const streamed = await tokensOf(request);
  const sequences = await expected(request);
  for (const [sample, { tokens }] of sequences.entries()) {
    expect(streamed.filter((entry) => entry.sample === sample).map(({ token }) => token)).toEqual(tokens);
  }
  expect(new Set(sequences.map(({ tokens }) => tokens.join())).size).toBe(3);
});

it('gives the likeliest tokens with their log probabilities', async () => {
  const streamed = await tokensOf(requestOf('revenue', { topLogprobs: 3, maxTokens: 4 }));
  for (const { token, logprob, top } of streamed) {
    expect(top).toHaveLength(3);
    expect(top[0]).toEqual([token, logprob]);
    expect(top.map(([, value]) => value)).toEqual(top.map(([, value]) => value).sort((a, b) => b - a));
  }
});

it('holds an answer to a JSON schema, also greedily', async () => {
  const jsonSchema = {
    type: 'object',
    properties: { label: { enum: ['bullish', 'bearish'] }, sure: { type: 'boolean' } },
    required: ['label', 'sure'],
    additionalProperties: false,
  };
  for (const temperature of [0, 1]) {
    const rule = { temperature, topK: -1, topP: 1 };
    const streamed = await tokensOf(
      requestOf('revenue', { maxTokens: 60, form: { schema: jsonSchema }, rule, seeds: [1, 2] }),
    );
    for (const sample of [0, 1]) {
      const own = streamed.filter((entry) => entry.sample === sample);
      expect(own.at(-1)?.end).toBe('stop');
      const text = streams.tokenizer.decode(own.slice(0, -1).map(({ token }) => token));
      const label = expect.stringMatching(/^(bullish|bearish)$/) as unknown;
      expect(JSON.parse(text)).toEqual({ label, sure: expect.any(Boolean) as unknown });
    }
  }
  const pattern = { type: 'string', pattern: 'a' };
  const listener = { tokens: () => {}, failed: () => {} };
  expect(() => streams.begin(requestOf('a', { form: { schema: pattern } }), listener)).toThrow(
    /"pattern" is not supported/,
  );
});

it('tells a stopped request nothing more, and the others go on', async () => {
  let toldAfter = 0;
  const other = tokensOf(requestOf('prior=48', { maxTokens: 60, stopIds: [] }));
  await new Promise<void>((resolve) => {
    let isStopped = false;
    const stop = streams.begin(requestOf('revenue', { maxTokens: 100, stopIds: [] }), {
      tokens() {
        if (isStopped) toldAfter++;
        isStopped = true;
        stop();
        resolve();
      },
      failed: () => toldAfter++,
    });
  });
  expect(await other).toHaveLength(60);
  expect(toldAfter).toBe(0);
  expect(streams.open).toBe(0);
});

it('refuses what does not fit the context, and folders without a model', async () => {
  const listener = { tokens: () => {}, failed: () => {} };
  expect(() => streams.begin(requestOf('revenue', { maxTokens: 4000 }), listener)).toThrow(
    /do not fit the model's context of 128/,
  );
  await expect(StreamSampler.open(made.directory)).rejects.toMatchObject({ exitCode: 2 });
});

it('closes in the middle of an answer, tells whoever waits for it, and lets the thread end what it runs', async () => {
  const closed = await StreamSampler.open(made.folder, { maxRows: 1, threads: 1 });
  // Ended from outside within a run of ONNX Runtime, it would now and then take the process along.
  const ended = vi.spyOn(Worker.prototype, 'terminate');
  const request = requestOf('revenue', { maxTokens: 100, stopIds: [] });
  const failure = new Promise<Error>((failed) => {
    const begun = new Promise<void>((resolve) => closed.begin(request, { tokens: () => resolve(), failed }));
    // One after the other: there is more to do than is done before it hears of its end.
    for (let i = 0; i < 100; i++) closed.begin(request, { tokens: () => {}, failed });
    void begun.then(() => closed.close());
  });
  expect((await failure).message).toMatch(/thread that generates has ended/);
  expect(ended).not.toHaveBeenCalled();
  await closed.close();
  expect(() => closed.begin(request, { tokens: () => {}, failed: () => {} })).toThrow(/has ended/);
});
