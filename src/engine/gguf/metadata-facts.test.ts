import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../tokenizer/test-fixture.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { readTokenizerJson } from '../tokenizer/tokenizer-json.ts';
import { byteSymbols } from '../tokenizer/byte-symbols.ts';
import { decimalOf } from './decimal.ts';
import { GgufFile } from './gguf-file.ts';
import { modelConfigOf } from './architecture.ts';
import type { Entry } from './header-writer.ts';
import { preTokenizerNameOf } from './pre-tokenizer-name.ts';
import { preTokenizers } from './pre-tokenizers.ts';
import { llama3Factors, ropeParametersOf } from './rope-parameters.ts';
import type { RopeParameters } from './rope-parameters.ts';
import { writeGguf } from './test-file.ts';
import type { TestTensor } from './test-file.ts';
import { writeTokenizerFiles } from './tokenizer-files.ts';

async function withFile<T>(
  entries: readonly Entry[],
  tensors: readonly TestTensor[],
  use: (file: GgufFile) => Promise<T>,
): Promise<T> {
  const path = join(await newFolder(), 'm.gguf');
  writeGguf(path, entries, tensors);
  const file = await GgufFile.open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

const ropeOf = (entries: readonly Entry[], factors?: Float32Array): Promise<RopeParameters> => {
  const tensors: TestTensor[] = factors
    ? [
        {
          name: 'rope_freqs.weight',
          type: 'F32',
          shape: [factors.length],
          bytes: new Uint8Array(factors.buffer),
        },
      ]
    : [];
  return withFile(entries, tensors, (file) => ropeParametersOf(file, 'llama', 128));
};

describe('rotary positions', () => {
  const theta: Entry = ['llama.rope.freq_base', 'float32', 500000];
  const llama3 = {
    rope_theta: 500000,
    factor: 32,
    original_max_position_embeddings: 8192,
    low_freq_factor: 1,
    high_freq_factor: 4,
  };

  it("finds Llama 3's scaling in its factors", async () => {
    const factors = llama3Factors(llama3, 128);
    // Wave lengths 2π · θ^(2i/d): the first is kept, the last (about 2.5 million tokens) divided by the whole factor.
    expect([factors[0], factors.at(-1)]).toEqual([1, 32]);
    expect(factors.some((factor) => factor > 1 && factor < 32)).toBe(true);
    expect(await ropeOf([theta], factors)).toEqual({ ...llama3, rope_type: 'llama3' });
  });

  it('refuses factors that come from another scaling', async () => {
    const factors = llama3Factors({ ...llama3, high_freq_factor: 8 }, 128);
    await expect(ropeOf([theta], factors)).rejects.toThrow(/factors that Llama 3's scaling/);
  });

  it('reads plain, linear and YaRN positions', async () => {
    expect(await ropeOf([])).toEqual({ rope_theta: 10000, rope_type: 'default' });
    const factor: Entry = ['llama.rope.scaling.factor', 'float32', 4];
    expect(await ropeOf([factor])).toEqual({ rope_theta: 10000, rope_type: 'linear', factor: 4 });
    const yarn: Entry[] = [
      factor,
      ['llama.rope.scaling.type', 'string', 'yarn'],
      ['llama.rope.scaling.original_context_length', 'uint32', 32768],
    ];
    const expected = {
      rope_theta: 10000,
      rope_type: 'yarn',
      factor: 4,
      original_max_position_embeddings: 32768,
    };
    expect(await ropeOf(yarn)).toEqual(expected);
    const longrope: Entry = ['llama.rope.scaling.type', 'string', 'longrope'];
    await expect(ropeOf([longrope])).rejects.toThrow(/'longrope' is not known/);
  });

  it('finds the decimal behind a float32', () => {
    for (const value of [1e-5, 1e-6, 10000, 1e6, 0.1, 3.25])
      expect(decimalOf(Math.fround(value))).toBe(value);
  });
});

describe('the shape of a model', () => {
  const shape = (more: readonly Entry[]): Promise<unknown> => {
    const counts = ['block_count', 'context_length', 'feed_forward_length'];
    const entries: Entry[] = [
      ['general.architecture', 'string', 'llama'],
      ['llama.embedding_length', 'uint32', 16],
      ['llama.attention.head_count', 'uint32', 2],
      ['llama.attention.layer_norm_rms_epsilon', 'float32', 1e-5],
      ...counts.map((name): Entry => [`llama.${name}`, 'uint32', 4]),
      ...more,
    ];
    return withFile(entries, [{ name: 'token_embd.weight', type: 'F32', shape: [40, 16] }], modelConfigOf);
  };

  it('comes from the metadata and the embedding', async () => {
    expect(await shape([['llama.attention.head_count_kv', 'uint32', 1]])).toMatchObject({
      architecture: 'LlamaForCausalLM',
      vocabSize: 40,
      hiddenSize: 16,
      heads: 2,
      kvHeads: 1,
      headDim: 8,
      layers: 4,
      rmsNormEps: 1e-5,
      ropeTheta: 10000,
      tiedEmbeddings: true,
    });
  });

  it.each<[Entry, RegExp]>([
    [['llama.expert_count', 'uint32', 8], /mixture of 8 experts/],
    [['llama.attention.sliding_window', 'uint32', 512], /window of 512 tokens/],
    [['llama.rope.dimension_count', 'uint32', 4], /only 4 of 8 dimensions/],
    [['llama.attention.value_length', 'uint32', 4], /values have 4 dimensions/],
  ])('is refused with %s', async (entry, message) => {
    await expect(shape([entry])).rejects.toThrow(message);
  });
});

describe('tokenizers', () => {
  const letters = [...byteSymbols].sort();
  const tokens = [...letters, '12', '123', 'ab', 'Ġb', '<|eot|>', '<tool>'];
  const write = async (pre: string): Promise<string> => {
    const folder = await newFolder();
    const entries: Entry[] = [
      ['tokenizer.ggml.model', 'string', 'gpt2'],
      ['tokenizer.ggml.pre', 'string', pre],
      ['tokenizer.ggml.tokens', 'string[]', tokens],
      ['tokenizer.ggml.token_type', 'int32[]', tokens.map((_, id) => (id === 260 ? 3 : id === 261 ? 4 : 1))],
      ['tokenizer.ggml.merges', 'string[]', ['1 2', 'a b', 'Ġ b']],
      ['tokenizer.ggml.bos_token_id', 'uint32', 260],
      ['tokenizer.ggml.eos_token_id', 'uint32', 260],
      ['tokenizer.chat_template', 'string', '{{ bos_token }}x'],
    ];
    await withFile(entries, [], (file) => writeTokenizerFiles(folder, file.metadata, 64));
    return folder;
  };
  const words = async (pre: string, text: string): Promise<string[]> => {
    const tokenizer = await HfTokenizer.load(await write(pre));
    return Array.from(tokenizer.encode(text), (id) => tokens[id] as string);
  };

  it.each(preTokenizers.map(({ name }) => name))('%s is written and found again', async (name) => {
    const found = preTokenizerNameOf(await readTokenizerJson(await write(name)), name);
    // StableLM 2 splits as Qwen2 does.
    expect(found).toBe(name === 'stablelm2' ? 'qwen2' : name);
  });

  it('split numbers as their families do', async () => {
    expect(await words('qwen2', '123')).toEqual(['1', '2', '3']);
    expect(await words('smollm', '123')).toEqual(['1', '2', '3']);
    expect(await words('gpt-2', '123')).toEqual(['12', '3']);
    // A word that is a token stays whole under Llama 3's, though no merge makes it.
    expect(await words('llama-bpe', '1231')).toEqual(['123', '1']);
    expect(await words('default', 'ab b')).toEqual(['ab', 'Ġb']);
  });

  it('find added tokens within text, and leave control tokens out of it', async () => {
    expect(await words('gpt-2', 'ab<|eot|><tool>ab')).toEqual(['ab', '<|eot|>', '<tool>', 'ab']);
    const tokenizer = await HfTokenizer.load(await write('gpt-2'));
    expect(tokenizer.decode(tokenizer.encode('a<|eot|><tool>'))).toBe('a<tool>');
  });

  it("begin with the begin token where the family's do", async () => {
    const of = async (pre: string): Promise<string> =>
      readFile(join(await write(pre), 'tokenizer.json'), 'utf8');
    expect(await of('llama-bpe')).toContain('TemplateProcessing');
    expect(await of('qwen2')).not.toContain('TemplateProcessing');
  });
});
