import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  SampleRequest,
  SampledSequence,
  SamplingClient,
  TinkerService,
  Tokenizer,
} from '../tinker/types.ts';
import { tokensOf } from '../tinker/model-input.ts';
import { fromSamplingClient } from './from-sampling-client.ts';
import { locateModel, resolveModel } from './resolve-model.ts';
import { PromptTooLongError } from './text-model.ts';

/** One token a character; 1 ends a turn and is written `¶`. */
const tokenizer: Tokenizer = {
  vocabSize: 0x10000,
  endOfTurnId: 1,
  endOfTextId: 0,
  stopIds: [1, 0, 0x2029],
  encode: (text) => Int32Array.from(text, (char) => char.charCodeAt(0)),
  decode: (tokens, options) =>
    Array.from(tokens, (token) =>
      token > 1 ? String.fromCharCode(token) : options?.keepSpecial ? '¶' : '',
    ).join(''),
  renderChat: (messages, options) =>
    messages.map((message) => `${message.role}:${message.content}\n`).join('') +
    (options?.addGenerationPrompt ? 'assistant:' : ''),
};

function fakeClient(
  answer: (request: SampleRequest) => Pick<SampledSequence, 'stopReason'> & { text: string; end?: number },
) {
  const requests: SampleRequest[] = [];
  const client: SamplingClient = {
    async sample(request) {
      requests.push(request);
      const { text, stopReason, end = 1 } = answer(request);
      const ids = [...tokenizer.encode(text)];
      const tokens = Int32Array.from(stopReason === 'stop' ? [...ids, end] : ids);
      const sequence = { stopReason, tokens, logprobs: new Float32Array(tokens.length) };
      return { sequences: Array.from({ length: request.numSamples }, () => sequence) };
    },
    computeLogprobs: async () => new Float32Array(),
    getTokenizer: () => tokenizer,
  };
  return { client, requests };
}

const params = { maxTokens: 50, temperature: 0.7, topP: 0.9, seed: 3 };
const messages = [{ role: 'user', content: 'hello' }] as const;

describe('fromSamplingClient', () => {
  it('renders the chat, samples and gives the text without the end of turn', async () => {
    const { client, requests } = fakeClient(() => ({ text: '42', stopReason: 'stop' }));
    const generations = await fromSamplingClient('m', client).generate(messages, params, 2);
    const expected = { text: '42', finishReason: 'stop', promptTokens: 21, completionTokens: 3 };
    expect(generations).toMatchObject([expected, expected]);
    expect(generations[0]?.requestKey).not.toBe(generations[1]?.requestKey);
    expect(tokenizer.decode(tokensOf(requests[0]!.prompt))).toBe('user:hello\nassistant:');
    expect(requests[0]?.samplingParams).toMatchObject({
      maxTokens: 50,
      temperature: 0.7,
      topP: 0.9,
      seed: 3,
    });
  });

  it('gives no text of whichever token ended the answer', async () => {
    const ends = [0, 1, 0x2029].map(async (end) => {
      const { client } = fakeClient(() => ({ text: '42', stopReason: 'stop', end }));
      return fromSamplingClient('m', client).generate(messages, params, 1);
    });
    for (const [generation] of await Promise.all(ends))
      expect(generation).toMatchObject({ text: '42', completionTokens: 3 });
  });

  it('keeps an end of turn that the model wrote inside its answer, so that the format check sees it', async () => {
    const { client } = fakeClient(() => ({ text: 'a\u0001b', stopReason: 'stop' }));
    const [generation] = await fromSamplingClient('m', client).generate(messages, params, 1);
    expect(generation?.text).toBe('a¶b');
  });

  it('says when the limit cut the text off, and keeps its last token', async () => {
    const { client } = fakeClient(() => ({ text: '4', stopReason: 'length' }));
    const [generation] = await fromSamplingClient('m', client).generate(messages, params, 1);
    expect(generation).toMatchObject({ text: '4', finishReason: 'length', completionTokens: 1 });
  });

  it('holds the answer to the room in the context and refuses a prompt that leaves none', async () => {
    const { client, requests } = fakeClient(() => ({ text: '4', stopReason: 'length' }));
    await fromSamplingClient('m', client, { contextLength: 24 }).generate(messages, params, 1);
    expect(requests[0]?.samplingParams.maxTokens).toBe(3);
    const tight = fromSamplingClient('m', client, { contextLength: 21 });
    await expect(tight.generate(messages, params, 1)).rejects.toThrow(PromptTooLongError);
    await expect(tight.generate(messages, params, 1)).rejects.toThrow(
      /prompt has 21 tokens, the context holds 21/,
    );
  });

  it('hands all requests of one tick to the sampler in that tick', () => {
    const { client, requests } = fakeClient(() => ({ text: '4', stopReason: 'stop' }));
    const model = fromSamplingClient('m', client);
    const pending = [model.generate(messages, params, 1), model.generate(messages, params, 1)];
    expect(requests).toHaveLength(2);
    return Promise.all(pending);
  });
});

describe('resolveModel', () => {
  let runs: string;
  beforeEach(() => {
    runs = mkdtempSync(join(tmpdir(), 'fin-r1-models-'));
    mkdirSync(join(runs, 'quick', 'models', 'sft'), { recursive: true });
    writeFileSync(join(runs, 'quick', 'models', 'sft', 'config.json'), '{"max_position_embeddings": 256}');
  });
  afterEach(() => rmSync(runs, { recursive: true, force: true }));

  it('finds a stage of a run and a plain folder, and loads it', async () => {
    const folder = join(runs, 'quick', 'models', 'sft');
    const located = locateModel('run:quick@sft', { runsDirectory: runs });
    expect(located).toEqual({ id: 'run:quick@sft', directory: folder, contextLength: 256 });
    expect(locateModel(folder).directory).toBe(folder);
    const loaded: string[] = [];
    const { client } = fakeClient(() => ({ text: 'x', stopReason: 'stop' }));
    const service: Pick<TinkerService, 'createSamplingClient'> = {
      createSamplingClient: async (path) => (loaded.push(path), client),
    };
    const model = await resolveModel('run:quick@sft', {
      service,
      runsDirectory: runs,
    });
    expect(model.id).toBe('run:quick@sft');
    expect(loaded).toEqual([folder]);
    await expect(model.generate([{ role: 'user', content: 'x'.repeat(300) }], params, 1)).rejects.toThrow(
      /context holds 256/,
    );
  });

  it('says what there is when the name is wrong', () => {
    const locate = (model: string) => () => locateModel(model, { runsDirectory: runs });
    mkdirSync(join(runs, 'quick', 'models', 'base.partial-17'));
    expect(locate('run:quick@grpo')).toThrow(/the run quick has the stages sft$/);
    expect(locate('run:slow@sft')).toThrow(/runs there: quick/);
    expect(locate('run:quick')).toThrow(/cannot read the model string "run:quick"/);
    expect(locate('openai:gpt')).toThrow(/no model "openai:gpt"/);
    try {
      locate('openai:gpt')();
    } catch (error) {
      expect(error).toMatchObject({ exitCode: 2, hint: expect.stringContaining('run:NAME@STAGE') });
    }
  });

  it('says which file is broken', () => {
    writeFileSync(join(runs, 'quick', 'models', 'sft', 'config.json'), '{"hidden_size": 2}');
    expect(() => locateModel('run:quick@sft', { runsDirectory: runs })).toThrow(
      /config\.json: max_position_embeddings/,
    );
  });
});
