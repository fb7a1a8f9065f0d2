/** The tokenizer's files of a model folder, which go along with every model made from it. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './write-atomic.ts';

const tokenizerFiles = [
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.json',
  'merges.txt',
  'generation_config.json',
];

/** Copies those that are there. */
export async function copyTokenizer(from: string, to: string): Promise<void> {
  for (const name of tokenizerFiles) {
    const source = join(from, name);
    if (await exists(source)) await writeFile(join(to, name), await readFile(source), { flush: true });
  }
}
