import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, writeTestTokenizer } from '../tokenizer/test-fixture.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { stopRuleOf } from '../sampler/stopping.ts';
import { readGenerationConfig, unappliedSettings, writeEndTokens } from './generation-config.ts';

async function folderWith(file: string, content: unknown): Promise<string> {
  const folder = await newFolder();
  await writeFile(join(folder, file), JSON.stringify(content));
  return folder;
}

describe('generation config', () => {
  it('reads the end tokens, one or several, and how to sample', async () => {
    // As Qwen2.5-Instruct has it.
    const folder = await folderWith('generation_config.json', {
      bos_token_id: 151643,
      do_sample: true,
      eos_token_id: [151645, 151643],
      repetition_penalty: 1.1,
      temperature: 0.7,
      top_k: 20,
      top_p: 0.8,
    });
    expect(await readGenerationConfig(folder)).toEqual({
      endTokenIds: [151645, 151643],
      sampling: { temperature: 0.7, topP: 0.8, topK: 20 },
    });
    const single = await folderWith('generation_config.json', { eos_token_id: 2, temperature: 0.7 });
    expect(await readGenerationConfig(single)).toEqual({
      endTokenIds: [2],
      sampling: { temperature: 0, topP: 1, topK: -1 },
    });
  });

  it('takes the end tokens of config.json where there is no file, and none where there is neither', async () => {
    const folder = await folderWith('config.json', { eos_token_id: [128001, 128008, 128009] });
    expect((await readGenerationConfig(folder)).endTokenIds).toEqual([128001, 128008, 128009]);
    expect((await readGenerationConfig(await newFolder())).endTokenIds).toEqual([]);
  });

  it('refuses what it cannot use, by field', async () => {
    const folder = await folderWith('generation_config.json', { top_p: 0 });
    await expect(readGenerationConfig(folder)).rejects.toThrow(/generation_config\.json: top_p/);
    const text = await folderWith('generation_config.json', { eos_token_id: '</s>' });
    await expect(readGenerationConfig(text)).rejects.toThrow(/generation_config\.json: eos_token_id/);
  });

  it('writes end tokens and keeps the rest', async () => {
    const folder = await folderWith('generation_config.json', { eos_token_id: 1, top_k: 20, custom: [1] });
    await writeEndTokens(folder, [5, 1]);
    const written: unknown = JSON.parse(await readFile(join(folder, 'generation_config.json'), 'utf8'));
    expect(written).toEqual({ eos_token_id: [5, 1], top_k: 20, custom: [1] });
    const empty = await newFolder();
    await writeEndTokens(empty, [3]);
    expect((await readGenerationConfig(empty)).endTokenIds).toEqual([3]);
  });

  it('adds to the tokens that answers end at', async () => {
    const folder = await newFolder();
    await writeTestTokenizer(folder);
    const before = await HfTokenizer.load(folder);
    expect(before.stopIds).toEqual([before.endOfTurnId, before.endOfTextId]);
    await writeEndTokens(folder, [7]);
    const after = await HfTokenizer.load(folder);
    expect(after.stopIds).toEqual([before.endOfTurnId, before.endOfTextId, 7]);
    const usual = stopRuleOf(undefined, after);
    expect([7, before.endOfTextId, 8].map((id) => usual.isComplete([1, id]))).toEqual([true, true, false]);
    expect(stopRuleOf([8], after).isComplete([7])).toBe(false);
  });
});

it('names what transformers would apply and this engine does not', () => {
  const json = {
    ...{
      repetition_penalty: 1.1,
      no_repeat_ngram_size: 0,
      suppress_tokens: [5],
      bad_words_ids: [],
      num_beams: 1,
    },
    ...{ temperature: 0.7, min_new_tokens: null },
  };
  expect(unappliedSettings(json)).toEqual(['repetition_penalty 1.1', 'suppress_tokens [5]']);
});
