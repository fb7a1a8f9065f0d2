/**
 * Tokenizers of the forms of Qwen, Llama 3, SmolLM2 and GPT-2, and one with every flag of added tokens, against Hugging Face's
 * `tokenizers` 0.23 (`interop/parity_tokenizers.py --write`).
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HfTokenizer } from '../../src/engine/index.ts';
import { goldenFolder } from './read-golden.ts';
import { differences } from './tokenizer-case.ts';
import type { TokenizerCase } from './tokenizer-case.ts';

const folder = join(goldenFolder, 'tokenizers');
const load = async (name: string): Promise<HfTokenizer> => HfTokenizer.load(join(folder, name));
const expectedOf = (name: string): TokenizerCase =>
  JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as TokenizerCase;

describe('tokenizers of Hugging Face', () => {
  it.each(['qwen', 'llama3', 'smollm2', 'gpt2', 'flags'])(
    '%s: 5,000 strings have the same ids, and decode to the same text',
    async (name) => {
      const expected = expectedOf(name);
      expect(expected.count).toBe(5000);
      expect(differences(await load(name), expected)).toEqual({ ids: [], texts: [], examples: [] });
    },
  );

  it('another splitting would be seen', async () => {
    expect(differences(await load('qwen'), expectedOf('llama3')).ids.length).toBeGreaterThan(1000);
  });

  it('writes no begin-of-text token of its own', async () => {
    const llama = await load('llama3');
    const begin = llama.tokenId('<|begin_of_text|>');
    expect([...llama.encode('a')]).not.toContain(begin);
    expect([...llama.encode('<|begin_of_text|>a')].filter((id) => id === begin)).toHaveLength(1);
  });
});
