import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { newFolder, writeTestTokenizer } from '../tokenizer/test-fixture.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { architectures, architectureTraits, writeModelConfig } from './model-config.ts';
import type { Architecture, ModelConfig } from './model-config.ts';
import { readModelFolder, writeModelFolder } from './model-folder.ts';
import type { ModelFolder } from './model-folder.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { HostTensor } from './safetensors.ts';
import { elementCount, weightSpecs } from './weight-names.ts';

function tinyModel(
  architecture: Architecture = 'Qwen2ForCausalLM',
  change: Partial<ModelConfig> = {},
): ModelFolder {
  const config: ModelConfig = {
    architecture,
    vocabSize: 300,
    hiddenSize: 8,
    layers: 2,
    heads: 2,
    kvHeads: 1,
    headDim: 4,
    feedForward: 12,
    ropeTheta: 10000,
    rmsNormEps: 1e-6,
    tiedEmbeddings: true,
    ...architectureTraits(architecture),
    contextLength: 64,
    ...change,
  };
  const random = Random.derive(1, architecture);
  const weights = new Map(
    weightSpecs(config).map(({ name, shape }) => [
      name,
      Float32Array.from({ length: elementCount(shape) }, () => random.normal()),
    ]),
  );
  return { config, weights };
}

describe('model folder', () => {
  let root: string;
  let folder: string;
  let tokenizerFrom: string;
  beforeEach(async () => {
    root = await newFolder();
    folder = join(root, 'model');
    tokenizerFrom = join(root, 'tokenizer');
    await writeTestTokenizer(tokenizerFrom);
  });

  it.each(architectures)('gives back a %s', async (architecture) => {
    const model = tinyModel(architecture, { tiedEmbeddings: architecture === 'Qwen3ForCausalLM' });
    await writeModelFolder(folder, { ...model, tokenizerFrom });
    expect(await readModelFolder(folder)).toEqual(model);
    expect((await readdir(root)).sort()).toEqual(['model', 'tokenizer']);

    const tokenizer = await HfTokenizer.load(folder);
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>;
    expect(config['eos_token_id']).toBe(tokenizer.endOfTurnId);
  });

  it('reads shards named by an index', async () => {
    const model = tinyModel();
    await writeModelFolder(folder, model);
    const { tensors } = await readSafetensors(join(folder, 'model.safetensors'));
    const names = [...tensors.keys()];
    const half = new Set(names.slice(0, 7));
    const shardOf = (name: string): string =>
      half.has(name) ? 'model-00001-of-00002.safetensors' : 'model-00002-of-00002.safetensors';
    for (const shard of new Set(names.map(shardOf))) {
      await writeSafetensors(
        join(folder, shard),
        new Map([...tensors].filter(([name]) => shardOf(name) === shard)),
      );
    }
    await rm(join(folder, 'model.safetensors'));
    await expect(readModelFolder(folder)).rejects.toThrow(
      /neither model\.safetensors nor model\.safetensors\.index\.json/,
    );

    const writeIndex = async (map: Record<string, string>): Promise<void> =>
      writeFile(
        join(folder, 'model.safetensors.index.json'),
        JSON.stringify({ metadata: {}, weight_map: map }),
      );
    const map = Object.fromEntries(names.map((name) => [name, shardOf(name)]));
    await writeIndex(map);
    expect(await readModelFolder(folder)).toEqual(model);

    await writeIndex({ ...map, 'model.norm.weight': 'model-00001-of-00002.safetensors' });
    await expect(readModelFolder(folder)).rejects.toThrow(
      /places model\.norm\.weight in .*, which does not hold it/,
    );
    await writeIndex({ ...map, 'model.norm.weight': '../model.safetensors' });
    await expect(readModelFolder(folder)).rejects.toThrow(/is not a file name/);
    await writeIndex(map);
    await rm(join(folder, 'model-00002-of-00002.safetensors'));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      message: `${folder} lacks 1 of its 2 weight files: model-00002-of-00002.safetensors`,
      hint: expect.stringMatching(
        /^Fetch the model again: fin-r1 models pull .* Or copy what is missing there/,
      ),
    });
  });

  it('tolerates the tensors of old checkpoints that say nothing', async () => {
    const model = tinyModel();
    await writeModelFolder(folder, model);
    const path = join(folder, 'model.safetensors');
    const { tensors } = await readSafetensors(path);
    tensors.set('model.layers.0.self_attn.rotary_emb.inv_freq', { shape: [2], data: new Float32Array(2) });
    const { shape, data } = tensors.get('model.embed_tokens.weight') as HostTensor;
    tensors.set('lm_head.weight', { shape, data });
    await writeSafetensors(path, tensors);
    expect(await readModelFolder(folder)).toEqual(model);
  });

  it('refuses a head that is not the embedding it is said to be', async () => {
    await writeModelFolder(folder, tinyModel());
    const path = join(folder, 'model.safetensors');
    const { tensors } = await readSafetensors(path);
    const { shape, data } = tensors.get('model.embed_tokens.weight') as HostTensor;
    tensors.set('lm_head.weight', { shape, data: data.map((value, i) => (i === 7 ? value + 1 : value)) });
    await writeSafetensors(path, tensors);
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      message: expect.stringContaining('lm_head.weight holds other numbers than model.embed_tokens.weight'),
      hint: expect.stringContaining('tie_word_embeddings to false'),
    });
  });

  it('names missing and extra tensors and shapes that do not fit', async () => {
    const model = tinyModel();
    await writeModelFolder(folder, model);
    await writeModelConfig(folder, { ...model.config, layers: 3 });
    await expect(readModelFolder(folder)).rejects.toThrow(
      /missing tensors for Qwen2ForCausalLM: model\.layers\.2\.input_layernorm\.weight.* and 7 more/,
    );
    await writeModelConfig(folder, { ...model.config, layers: 1 });
    await expect(readModelFolder(folder)).rejects.toThrow(/Qwen2ForCausalLM does not have: model\.layers\.1/);
    await writeModelConfig(folder, { ...model.config, vocabSize: 301 });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      message: expect.stringContaining(
        'model.embed_tokens.weight is [300, 8], config.json asks for [301, 8]',
      ),
      hint: expect.stringContaining('config.json that was published with the weights'),
    });
    await expect(readModelFolder(join(root, 'none'))).rejects.toThrow(/none does not exist/);
  });

  it.each([NaN, Infinity])('refuses a weight that is %s, naming folder and tensor', async (value) => {
    const model = tinyModel();
    const weights = model.weights.get('model.layers.1.mlp.up_proj.weight') as Float32Array;
    weights[5] = value;
    await writeModelFolder(folder, model);
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      exitCode: 2,
      message: `${folder}: weight 5 of model.layers.1.mlp.up_proj.weight is ${value}, not a finite number`,
    });
  });

  it('refuses weights that are not those that were written, unless nobody kept their checksum', async () => {
    const model = tinyModel();
    await writeModelFolder(folder, model);
    const path = join(folder, 'model.safetensors');
    const bytes = await readFile(path);
    const at = bytes.length - 1;
    bytes[at] = (bytes[at] as number) ^ 1;
    await writeFile(path, bytes);
    await expect(readModelFolder(folder)).rejects.toThrow(/model\.safetensors is damaged: its checksum is/);
    await rm(`${path}.checksum.json`);
    const { weights } = await readModelFolder(folder);
    expect(weights).not.toEqual(model.weights);
  });

  it('refuses a tokenizer larger than the vocabulary, on writing and on reading', async () => {
    const small = tinyModel('Qwen2ForCausalLM', { vocabSize: 299 });
    const message = /the tokenizer has 300 tokens, the model's vocabulary only 299/;
    await expect(writeModelFolder(folder, { ...small, tokenizerFrom })).rejects.toThrow(message);
    expect(await readdir(root)).toEqual(['tokenizer']);
    await writeModelFolder(folder, small);
    await writeTestTokenizer(folder);
    await expect(readModelFolder(folder)).rejects.toThrow(message);
  });

  it('writes nothing when the weights do not fit', async () => {
    const model = tinyModel();
    model.weights.set('model.norm.weight', new Float32Array(7));
    await expect(writeModelFolder(folder, model)).rejects.toThrow(
      /model\.norm\.weight has 7 values, its shape \[8\] needs 8/,
    );
    model.weights.delete('model.norm.weight');
    await expect(writeModelFolder(folder, model)).rejects.toThrow(/missing tensors.*model\.norm\.weight/);
    expect(await readdir(root)).toEqual(['tokenizer']);
  });

  it('refuses an existing folder unless it may overwrite, and keeps it when writing fails', async () => {
    const first = tinyModel();
    const second = tinyModel('LlamaForCausalLM');
    await writeModelFolder(folder, first);
    await expect(writeModelFolder(folder, second)).rejects.toThrow(/model already exists/);
    const missing = join(root, 'no-tokenizer');
    await expect(
      writeModelFolder(folder, { ...second, tokenizerFrom: missing }, { overwrite: true }),
    ).rejects.toThrow(/does not exist/);
    expect(await readModelFolder(folder)).toEqual(first);
    await writeModelFolder(folder, second, { overwrite: true });
    expect(await readModelFolder(folder)).toEqual(second);
    expect((await readdir(root)).sort()).toEqual(['model', 'tokenizer']);
  });
});
