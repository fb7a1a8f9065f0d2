import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Random } from '../../core/random.ts';
import { readFolderConfig, readModelFolder, tokenizerFolderOf } from '../files/model-folder.ts';
import { readSafetensors, writeSafetensors } from '../files/safetensors.ts';
import { tinyModel } from '../test-model.ts';
import { baseFolderOf, baseNameOf, fillAdapterFolder, readAdapterFolder } from './adapter-folder.ts';
import { adapterSpecs, initialAdapter, loraShape } from './lora.ts';
import { mergeAdapter } from './merge.ts';

const made = await tinyModel('LlamaForCausalLM');
const folder = join(made.directory, 'adapter');
const lora = loraShape(3, { alpha: 5, targets: ['down_proj', 'q_proj'] });
const random = Random.derive(4);
const weights = initialAdapter(made.config, lora, 1);
for (const view of weights.values()) view.forEach((_value, i) => (view[i] = random.normal()));

afterAll(() => rm(made.directory, { recursive: true }));
const cache = join(made.directory, 'hub');
afterEach(() => vi.unstubAllEnvs());
beforeEach(async () => {
  vi.stubEnv('HF_HUB_CACHE', cache);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const names = { baseName: 'base', tokenizerFrom: made.folder };
  await fillAdapterFolder(folder, { config: made.config, lora, weights, ...names });
});

const change = async (fields: Record<string, unknown>): Promise<void> => {
  const path = join(folder, 'adapter_config.json');
  const json = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...json, ...fields }));
};

const changeTensors = async (
  edit: (tensors: Map<string, { shape: readonly number[]; data: Float32Array }>) => void,
): Promise<void> => {
  const path = join(folder, 'adapter_model.safetensors');
  const { tensors } = await readSafetensors(path);
  edit(tensors);
  await writeSafetensors(path, tensors);
};

test('an adapter comes back as it was, on its base', async () => {
  const read = await readAdapterFolder(folder);
  expect(read).toEqual({ lora, weights, baseFolder: made.folder, config: made.config });
  expect(await readFolderConfig(folder)).toEqual(made.config);
  const { tensors } = await readSafetensors(join(folder, 'adapter_model.safetensors'));
  expect(tensors.get('base_model.model.model.layers.1.mlp.down_proj.lora_A.weight')?.shape).toEqual([3, 48]);
  expect(tensors.size).toBe(2 * 2 * 2);
});

test.each([
  [false, 5 / 3],
  [true, 5 / Math.sqrt(3)],
])('merged weights are W + scale · B·A, with use_rslora %s', async (rsLora, scale) => {
  await change({ use_rslora: rsLora });
  const [base, merged] = [await readModelFolder(made.folder), await readModelFolder(folder)];
  const name = 'model.layers.0.mlp.down_proj';
  const [a, b] = ['A', 'B'].map((part) => weights.get(`${name}.lora_${part}.weight`) as Float32Array) as [
    Float32Array,
    Float32Array,
  ];
  base.weights.get(`${name}.weight`)?.forEach((w, at) => {
    const [row, column] = [Math.floor(at / 48), at % 48];
    const sum = [0, 1, 2].reduce(
      (s, k) => s + (b[row * 3 + k] as number) * (a[k * 48 + column] as number),
      0,
    );
    expect(merged.weights.get(`${name}.weight`)?.[at]).toBeCloseTo(w + scale * sum, 4);
  });
  const again = await mergeAdapter(made.config, base.weights, { lora: { ...lora, rsLora }, weights });
  expect(again).toEqual(merged.weights);
  for (const [other, values] of base.weights) {
    expect(again.get(other) === values).toBe(!/(q_proj|down_proj)\.weight$/.test(other));
  }
});

test('A starts within ±1/√in and B at zero, from the seed alone', () => {
  const shape = loraShape(8);
  const one = initialAdapter(made.config, shape, 1);
  expect(initialAdapter(made.config, shape, 1)).toEqual(one);
  expect(initialAdapter(made.config, shape, 2)).not.toEqual(one);
  for (const { name, shape: size } of adapterSpecs(made.config, shape)) {
    const most = (one.get(name) as Float32Array).reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    const bound = name.includes('lora_A') ? 1 / Math.sqrt(size[1] as number) : 0;
    expect(most).toBeLessThanOrEqual(bound);
    expect(most).toBeGreaterThanOrEqual(0.9 * bound);
  }
});

test.each([
  [{ peft_type: 'IA3' }, 'peft_type "IA3"'],
  [{ use_dora: true }, 'use_dora true'],
  [{ bias: 'all' }, 'bias "all"'],
  [{ lora_bias: true }, 'lora_bias true'],
  [{ modules_to_save: ['lm_head'] }, 'modules_to_save ["lm_head"]'],
  [{ rank_pattern: { q_proj: 2 } }, 'rank_pattern {"q_proj":2}'],
  [{ alpha_pattern: { q_proj: 2 } }, 'alpha_pattern {"q_proj":2}'],
  [{ layers_to_transform: [0] }, 'layers_to_transform [0]'],
  [{ layers_to_transform: 0 }, 'layers_to_transform 0'],
  [{ init_lora_weights: 'pissa' }, 'init_lora_weights "pissa"'],
])('%j is refused by name', async (fields, what) => {
  await change(fields);
  await expect(readAdapterFolder(folder)).rejects.toMatchObject({
    message: expect.stringContaining(`adapter_config.json: ${what} is not supported`),
    hint: expect.stringContaining('Merge it into its base with PEFT (merge_and_unload'),
  });
});

test('what PEFT writes beside is no obstacle', async () => {
  await change({
    loftq_config: {},
    megatron_core: 'megatron.core',
    eva_config: null,
    target_modules: 'all-linear',
  });
  expect((await readAdapterFolder(folder)).lora).toEqual(lora);
});

test('tensors that do not fit are named', async () => {
  const first = 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight';
  await change({ r: 4 });
  await expect(readAdapterFolder(folder)).rejects.toThrow(
    `${first} is [3, 32], rank and base ask for [4, 32]`,
  );
  await change({ r: 3 });
  await changeTensors((tensors) => tensors.delete(first));
  await expect(readAdapterFolder(folder)).rejects.toMatchObject({
    message: expect.stringContaining(
      `has no tensor ${first}: adapters on some layers only are not supported`,
    ),
    hint: expect.stringContaining('Merge it into its base with PEFT (merge_and_unload'),
  });
  const extra = 'base_model.model.lm_head.lora_A.weight';
  await changeTensors((tensors) =>
    tensors
      .set(first, { shape: [3, 32], data: new Float32Array(96) })
      .set(extra, { shape: [1], data: new Float32Array(1) }),
  );
  await expect(readAdapterFolder(folder)).rejects.toThrow(`tensor ${extra} is not supported`);
  await changeTensors((tensors) => {
    tensors.delete(extra);
    tensors.set(first, { shape: [3, 32], data: new Float32Array(96).fill(NaN) });
  });
  await expect(readAdapterFolder(folder)).rejects.toThrow('is NaN, not a finite number');
});

test('the base is found beside, above and by its absolute path; a hub name is answered with what to do', async () => {
  for (const base of ['base', '../base', made.folder]) {
    await change({ base_model_name_or_path: base });
    expect(baseFolderOf(folder)).toBe(made.folder);
  }
  const deep = join(made.directory, 'some', 'where', 'adapter');
  await cp(folder, deep, { recursive: true });
  await writeFile(
    join(deep, 'adapter_config.json'),
    JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: 'base' }),
  );
  expect(baseFolderOf(deep)).toBe(made.folder);
  await rm(join(deep, 'tokenizer.json'));
  expect([await tokenizerFolderOf(deep), await tokenizerFolderOf(folder)]).toEqual([made.folder, folder]);
  await change({ base_model_name_or_path: 'HuggingFaceTB/SmolLM2-135M' });
  const failure = readModelFolder(folder).catch((error: unknown) => error);
  expect(await failure).toMatchObject({
    message: expect.stringContaining('its base HuggingFaceTB/SmolLM2-135M is not a model folder here'),
    hint: expect.stringContaining('fin-r1 models pull hf:HuggingFaceTB/SmolLM2-135M. Or write its path'),
  });
  await change({ base_model_name_or_path: 'not/a/name' });
  expect(() => baseFolderOf(folder)).toThrow(
    expect.objectContaining({
      hint: expect.stringContaining('copy the base model, and write its path into base_model_name_or_path'),
    }),
  );
  await change({ base_model_name_or_path: deep });
  expect(() => baseFolderOf(folder)).toThrow('is an adapter itself');
  await change({ base_model_name_or_path: null });
  expect(() => baseFolderOf(folder)).toThrow('does not name its base');
});

test('a base is found by its name on the hub, at the revision named, in the cache of its tools', async () => {
  const repo = join(cache, 'models--org--name');
  const [main, old] = ['a'.repeat(40), 'b'.repeat(40)];
  await mkdir(join(repo, 'refs'), { recursive: true });
  await writeFile(join(repo, 'refs', 'main'), main);
  for (const commit of [main, old])
    await cp(made.folder, join(repo, 'snapshots', commit), { recursive: true });
  await change({ base_model_name_or_path: 'org/name' });
  expect(baseFolderOf(folder)).toBe(join(repo, 'snapshots', main));
  expect((await readModelFolder(folder)).config).toEqual(made.config);
  await change({ revision: old });
  expect(baseFolderOf(folder)).toBe(join(repo, 'snapshots', old));
  await change({ revision: 'v2' });
  expect(() => baseFolderOf(folder)).toThrow(
    expect.objectContaining({
      code: 'not-pulled',
      hint: expect.stringContaining('models pull hf:org/name@v2.'),
    }),
  );
});

test('a base in the run folder is named relative to it, any other absolutely', () => {
  expect(baseNameOf('/runs/a/models/base', '/runs/a')).toBe('models/base');
  expect(baseNameOf('/runs/ab/models/base', '/runs/a')).toBe('/runs/ab/models/base');
});
