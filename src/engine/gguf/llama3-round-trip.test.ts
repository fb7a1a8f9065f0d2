/** What Llama 3 has and others have not, through GGUF and back: scaled rotary positions, three end tokens, a begin token. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readModelConfig } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { RopeScaling } from '../files/rope-scaling.ts';
import { tinyModel } from '../test-model.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { exportGguf } from './export-gguf.ts';
import { GgufFile } from './gguf-file.ts';
import { importGguf } from './import-gguf.ts';
import { preTokenizers } from './pre-tokenizers.ts';

const made: string[] = [];
afterAll(async () => {
  for (const directory of made) await rm(directory, { recursive: true, force: true });
});

async function model(change: Partial<ModelConfig>): Promise<{ folder: string; file: string; back: string }> {
  const { folder, directory } = await tinyModel('LlamaForCausalLM', change);
  made.push(directory);
  return { folder, file: join(directory, 'm.gguf'), back: join(directory, 'back') };
}

const yarn = {
  kind: 'yarn',
  factor: 4,
  originalContext: 32,
  betaFast: 32,
  betaSlow: 1,
  truncate: true,
} as const;
const usual = 0.1 * Math.log(4) + 1;

describe('rope scaling', () => {
  it.each<[string, RopeScaling]>([
    ['linear', { kind: 'linear', factor: 2.5 }],
    [
      "Llama 3's",
      { kind: 'llama3', factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 },
    ],
    [
      "Llama 3's of another context",
      { kind: 'llama3', factor: 32, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 32768 },
    ],
    ['YaRN', { ...yarn, attentionFactor: usual }],
    ['YaRN with a magnitude of its own', { ...yarn, attentionFactor: 1.5 }],
  ])('%s is the same after export and import', async (_name, ropeScaling) => {
    const { folder, file, back } = await model({ ropeScaling, ropeTheta: 500000, headDim: 32 });
    await exportGguf(folder, file, { type: 'f16' });
    await importGguf(file, back);
    const { ropeTheta, ropeScaling: after } = await readModelConfig(back);
    expect(ropeTheta).toBe(500000);
    // Kept in 32 bits, relative to the usual one.
    const near = 'attentionFactor' in ropeScaling && {
      attentionFactor: expect.closeTo(ropeScaling.attentionFactor, 6),
    };
    expect(after).toEqual({ ...ropeScaling, ...near });
  });

  it("writes Llama 3's as a tensor, and no kind that llama.cpp would apply once more", async () => {
    const scaling = { lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 };
    const { folder, file } = await model({ ropeScaling: { kind: 'llama3', factor: 8, ...scaling } });
    await exportGguf(folder, file, { type: 'f16' });
    const gguf = await GgufFile.open(file);
    expect(gguf.tensor('rope_freqs.weight').shape).toEqual([4]);
    expect([...gguf.metadata.values.keys()].filter((key) => key.includes('rope.scaling'))).toEqual([]);
    await gguf.close();
  });

  it.each<[string, RopeScaling]>([
    ["GGUF has no rope scaling 'dynamic'", { kind: 'dynamic', factor: 2 }],
    ["no YaRN with 'beta_fast 20 and beta_slow 1'", { ...yarn, attentionFactor: usual, betaFast: 20 }],
    ["no YaRN with 'truncate: false'", { ...yarn, attentionFactor: usual, truncate: false }],
  ])('refused by name: %s', async (message, ropeScaling) => {
    const { folder, file } = await model({ ropeScaling });
    await expect(exportGguf(folder, file, { type: 'f16' })).rejects.toThrow(message);
  });
});

const names = ['<|end_of_text|>', '<|begin_of_text|>', '<|eot_id|>', '<|eom_id|>', '<|start_header_id|>'];
const template =
  '{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m.role }}\n\n{{ m.content }}<|eot_id|>{% endfor %}' +
  '{% if add_generation_prompt %}<|start_header_id|>assistant\n\n{% endif %}';

/** Gives the folder a tokenizer of Llama 3's form. */
async function asLlama3(
  folder: string,
  change: { eos: string; ends: readonly string[] },
): Promise<HfTokenizer> {
  const path = join(folder, 'tokenizer.json');
  const json = JSON.parse(await readFile(path, 'utf8')) as {
    added_tokens: { id: number; content: string; special: boolean }[];
    model: object;
  };
  names.forEach((content, i) => Object.assign(json.added_tokens[i] ?? {}, { content, special: true }));
  const idOf = (content: string): number =>
    json.added_tokens.find((token) => token.content === content)?.id ?? -1;
  const begin = '<|begin_of_text|>';
  const single = [{ SpecialToken: { id: begin, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }];
  const llama3 = {
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: preTokenizers.find(({ name }) => name === 'llama-bpe')?.steps,
    },
    post_processor: {
      ...{ type: 'TemplateProcessing', single, pair: single },
      special_tokens: { [begin]: { id: begin, ids: [idOf(begin)], tokens: [begin] } },
    },
    model: { ...json.model, ignore_merges: true },
  };
  await writeFile(path, JSON.stringify({ ...json, ...llama3 }));
  const config = { bos_token: begin, eos_token: change.eos, chat_template: template };
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(config));
  const generation = { eos_token_id: change.ends.map(idOf) };
  await writeFile(join(folder, 'generation_config.json'), JSON.stringify(generation));
  return HfTokenizer.load(folder);
}

describe("Llama 3's tokenizer", () => {
  const three = ['<|end_of_text|>', '<|eom_id|>', '<|eot_id|>'];
  it.each([
    { eos: '<|eot_id|>', ends: three, ids: { eos: '<|eot_id|>', eom: '<|eom_id|>' } },
    {
      eos: '<|end_of_text|>',
      ends: three,
      ids: { eos: '<|end_of_text|>', eot: '<|eot_id|>', eom: '<|eom_id|>' },
    },
    { eos: '<|eot_id|>', ends: [], ids: { eos: '<|eot_id|>' } },
  ])('with eos $eos and $ends.length stated ends comes back as it was', async ({ ids, ...change }) => {
    const { folder, file, back } = await model({ tiedEmbeddings: true });
    const before = await asLlama3(folder, change);
    expect(await exportGguf(folder, file, { type: 'f16' })).toMatchObject({ pre: 'llama-bpe' });
    const { metadata } = await GgufFile.open(file).then(async (gguf) => (await gguf.close(), gguf));
    const id = (name: string): number | undefined => metadata.number(`tokenizer.ggml.${name}_token_id`);
    const expected = Object.fromEntries(
      Object.entries(ids).map(([name, token]) => [name, before.tokenId(token)]),
    );
    expect({ eos: id('eos'), eot: id('eot'), eom: id('eom') }).toEqual(expected);
    expect(metadata.boolean('tokenizer.ggml.add_bos_token')).toBe(true);

    await importGguf(file, back);
    const after = await HfTokenizer.load(back);
    expect([...after.stopIds].sort()).toEqual([...before.stopIds].sort());
    expect(after.endOfTurnId).toBe(before.endOfTurnId);
    const text = after.renderChat([{ role: 'user', content: 'prior=4812 ==é' }], {
      addGenerationPrompt: true,
    });
    expect(text.split('<|begin_of_text|>')).toHaveLength(2);
    expect([...after.encode(text)]).toEqual([...before.encode(text)]);
    expect(after.encode(text)[0]).toBe(before.beginOfTextId);
    expect(await readFile(join(back, 'tokenizer.json'), 'utf8')).toContain('TemplateProcessing');
  });

  it('refuses more ends than GGUF can state', async () => {
    const { folder, file } = await model({});
    const ends = [...three, '<|start_header_id|>', '<answer>'];
    const tokenizer = await asLlama3(folder, { eos: '<|eot_id|>', ends });
    await expect(exportGguf(folder, file, { type: 'f16' })).rejects.toThrow(
      `GGUF can state three tokens that end answers, not also ${tokenizer.tokenId('<answer>')}`,
    );
  });
});
