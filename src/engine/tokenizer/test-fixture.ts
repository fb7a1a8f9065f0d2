/** A small tokenizer trained on written text, for tests. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { trainBpe } from './train-bpe.ts';
import { writeTokenizer } from './write-tokenizer.ts';

const texts = [
  'Net revenue rose from 1,204.5 to 1,310.9 million; the margin was 12.4% in 2023 and 11.8% in 2022.',
  'What was the growth of net revenue? The growth of net revenue was 8.8%.',
  '公司2023年营业收入同比增长，净利润下降。公司净利润同比增长。',
  'net\nrevenue\n\nnet revenue\t| net income | net income |\n',
];

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A new folder, removed when the test file is done. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-test-'));
  folders.push(folder);
  return folder;
}

/** Writes a tokenizer of about `vocabSize` tokens into `directory`. */
export async function writeTestTokenizer(directory: string, vocabSize = 300): Promise<void> {
  await writeTokenizer(directory, trainBpe(texts, { vocabSize }), { contextLength: 128 });
}
