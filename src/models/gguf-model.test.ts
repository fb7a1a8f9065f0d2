/** A GGUF model over a stand-in for node-llama-cpp; `interop/check-gguf.ts` tries the real one. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { openGguf, type GgufOptions } from './gguf-model.ts';
import { installedLlama } from './start-llama.ts';
import { ggufHeader } from './test-gguf.ts';
import { TestLlama } from './test-llama.ts';
import { PromptTooLongError } from './text-model.ts';

let home: string;
let path: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-gguf-'));
  path = join(home, 'model.gguf');
  writeFileSync(path, ggufHeader());
});
afterAll(() => rmSync(home, { recursive: true }));

const params = { maxTokens: 50, temperature: 0.6, seed: 7 };
const ask = (content: string) => [{ role: 'user', content }] as const;
const open = (llama: TestLlama, options: GgufOptions = {}) =>
  openGguf(path, { load: llama.load, warn: () => undefined, ...options });

describe('a GGUF model', () => {
  it('answers several at once and no more than it has sequences, each sample with a seed of its own', async () => {
    const llama = new TestLlama();
    const model = await open(llama, { sequences: 3 });
    const all = await Promise.all(
      ['abc', 'defg', 'hi', 'jk'].map((text) => model.generate(ask(text), params, 2)),
    );
    expect(all.map((answers) => answers.map(({ text }) => text))).toEqual(
      ['cba', 'gfed', 'ih', 'kj'].map((text) => [text, text]),
    );
    expect(all[0]?.[0]).toMatchObject({
      finishReason: 'stop',
      promptTokens: '^user:abc;>'.length,
      completionTokens: 4,
    });
    expect(all[0]?.[0]?.requestKey).not.toBe(all[0]?.[1]?.requestKey);
    expect(llama.mostAtOnce).toBe(3);
    expect(llama.settings.map(({ seed }) => seed).sort()).toEqual([7, 7, 7, 7, 8, 8, 8, 8]);
  });

  it('asks in its own chat template, with a begin-of-text token where it wants one', async () => {
    const llama = new TestLlama();
    const model = await open(llama);
    await model.generate([{ role: 'system', content: 'be brief' }, ...ask('abc')], params, 1);
    expect(llama.read).toEqual(['^system:be brief;user:abc;>']);
    const bare = new TestLlama({ prependBos: true, template: '{{ messages[0].content }};>' });
    await (await open(bare)).generate(ask('abc'), params, 1);
    expect(bare.read).toEqual(['^abc;>']);
  });

  it('draws from the whole vocabulary unless told otherwise', async () => {
    const llama = new TestLlama();
    const model = await open(llama);
    await model.generate(ask('abc'), params, 1);
    await model.generate(ask('abc'), { ...params, topP: 0.9, topK: 20 }, 1);
    expect(llama.settings).toEqual([
      { temperature: 0.6, topP: null, topK: null, seed: 7 },
      { temperature: 0.6, topP: 0.9, topK: 20, seed: 7 },
    ]);
  });

  it('reads anew only what follows the longest beginning that a sequence remembers', async () => {
    const llama = new TestLlama();
    const model = await open(llama, { sequences: 2 });
    await Promise.all([model.generate(ask('abc'), params, 1), model.generate(ask('xyz'), params, 1)]);
    const [again] = await model.generate(ask('abcd'), params, 1);
    expect(again?.text).toBe('dcba');
    const [same] = await model.generate(ask('xyz'), params, 1);
    expect(same).toMatchObject({ text: 'zyx', promptTokens: '^user:xyz;>'.length });
    expect(llama.read).toEqual(['^user:abc;>', '^user:xyz;>', 'd;>', '>']);
  });

  it('gives JSON of a schema and nothing after it', async () => {
    const llama = new TestLlama({ json: '{\n  "reason": "a\\n\\n\\n\\nb"\n}' });
    const model = await open(llama);
    const jsonSchema = { name: 'verdict', schema: { type: 'object' } };
    for (const seed of [1, 2]) {
      const [answer] = await model.generate(ask('abc'), { ...params, seed, jsonSchema }, 1);
      expect(answer).toMatchObject({ finishReason: 'stop', text: '{\n  "reason": "a\\n\\n\\n\\nb"\n}' });
    }
    expect(llama.schemas).toEqual([jsonSchema.schema]);
    const [cut] = await model.generate(ask('abc'), { ...params, maxTokens: 5, jsonSchema }, 1);
    expect(cut).toMatchObject({ finishReason: 'length', completionTokens: 5 });
  });

  it('tells a cut-off answer and a prompt that does not fit', async () => {
    const model = await open(new TestLlama(), { contextLength: 17 });
    const [cut] = await model.generate(ask('abcdefgh'), params, 1);
    expect(cut).toMatchObject({ text: 'h', finishReason: 'length', completionTokens: 1 });
    await expect(model.generate(ask('abcdefghi'), params, 1)).rejects.toThrow(PromptTooLongError);
    const roomy = new TestLlama();
    await open(roomy, { contextLength: 5000 });
    expect(roomy.contextSize).toBe(1000);
  });

  it('ends what waits when it is closed, and takes nothing more', async () => {
    const llama = new TestLlama();
    const model = await open(llama, { sequences: 1 });
    const [first, second] = [model.generate(ask('abc'), params, 1), model.generate(ask('abc'), params, 1)];
    const closing = model.close();
    await expect(second).rejects.toMatchObject({ code: 'interrupted' });
    await expect(model.generate(ask('abc'), params, 1)).rejects.toMatchObject({ code: 'interrupted' });
    expect(await first).toHaveLength(1);
    await closing;
    expect(llama.disposed).toBe(1);
  });

  it('says so when it runs on the CPU', async () => {
    const told: string[] = [];
    const warn = (message: string): unknown => told.push(message);
    await open(new TestLlama({ gpu: 'cuda' }), { warn });
    expect(told).toEqual([]);
    await open(new TestLlama(), { warn });
    expect(told).toEqual([expect.stringMatching(/runs on the CPU/)]);
  });

  it('keeps a thought that its template has opened, so that a cut-off one is no answer', async () => {
    const template = '{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}>assistant:;><think>\n';
    const model = await open(new TestLlama({ template, gpu: 'cuda' }));
    const [answer] = await model.generate(ask('abc'), params, 1);
    expect(answer?.text.startsWith('<think>\n')).toBe(true);
    const jsonSchema = { name: 'verdict', schema: { type: 'object' } };
    expect((await model.generate(ask('abc'), { ...params, jsonSchema }, 1))[0]?.text).toBe('{}');
  });

  it('is not loaded where it does not fit', async () => {
    const llama = new TestLlama();
    const machine = { free: 1e6, total: 1e9 };
    await expect(open(llama, { machine })).rejects.toMatchObject({ code: 'memory' });
    expect([llama.contextSize, llama.disposed]).toEqual([0, 1]);
  });

  it('names what is missing', async () => {
    await expect(openGguf(join(home, 'no.gguf'))).rejects.toThrow(/there is no such file/);
    await expect(openGguf(home)).rejects.toThrow(/is a folder/);
    await expect(installedLlama('node-llama-cpp-of-nobody')).rejects.toMatchObject({
      code: 'missing-package',
      exitCode: 2,
      hint: expect.stringContaining('npm install'),
    });
    const broken = new TestLlama({ broken: new Error('no GGUF magic') });
    await expect(open(broken)).rejects.toThrow(/cannot be loaded: no GGUF magic/);
    expect(broken.disposed).toBe(1);
    const failed = () => Promise.resolve({ getLlama: () => Promise.reject(new Error('no binary')) });
    const foreign = { load: failed as unknown as GgufOptions['load'] };
    await expect(openGguf(path, foreign as GgufOptions)).rejects.toBeInstanceOf(InputError);
    await expect(open(new TestLlama({ template: undefined }))).rejects.toThrow(/no chat template/);
  });
});
