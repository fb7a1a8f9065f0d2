import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialAdapter, loraShape } from '../../engine/adapter/lora.ts';
import { readSafetensors, writeSafetensors } from '../../engine/files/safetensors.ts';
import { fillAdapterFolder, parameterCount } from '../../engine/index.ts';
import { tinyModel } from '../../engine/test-model.ts';
import { loraParameters } from '../../engine/memory/training-need.ts';
import { ggufHeader } from '../test-gguf.ts';
import { infoText } from './info-text.ts';
import { modelInfo } from './model-info.ts';

let model: Awaited<ReturnType<typeof tinyModel>>;
beforeEach(async () => void (model = await tinyModel()));
afterEach(() => rm(model.directory, { recursive: true }));

async function changeConfig(change: Record<string, unknown>): Promise<void> {
  const path = join(model.folder, 'config.json');
  const json = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...json, ...change }));
}

describe('what a model folder is', () => {
  it('is read from headers: parameters, types, shape, tokenizer, licence, memory', async () => {
    await writeFile(
      join(model.folder, 'README.md'),
      '---\nlanguage: en\nlicense: apache-2.0\n---\nlicense: no\n',
    );
    const info = await modelInfo(model.folder);
    const total = parameterCount(model.config);
    expect(info).toMatchObject({
      ...{ format: 'safetensors', architecture: 'Qwen3ForCausalLM', unsupported: [], licence: 'apache-2.0' },
      parameters: { total, nonEmbedding: total - 288 * 32 },
      types: { F32: total },
      shape: { layers: 2, hiddenSize: 32, heads: 4, kvHeads: 2, headDim: 8, contextLength: 128 },
      tokenizer: { kind: 'byte-level BPE', tokens: 280 },
      ...{ hasChatTemplate: true, memoryAt: 128 },
    });
    expect(info.memory.map(({ use }) => use)).toEqual([
      ...['sample, 1 at once', 'sample, 64 at once', 'train LoRA (rank 16)', 'train all weights'],
    ]);
    expect(info.disk).toBeGreaterThan(4 * total);
    expect(infoText(info)).toMatch(/^supported +yes: it can be sampled and trained$/m);
    expect(infoText(info)).toMatch(/sample, 1 at once +\d+ MiB {2}fits/);
    expect((await modelInfo(model.folder, { contextLength: 64 })).memoryAt).toBe(64);
    const more = infoText(await modelInfo(model.folder, { contextLength: 5000 }));
    expect(more).toMatch(/^memory +at 128 tokens, its whole context \(5,000 were asked for\); /m);
  });

  it('names every field that is not supported', async () => {
    await changeConfig({
      rope_scaling: { rope_type: 'longrope', factor: 2 },
      hidden_act: 'gelu',
    });
    const { unsupported, memory } = await modelInfo(model.folder);
    expect(unsupported).toEqual([
      expect.stringContaining('longrope'),
      expect.stringContaining("hidden_act is 'gelu'"),
    ]);
    expect(unsupported[0]).toMatch(/^rope_scaling is 'longrope'/);
    expect(memory).toHaveLength(4);
  });

  it('tells of a chat template that cannot be parsed', async () => {
    await writeFile(join(model.folder, 'chat_template.jinja'), '{% for %}');
    expect((await modelInfo(model.folder)).unsupported).toEqual([
      expect.stringMatching(/^the chat template cannot be parsed/),
    ]);
  });

  it('tells of an architecture, tensors and a tokenizer that the engine does not have', async () => {
    await changeConfig({ architectures: ['GemmaForCausalLM'] });
    await rm(join(model.folder, 'tokenizer.json'));
    const other = await modelInfo(model.folder);
    expect(other).toMatchObject({
      architecture: 'GemmaForCausalLM',
      shape: null,
      memory: [],
      tokenizer: null,
    });
    expect(other.unsupported).toEqual([
      expect.stringContaining('GemmaForCausalLM'),
      'tokenizer.json is missing',
    ]);
    expect(infoText(other)).toMatch(
      /^supported +not:\n +- the architecture GemmaForCausalLM is not supported; supported are Qwen2/m,
    );
    await changeConfig({ architectures: ['LlamaForCausalLM'] });
    expect((await modelInfo(model.folder)).unsupported[0]).toMatch(
      /^tensors that LlamaForCausalLM does not have: .*q_norm/,
    );
  });

  it('says a window once, and what of shapes and tokenizer does not fit', async () => {
    await changeConfig({
      ...{ use_sliding_window: true, sliding_window: 16, layer_types: Array(2).fill('sliding_attention') },
      ...{ intermediate_size: 44, vocab_size: 100 },
    });
    expect((await modelInfo(model.folder)).unsupported).toEqual([
      'use_sliding_window is true: layer 0 sees 16 of 128 tokens, which is not supported yet',
      'tensor model.embed_tokens.weight is [288, 32], config.json asks for [100, 32], and 6 more of other shapes',
      "the tokenizer has 280 tokens, the model's vocabulary only 100",
    ]);
  });

  it('names a shard that is missing', async () => {
    await rm(join(model.folder, 'model.safetensors'));
    const map = { 'model.norm.weight': 'model-00001-of-00002.safetensors' };
    await writeFile(join(model.folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
    await expect(modelInfo(model.folder)).rejects.toMatchObject({
      message: expect.stringContaining('lacks 1 of its 1 weight file: model-00001-of-00002.safetensors'),
      hint: expect.stringContaining('models pull'),
    });
  });

  it('tells of an adapter on its base', async () => {
    const adapter = join(model.directory, 'adapter');
    const lora = loraShape(3);
    const content = { config: model.config, lora, weights: initialAdapter(model.config, lora, 1) };
    await mkdir(adapter);
    await fillAdapterFolder(adapter, { ...content, baseName: 'base', tokenizerFrom: model.folder });
    const [info, base] = [await modelInfo(adapter), await modelInfo(model.folder)];
    const parameters = loraParameters(model.config, 3);
    expect(info.adapter).toEqual({ rank: 3, parameters, base: model.folder });
    expect(info.parameters).toEqual(base.parameters);
    expect(info.disk).toBeGreaterThan(4 * parameters);
    expect(infoText(info)).toContain(`LoRA of rank 3, ${parameters.toLocaleString('en-US')} parameters, on `);
    const weights = join(adapter, 'adapter_model.safetensors');
    const { tensors } = await readSafetensors(weights);
    for (const name of tensors.keys()) if (name.includes('.layers.1.')) tensors.delete(name);
    await writeSafetensors(weights, tensors);
    await expect(modelInfo(adapter)).rejects.toThrow('adapters on some layers only are not supported');
    await rename(model.folder, join(model.directory, 'elsewhere'));
    await expect(modelInfo(adapter)).rejects.toThrow('its base base is not a model folder here');
  });

  it('refuses a folder without weights', async () => {
    await rm(join(model.folder, 'model.safetensors'));
    await writeFile(join(model.folder, 'pytorch_model.bin'), '');
    await expect(modelInfo(model.folder)).rejects.toMatchObject({
      ...{ code: 'weights', hint: 'It holds pytorch_model.bin; safetensors are read.' },
    });
  });
});

it('a GGUF file tells what it is by its header, and what llama.cpp takes for it', async () => {
  const path = join(model.directory, 'm.gguf');
  await writeFile(path, ggufHeader());
  const info = await modelInfo(`gguf:${path}`);
  expect(info).toMatchObject({
    ...{ format: 'gguf', architecture: 'llama', licence: 'mit', hasChatTemplate: true, memoryAt: 1024 },
    shape: { layers: 4, kvHeads: 2, headDim: 64, contextLength: 8192, vocabSize: 3 },
    tokenizer: { kind: 'gpt2', tokens: 3 },
  });
  expect(info.unsupported).toEqual([expect.stringMatching(/^import for training: /)]);
  expect(info.memory.map(({ use }) => use)).toEqual([
    'sample with llama.cpp, 1 at once',
    'sample with llama.cpp, 8 at once',
  ]);
  expect(infoText(info)).toContain('by llama.cpp; not by this engine:');
});
