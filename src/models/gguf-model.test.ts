/** A GGUF model over a stand-in for node-llama-cpp; `bench/serve-model.ts` tries the real one. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGguf } from './gguf-model.ts';
import type { LlamaLibrary, LlamaModel } from './llama-library.ts';
import { PromptTooLongError } from './text-model.ts';

let home: string;
let path: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-gguf-'));
  path = join(home, 'model.gguf');
  writeFileSync(path, 'GGUF');
});
afterAll(() => rmSync(home, { recursive: true }));

/** Tokens are character codes; the model answers the prompt backwards, a letter a token. */
function library({ gpu = false as string | false, broken = false } = {}) {
  const seen = { most: 0, now: 0, seeds: [] as number[], closed: 0 };
  const model: LlamaModel = {
    llama: undefined as never,
    tokenizer: null,
    trainContextSize: 1000,
    createContext: ({ sequences }) =>
      Promise.resolve({
        getSequence: () => ({
          async *evaluate(tokens, { seed }) {
            seen.seeds.push(seed);
            seen.most = Math.max(seen.most, ++seen.now);
            for (const token of tokens.toReversed()) {
              await Promise.resolve();
              yield token;
            }
            seen.now--;
          },
          clearHistory: () => Promise.resolve(),
        }),
        dispose: () => Promise.resolve(void (seen.closed += sequences)),
      }),
    detokenize: (tokens) => String.fromCharCode(...tokens),
    dispose: () => Promise.resolve(),
  };
  const loaded: LlamaLibrary = {
    getLlama: () =>
      Promise.resolve({
        gpu,
        loadModel: () => (broken ? Promise.reject(new Error('no GGUF magic')) : Promise.resolve(model)),
        createGrammarForJsonSchema: () => Promise.resolve({}),
      }),
    resolveChatWrapper: () => ({
      generateContextState: ({ chatHistory }) => ({
        contextText: {
          tokenize: () =>
            [...(chatHistory[0] as { text: string }).text].map((letter) => letter.charCodeAt(0)),
        },
      }),
    }),
    LlamaGrammarEvaluationState: class {},
  };
  return { seen, load: () => Promise.resolve(loaded) };
}

const params = { maxTokens: 50, temperature: 0, seed: 7 };
const ask = (content: string) => [{ role: 'user', content }] as const;

describe('openGguf', () => {
  it('answers several at once and no more than it has sequences, each sample with a seed of its own', async () => {
    const { seen, load } = library();
    const model = await openGguf(path, { sequences: 3, load, warn: () => undefined });
    const all = await Promise.all(
      ['abc', 'defg', 'hi', 'jk'].map((text) => model.generate(ask(text), params, 2)),
    );
    expect(all.map(([one]) => one?.text)).toEqual(['cba', 'gfed', 'ih', 'kj']);
    expect(all[0]?.[0]).toMatchObject({ finishReason: 'stop', promptTokens: 3, completionTokens: 4 });
    expect(all[0]?.[0]?.requestKey).not.toBe(all[0]?.[1]?.requestKey);
    expect(seen.most).toBe(3);
    expect(new Set(seen.seeds)).toEqual(new Set([7, 8]));
    await model.close();
    expect(seen.closed).toBe(3);
  });

  it('tells a cut-off answer and a prompt that does not fit', async () => {
    const { load } = library();
    const model = await openGguf(path, { contextLength: 10, load, warn: () => undefined });
    const [cut] = await model.generate(ask('abcdefgh'), params, 1);
    expect(cut).toMatchObject({ text: 'hg', finishReason: 'length', completionTokens: 2 });
    await expect(model.generate(ask('abcdefghij'), params, 1)).rejects.toThrow(PromptTooLongError);
  });

  it('says so when it runs on the CPU', async () => {
    const told: string[] = [];
    const warn = (message: string): unknown => told.push(message);
    await openGguf(path, { load: library({ gpu: 'cuda' }).load, warn });
    expect(told).toEqual([]);
    await openGguf(path, { load: library().load, warn });
    expect(told).toEqual([expect.stringMatching(/runs on the CPU/)]);
  });

  it('names what is missing', async () => {
    await expect(openGguf(join(home, 'no.gguf'))).rejects.toThrow(/there is no such file/);
    await expect(openGguf(path)).rejects.toMatchObject({
      code: 'missing-package',
      hint: expect.stringContaining('npm install'),
    });
    await expect(openGguf(path, { load: library({ broken: true }).load })).rejects.toThrow(/no GGUF magic/);
  });
});
