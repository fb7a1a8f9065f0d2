/** Exports of a tiny model in a hand-made run folder, and of one without a run. */

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunFolder } from '../../core/run-folder.ts';
import { initialAdapter } from '../../engine/adapter/lora.ts';
import { fillAdapterFolder, licenceOfCard, loraShape, readModelFolder } from '../../engine/index.ts';
import { tinyModel } from '../../engine/test-model.ts';
import { TestLlama } from '../../models/test-llama.ts';
import { parseRecipe } from '../read-recipe.ts';
import { silentObserver } from '../run-observer.ts';
import { baseOrigin } from './base-origin.ts';
import { exportModel } from './export-model.ts';
import type { ExportOptions } from './export-model.ts';
import { bytesNeeded, requireRoom } from './export-place.ts';

let runsDir = '';
let folder = '';
beforeAll(async () => {
  ({ folder } = await tinyModel());
  runsDir = await mkdtemp(join(tmpdir(), 'fin-r1-export-'));
  const recipe = parseRecipe(
    'name: r\nseed: 7\nfrom: hf:ORG/TINY\nlora: { rank: 8 }\nsft: { epochs: 2 }\n' +
      'data: { sources: [{ source: finsim-tfns }] }\nevaluate: { sources: [{ source: finsim-tfns }] }',
    'r',
  );
  const run = RunFolder.create(join(runsDir, 'r'), { recipe });
  await mkdir(run.path('models'));
  for (const stage of ['base', 'sft']) await cp(folder, run.path('models', stage), { recursive: true });
  const origin = { from: 'hf:ORG/TINY', hubName: 'ORG/TINY', revision: 'c'.repeat(40), licence: 'mit' };
  await writeFile(run.path('models', 'base', 'origin.json'), JSON.stringify(origin));
  for (let step = 1; step <= 3; step++) run.appendJsonl('metrics.jsonl', { stage: 'sft', step, loss: 1 });
  run.appendJsonl('cost.jsonl', { stage: 'sft', step: 3, seconds: 7200, tokens: 5 });
  const score = { n: 40, correct: 30, accuracy: 0.75, low: 0.6, high: 0.86, formatValid: 0.975 };
  const scores = { 'finsim-tfns': score, total: { ...score, verdicts: { truncated: 2 } } };
  const results = {
    stages: { base: scores, sft: scores },
    tests: [{ a: 'base', b: 'sft', pValue: 0.012, difference: 0.25, low: 0.1, high: 0.4, n: 40 }],
    seconds: { total: 7200 },
    model: {},
    seed: 7,
  };
  run.writeAtomic('results.json', JSON.stringify(results));
  const row = {
    ...{ kind: 'answer', stage: 'sft', benchmark: 'finsim-tfns', cluster: 'c', category: 'sentiment' },
    ...{ language: 'en', sample: 0, source: { texts: [], tables: [], history: [], question: 'q' } },
    ...{ reference: null, gold: 'bullish', predicted: null, promptTokens: 1, completionTokens: 1 },
    ...{
      finishReason: 'stop',
      grounding: null,
      verdict: 'wrong',
      rule: 'label',
      reason: 'x',
      formatValid: true,
    },
  };
  for (const id of ['1', '2', '3']) {
    run.appendJsonl('samples.jsonl', {
      ...row,
      questionId: id,
      prompt: `Sogo ${id}\nsentiment?`,
      text: `<think>t${id}`,
    });
  }
  run.close();
});

const exported = (name: string, change: Partial<ExportOptions> = {}): ReturnType<typeof exportModel> =>
  exportModel({
    ...{ model: 'run:r@sft', folder: join(runsDir, name), format: 'safetensors', runsDir },
    ...{ observer: silentObserver, llama: null, ...change },
  });
const card = (name: string): Promise<string> => readFile(join(runsDir, name, 'README.md'), 'utf8');
const frontOf = (text: string): unknown => parse(text.split('---\n')[1] ?? '');

describe('exportModel', () => {
  it('exports, proves and describes a model of a run', async () => {
    const record = await exported('st');
    expect(record.proof).toMatchObject({
      passed: true,
      prompts: { count: 3, from: 'held-out questions of the run (finsim-tfns)' },
      weights: { differing: 0 },
      checks: [
        { by: 'fin-r1', rule: 'exact', agreement: { identical: 3, differences: [] }, shift: { largest: 0 } },
      ],
    });
    const kept = JSON.parse(await readFile(join(runsDir, 'st', 'export.json'), 'utf8')) as typeof record;
    expect(kept.files.find(({ name }) => name === 'model.safetensors')?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const text = await card('st');
    expect(frontOf(text)).toMatchObject({
      license: 'mit',
      base_model: 'ORG/TINY',
      base_model_relation: 'finetune',
      library_name: 'transformers',
      pipeline_tag: 'text-generation',
    });
    for (const part of [
      `It starts from hf:ORG/TINY at ${'c'.repeat(40)}.`,
      '| finsim-tfns | 40 | 75.0 [60.0, 86.0] | 75.0 [60.0, 86.0] |',
      '- sft over base: +25.0 points [+10.0, +40.0], p = 0.012, n = 40',
      'format valid % |  | 97.5 | 97.5',
      "(2 of this model's)",
      'rank 8, alpha 32',
      'took 2.00 hours',
      'Sogo 1\nsentiment?<|im_end|>\n<|im_start|>assistant',
      '<think>t1',
      'verdict: wrong, expected: bullish',
      'The run has built no data set.',
      'Not financial advice',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain(runsDir);
  });

  it('tells the system prompt that a model was trained below, in its commands too', async () => {
    const more = 'from: hf:ORG/TINY, sft: {}, data: { sources: [{ source: finsim-tfns }] }';
    const recipe = parseRecipe(`{ name: told, systemPrompt: 'Think first.', ${more} }`, 'told');
    const run = RunFolder.create(join(runsDir, 'told'), { recipe });
    await mkdir(run.path('models'));
    await cp(folder, run.path('models', 'sft'), { recursive: true });
    run.close();
    await exported('told-st', { model: 'run:told@sft' });
    const text = await card('told-st');
    for (const part of [
      '{"role": "system", "content": SYSTEM}, {"role": "user"',
      'npx fin-r1 sample --model FOLDER --system "SYSTEM"',
      '```\nThink first.\n```',
      '<|im_start|>system\nThink first.<|im_end|>',
    ]) {
      expect(text).toContain(part);
    }
    expect(await card('st')).not.toMatch(/SYSTEM|role": "system/);
  });

  it('writes GGUF and reads it again; a model without a run says only what is known', async () => {
    const record = await exported('gguf', { model: folder, format: 'gguf', type: 'f32' });
    expect(await readdir(join(runsDir, 'gguf'))).toEqual(['README.md', 'base-f32.gguf', 'export.json']);
    expect(record.proof).toMatchObject({
      passed: true,
      weights: { differing: 0 },
      unchecked: ['llama.cpp (node-llama-cpp) is not installed here'],
    });
    const text = await card('gguf');
    expect(text).toContain('Nothing is known here of how it was trained.');
    expect(text).toContain('generated questions (FinSim)');
    expect(text).not.toContain('## Results');
    expect(frontOf(text)).toMatchObject({ license: 'unknown', library_name: 'gguf' });
    expect(text).not.toContain(runsDir);
  });

  it('says how to name the base of an adapter that no hub has', async () => {
    const lora = loraShape(2);
    const { config } = await readModelFolder(folder);
    const run = RunFolder.create(join(runsDir, 'from-gguf'), {
      recipe: parseRecipe(
        'name: from-gguf\nfrom: gguf:/home/me/base.gguf\nlora: { rank: 2 }\nsft: {}\ndata: { sources: [{ source: finsim-tfns }] }',
        'r',
      ),
    });
    await mkdir(run.path('models', 'sft'), { recursive: true });
    await cp(folder, run.path('models', 'base'), { recursive: true });
    const weights = initialAdapter(config, lora, 1);
    const names = { baseName: 'models/base', tokenizerFrom: folder };
    await fillAdapterFolder(run.path('models', 'sft'), { config, lora, weights, ...names });
    run.close();
    const told: string[] = [];
    const observer = { ...silentObserver, warn: (message: string) => void told.push(message) };
    await exported('adapter', { model: 'run:from-gguf@sft', format: 'peft', observer });
    const how = 'write the base with `npx fin-r1 models export run:from-gguf@base BASE` and name that folder';
    expect(told).toEqual([expect.stringContaining(how)]);
    expect(await card('adapter')).toContain(how);
    const settings = await readFile(join(runsDir, 'adapter', 'adapter_config.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({ base_model_name_or_path: null });
  });

  it('says what GRPO was asked, and how many of its steps changed nothing', async () => {
    const recipe = parseRecipe(
      'name: g\nfrom: hf:ORG/TINY\ndata: { sources: [{ source: finsim-tfns }] }\nsft: {}\n' +
        'grpo: { steps: 3, sources: [finsim-tfns], balance: 0.5 }',
      'g',
    );
    const run = RunFolder.create(join(runsDir, 'g'), { recipe });
    await mkdir(run.path('models'));
    await cp(folder, run.path('models', 'grpo'), { recursive: true });
    for (const [step, updates] of [1, 0, 0].entries())
      run.appendJsonl('metrics.jsonl', { stage: 'grpo', step: step + 1, loss: 0, updates });
    run.close();
    await exported('g-card', { model: 'run:g@grpo' });
    const text = await card('g-card');
    expect(text).toContain('| grpo | 3, 1 of them with an update |');
    expect(text).toContain(
      'of finsim-tfns alone, label shares drawn together by 0.5: 16 questions × 8 answers',
    );
  });

  it('is refused where source and export do not fit into memory', async () => {
    const machine = { free: 100_000, total: 2 ** 30 };
    await expect(exported('large', { machine })).rejects.toMatchObject({
      code: 'memory',
      message: expect.stringContaining('the export with its proof needs'),
    });
    expect(existsSync(join(runsDir, 'large'))).toBe(false);
  });

  it('speaks of no base where the model was made from nothing, and of no hours where it took seconds', async () => {
    const recipe = parseRecipe('name: own\nmodel: {}\npretrain: { steps: 2, documents: finsim }', 'own');
    const run = RunFolder.create(join(runsDir, 'own'), { recipe });
    await mkdir(run.path('models'));
    await cp(folder, run.path('models', 'base'), { recursive: true });
    run.appendJsonl('metrics.jsonl', { stage: 'pretrain', step: 1, loss: 1 });
    run.appendJsonl('cost.jsonl', { stage: 'pretrain', step: 1, seconds: 23, tokens: 5 });
    run.close();
    await exported('own-card', { model: 'run:own@base' });
    const text = await card('own-card');
    expect(text).toContain('It was made from nothing, tokenizer included.');
    expect(text).toContain(
      'The whole run, data and evaluation included and without work that was lost when it was stopped, took 23 s on',
    );
    expect(text).not.toMatch(/its base|0\.0\d hours|It starts from/);
    expect(frontOf(text)).not.toHaveProperty('base_model');
    expect(frontOf(text)).toMatchObject({ license: 'other', license_name: 'chosen-by-its-maker' });
  });

  it('puts an export that fails its proof aside, with what failed', async () => {
    const failing = exported('bad', { format: 'gguf', llama: await new TestLlama().load() });
    await expect(failing).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/read by llama\.cpp: the chat template renders prompt 1 otherwise/),
      hint: expect.stringContaining('bad.failed'),
    });
    expect(existsSync(join(runsDir, 'bad'))).toBe(false);
    const kept: unknown = JSON.parse(await readFile(join(runsDir, 'bad.failed', 'export.json'), 'utf8'));
    expect(kept).toMatchObject({ proof: { passed: false } });
    expect(await card('bad.failed')).toContain('FAILED');
    expect((await readdir(runsDir)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('refuses before anything is written', async () => {
    await mkdir(join(runsDir, 'taken'));
    const refused = async (name: string, change: Partial<ExportOptions>, message: string): Promise<void> => {
      await expect(exported(name, change)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining(message),
      });
    };
    await refused('taken', {}, 'taken already exists');
    await refused('n1', { type: 'q8_0' }, '--format safetensors has no type q8_0');
    await refused('n2', { format: 'gguf', type: 'bf16' }, '--format gguf has no type bf16');
    await refused('n3', { model: 'run:r@grpo' }, 'the run r has the stages base, sft');
    await refused('n4', { format: 'peft' }, 'holds a whole model, no adapter');
    const mute = join(runsDir, 'mute');
    await cp(folder, mute, { recursive: true });
    const path = join(mute, 'tokenizer_config.json');
    const { chat_template: _template, ...rest } = JSON.parse(await readFile(path, 'utf8')) as {
      chat_template: string;
    };
    await writeFile(path, JSON.stringify(rest));
    const begun: string[] = [];
    const observer = { ...silentObserver, begun: (stage: string) => void begun.push(stage) };
    await refused(join('new', 'n5'), { model: mute, observer }, 'mute has no chat template');
    expect([begun, existsSync(join(runsDir, 'new'))]).toEqual([[], false]);
    expect((await readdir(runsDir)).filter((name) => name.startsWith('n'))).toEqual([]);
  });
});

describe('room on the disk', () => {
  it('is asked for before, merged weights and the file read again included', () => {
    expect(bytesNeeded(100, { format: 'gguf', type: 'f16' }, true)).toBe(100 * (2 + 4 + 2));
    expect(() => requireRoom(join(runsDir, 'x'), 3e9, () => 1e9)).toThrow(
      /needs 3\.0 GB .* 1\.0 GB are free/,
    );
  });
});

describe('the origin of a base', () => {
  it('is what its card says', () => {
    expect(licenceOfCard('---\nlicense: apache-2.0\n---\n# x')).toBe('apache-2.0');
    expect(licenceOfCard('---\nlicense: other\nlicense_name: llama3\n---\n')).toBe('llama3');
    expect(licenceOfCard('---\nlicense: [mit, apache-2.0]\n---\n')).toBe('mit, apache-2.0');
    expect(licenceOfCard('# no front matter')).toBeNull();
    expect(licenceOfCard('---\nlicense: [\n---\n')).toBeNull();
  });
  it('is said as far as the recipe goes when nothing was recorded and nothing is there', async () => {
    const unknown = { revision: null, licence: null };
    expect(await baseOrigin('gguf:/home/me/Base-Q4.gguf', runsDir, runsDir)).toEqual({
      ...unknown,
      from: 'Base-Q4.gguf',
      hubName: null,
    });
    expect(await baseOrigin('hf:ORG/NOT-PULLED', runsDir, runsDir)).toEqual({
      ...unknown,
      from: 'hf:ORG/NOT-PULLED',
      hubName: 'ORG/NOT-PULLED',
    });
  });
});
