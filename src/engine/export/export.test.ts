import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModelFolder } from '../files/model-folder.ts';
import { createLocalService } from '../local/service.ts';
import { stopRuleOf } from '../sampler/stopping.ts';
import { tinyModel } from '../test-model.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { fillAdapterExport } from './export-adapter.ts';
import { fillSafetensorsExport } from './export-safetensors.ts';
import { narrowed } from './narrow.ts';
import { differingWeights, readAdapterOver } from './open-weights.ts';

let [folder, directory] = ['', ''];
beforeAll(async () => {
  ({ folder, directory } = await tinyModel());
});

async function newFolder(name: string): Promise<string> {
  const path = join(directory, name);
  await mkdir(path);
  return path;
}

const json = async (...path: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(...path), 'utf8')) as Record<string, unknown>;

describe('narrowed', () => {
  const bits = (values: number[], type: 'bf16' | 'f16'): number[] => [
    ...new Uint16Array(narrowed(Float32Array.from(values), type, 'w').buffer),
  ];
  it('rounds to the nearest, ties to even', () => {
    // 1 + 2⁻⁸ lies between 1 and 1 + 2⁻⁷ in bfloat16, 1 + 3·2⁻⁸ between odd and even.
    expect(bits([1, -2, 1 + 2 ** -8, 1 + 3 * 2 ** -8], 'bf16')).toEqual([0x3f80, 0xc000, 0x3f80, 0x3f82]);
    expect(bits([1, -2, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 65504], 'f16')).toEqual([
      0x3c00, 0xc000, 0x3c00, 0x3c02, 0x7bff,
    ]);
  });
  it('refuses what float16 cannot hold', () => {
    expect(() => bits([1, 70000], 'f16')).toThrow('weight 1 of w is 70000: float16 ends at 65504');
  });
});

describe('fillSafetensorsExport', () => {
  it('writes shards that are the same model', async () => {
    const out = await newFolder('shards');
    await fillSafetensorsExport(folder, out, { type: 'f32', shardBytes: 40_000 });
    const files = (await readdir(out)).filter((name) => name.endsWith('.safetensors'));
    expect(files.length).toBeGreaterThan(2);
    expect(files[0]).toBe(`model-00001-of-0000${files.length}.safetensors`);
    expect(differingWeights(await readModelFolder(folder), await readModelFolder(out))).toBe(0);
  });

  it('says when to stop, with which template, and nothing of this machine', async () => {
    const from = await newFolder('bare');
    await fillSafetensorsExport(folder, from, { type: 'f32' });
    const settings = await json(from, 'config.json');
    await writeFile(
      join(from, 'config.json'),
      JSON.stringify({ ...settings, _name_or_path: '/home/me/x', extra: 1 }),
    );
    await writeFile(join(from, 'generation_config.json'), '{"eos_token_id": 1, "temperature": 0.6}');
    const out = await newFolder('f16');
    await fillSafetensorsExport(from, out, { type: 'f16' });
    const exported = await json(out, 'config.json');
    expect(exported).toMatchObject({ dtype: 'float16', extra: 1, architectures: ['Qwen3ForCausalLM'] });
    expect(exported).not.toHaveProperty('_name_or_path');
    const { eos_token_id: ends, temperature } = await json(out, 'generation_config.json');
    const { eos_token_id: own } = await json(folder, 'generation_config.json');
    expect(ends).toEqual([...(own as number[]), 1]);
    expect(temperature).toBe(0.6);
    expect(await readFile(join(out, 'chat_template.jinja'), 'utf8')).toContain('<|im_start|>');
    const model = await readModelFolder(folder);
    const count = [...model.weights.values()].reduce((sum, { length }) => sum + length, 0);
    expect(differingWeights(model, await readModelFolder(out))).toBeGreaterThan(count / 2);
  });
});

it.each(['generation_config.json', 'config.json'])(
  'an exported model stops at every token of a list that its %s has, as Llama 3 has three',
  async (file) => {
    const from = await newFolder(`list of ${file}`);
    await fillSafetensorsExport(folder, from, { type: 'f32' });
    await rm(join(from, 'generation_config.json'));
    const before = file === 'config.json' ? await json(from, file) : {};
    await writeFile(join(from, file), JSON.stringify({ ...before, eos_token_id: [7, 8, 9] }));
    const out = await newFolder(`stops of ${file}`);
    await fillSafetensorsExport(from, out, { type: 'f32' });
    expect((await json(out, 'generation_config.json'))['eos_token_id']).toEqual(
      expect.arrayContaining([7, 8, 9]),
    );
    const tokenizer = await HfTokenizer.load(out);
    const rule = stopRuleOf(undefined, tokenizer);
    const ends = [7, 8, 9, tokenizer.endOfTurnId, tokenizer.endOfTextId];
    expect([...ends, 10].map((id) => rule.isComplete([1, id]))).toEqual([...ends.map(() => true), false]);
  },
);

describe('fillAdapterExport', () => {
  it('keeps the tensors, and names the base as the hub does', async () => {
    const service = createLocalService({ directory: join(directory, 'run', 'weights'), threads: 1 });
    const client = await service.createTrainingClient({ baseModel: folder, rank: 2, seed: 1 });
    const { path } = await client.saveWeightsForSampler('adapter');
    await client.close();
    const out = await newFolder('peft');
    await fillAdapterExport(path, out, { name: 'ORG/NAME', revision: 'a'.repeat(40) });
    expect(await json(out, 'adapter_config.json')).toMatchObject({
      base_model_name_or_path: 'ORG/NAME',
      revision: 'a'.repeat(40),
      r: 2,
    });
    const read = async (at: string): Promise<Buffer> => readFile(join(at, 'adapter_model.safetensors'));
    expect((await read(out)).equals(await read(path))).toBe(true);
    expect(differingWeights(await readModelFolder(path), await readAdapterOver(out, folder))).toBe(0);
    await expect(fillAdapterExport(folder, out, { name: null, revision: null })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('holds a whole model'),
    });
  });
});
