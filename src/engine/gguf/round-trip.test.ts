import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { architectures } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { readModelFolder } from '../files/model-folder.ts';
import { SafetensorsFile } from '../files/safetensors.ts';
import { tinyModel } from '../test-model.ts';
import { newFolder } from '../tokenizer/test-fixture.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { exportGguf } from './export-gguf.ts';
import { GgufFile } from './gguf-file.ts';
import { importGguf } from './import-gguf.ts';

const made: string[] = [];
afterAll(async () => {
  for (const directory of made) await rm(directory, { recursive: true, force: true });
});

async function model(
  ...args: Parameters<typeof tinyModel>
): Promise<{ folder: string; config: ModelConfig; file: string; back: string }> {
  const { folder, directory, config } = await tinyModel(...args);
  made.push(directory);
  return { folder, config, file: join(directory, 'm.gguf'), back: join(directory, 'back') };
}

async function opened<T>(path: string, use: (file: GgufFile) => T | Promise<T>): Promise<T> {
  const file = await GgufFile.open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

describe.each(architectures)('a model of %s', (architecture) => {
  it('is the same after export to f32 and import', async () => {
    const tiedEmbeddings = architecture !== 'LlamaForCausalLM';
    const { folder, file, back } = await model(architecture, { tiedEmbeddings });
    const exported = await exportGguf(folder, file, { type: 'f32' });
    expect(exported).toMatchObject({ pre: 'qwen2', keptAsF16: [] });
    await importGguf(file, back);
    const [before, after] = [await readModelFolder(folder), await readModelFolder(back)];
    expect(after).toEqual(before);

    const [ours, theirs] = [await HfTokenizer.load(folder), await HfTokenizer.load(back)];
    const text = '<|im_start|>user\nrevenue prior=48 current=63 =x ==é 公司 12<think> 😀<|im_end|>\n';
    expect([...theirs.encode(text)]).toEqual([...ours.encode(text)]);
    expect([theirs.endOfTurnId, theirs.endOfTextId]).toEqual([ours.endOfTurnId, ours.endOfTextId]);
    const chat = [{ role: 'user', content: 'Hi' }] as const;
    expect(theirs.renderChat(chat, { addGenerationPrompt: true })).toBe(
      ours.renderChat(chat, { addGenerationPrompt: true }),
    );
  });
});

describe('exportGguf', () => {
  it('writes Llama queries and keys in pairs of rows, and no others', async () => {
    const { folder, config, file } = await model('LlamaForCausalLM');
    await exportGguf(folder, file, { type: 'f32' });
    const { weights } = await readModelFolder(folder);
    const row = (values: Float32Array | undefined, index: number): number[] => [
      ...(values?.subarray(index * config.hiddenSize, (index + 1) * config.hiddenSize) ?? []),
    ];
    await opened(file, async (gguf) => {
      // Of a head of 8 rows the order is 0, 4, 1, 5, 2, 6, 3, 7; row 8 + 1 is of the second head.
      const [q, k, v] = [
        await gguf.read('blk.1.attn_q.weight'),
        await gguf.read('blk.1.attn_k.weight'),
        await gguf.read('blk.1.attn_v.weight'),
      ];
      const of = (kind: string): Float32Array | undefined =>
        weights.get(`model.layers.1.self_attn.${kind}_proj.weight`);
      expect(row(q, 1)).toEqual(row(of('q'), 4));
      expect(row(q, 8 + 6)).toEqual(row(of('q'), 8 + 3));
      expect(row(k, 8 + 1)).toEqual(row(of('k'), 8 + 4));
      expect(row(v, 1)).toEqual(row(of('v'), 1));
    });
  });

  it('keeps vectors in 32 bits and rows that are not whole blocks in 16', async () => {
    const { folder, file } = await model('Qwen3ForCausalLM');
    const { keptAsF16 } = await exportGguf(folder, file, { type: 'q8_0' });
    expect(keptAsF16).toEqual(['blk.0.ffn_down.weight', 'blk.1.ffn_down.weight']);
    await opened(file, ({ tensors, metadata }) => {
      expect(tensors.get('blk.0.ffn_down.weight')?.type).toBe('F16');
      expect(tensors.get('blk.0.ffn_up.weight')?.type).toBe('Q8_0');
      expect(tensors.get('token_embd.weight')?.type).toBe('Q8_0');
      expect(tensors.get('blk.0.attn_k_norm.weight')?.type).toBe('F32');
      expect(tensors.has('output.weight')).toBe(false);
      expect(metadata.number('general.file_type')).toBe(7);
      expect(metadata.number('qwen3.attention.key_length')).toBe(8);
      expect(metadata.string('tokenizer.ggml.model')).toBe('gpt2');
      expect(metadata.boolean('tokenizer.ggml.add_bos_token')).toBe(false);
      const tokens = metadata.strings('tokenizer.ggml.tokens') ?? [];
      expect(tokens).toHaveLength(288);
      expect(tokens[metadata.number('tokenizer.ggml.eos_token_id') ?? -1]).toBe('<|im_end|>');
      const types = metadata.numbers('tokenizer.ggml.token_type') ?? [];
      expect(types[tokens.indexOf('<|im_end|>')]).toBe(3);
      expect(types[tokens.indexOf('<think>')]).toBe(4);
      expect([tokens.at(-1), types.at(-1)]).toEqual(['[PAD287]', 5]);
    });
  });

  it('replaces a file only when asked to', async () => {
    const { folder, file } = await model();
    await writeFile(file, 'mine');
    await expect(exportGguf(folder, file, { type: 'f32' })).rejects.toThrow(/already exists/);
    expect(await readFile(file, 'utf8')).toBe('mine');
    await exportGguf(folder, file, { type: 'f32', overwrite: true });
  });

  it('refuses a splitting that llama.cpp does not have, and a merge that it would apply elsewhere', async () => {
    const { folder, file } = await model();
    const path = join(folder, 'tokenizer.json');
    const original = await readFile(path, 'utf8');
    const edit = async (change: (json: { model: { merges: string[][] } }) => void): Promise<void> => {
      const json = JSON.parse(original) as { model: { merges: string[][] } };
      change(json);
      await writeFile(path, JSON.stringify(json));
    };
    await writeFile(path, original.replace('|\\\\p{N}|', '|\\\\p{N}{1,4}|'));
    await expect(exportGguf(folder, file, { type: 'f32' })).rejects.toThrow(
      /no tokenizer\.ggml\.pre splits text as/,
    );
    await edit((json) => json.model.merges.push(['=', 'a']));
    await expect(exportGguf(folder, file, { type: 'f32' })).rejects.toThrow(/apply the merge '= a'/);
  });
});

describe('importGguf', () => {
  it('keeps 16-bit matrices and says so in config.json', async () => {
    const { folder, file, back } = await model('LlamaForCausalLM');
    await exportGguf(folder, file, { type: 'f16' });
    const { types, parameters } = await importGguf(file, back);
    expect(Object.keys(types).sort()).toEqual(['F16', 'F32']);
    expect(parameters).toBeGreaterThan(0);
    expect(await readFile(join(back, 'config.json'), 'utf8')).toContain('"dtype": "float16"');
    const stored = await SafetensorsFile.open(join(back, 'model.safetensors'));
    expect(stored.tensors.get('model.layers.0.self_attn.q_proj.weight')?.dtype).toBe('F16');
    expect(stored.tensors.get('model.norm.weight')?.dtype).toBe('F32');
    await stored.close();
    const [before, after] = [await readModelFolder(folder), await readModelFolder(back)];
    const name = 'model.layers.0.self_attn.q_proj.weight';
    const [a, b] = [before.weights.get(name), after.weights.get(name)];
    expect(b?.every((value, i) => Math.abs(value - (a?.[i] ?? NaN)) <= Math.abs(value) * 2 ** -11)).toBe(
      true,
    );
  });

  it('leaves an existing folder and nothing half-written', async () => {
    const { folder, file, back } = await model();
    await exportGguf(folder, file, { type: 'f32' });
    await expect(importGguf(file, folder)).rejects.toThrow(/already exists/);
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length - 4096));
    await expect(importGguf(file, back)).rejects.toThrow(/not a whole GGUF file: tensor .* ends at byte/);
    await expect(readFile(join(back, 'config.json'))).rejects.toThrow(/ENOENT/);
  });

  it.each<[string, string, string, RegExp]>([
    ['an architecture it does not know', 'qwen3', 'gemma', /architecture gemma; llama, qwen2, qwen3/],
    ['SentencePiece', 'gpt2', 'bert', /tokenizer is 'bert' \(WordPiece\)/],
    ['an unknown splitting', 'qwen2', 'dbrx_', /split as 'dbrx_'/],
  ])('refuses %s by name', async (_what, from, to, message) => {
    const { folder, file } = await model();
    await exportGguf(folder, file, { type: 'f32' });
    const bytes = await readFile(file);
    // The value, not a key: a text of the same length, with its length before it.
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(from.length));
    bytes.write(to, bytes.indexOf(Buffer.concat([length, Buffer.from(from)])) + 8);
    await writeFile(file, bytes);
    await expect(importGguf(file, join(await newFolder(), 'x'))).rejects.toThrow(message);
  });
});
