/**
 * The files beside the weights that other software reads: tokenizer, chat template, and when to stop. What a source leaves
 * unsaid and this engine takes for granted is written down: the template as a file of its own, and every token that ends an
 * answer here (`eos_token_id` of generation_config.json), without which transformers would talk on. What this engine does not apply, such as
 * a `repetition_penalty`, is left out of it.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { unappliedSettings } from '../files/generation-config.ts';
import { readJson } from '../files/read-json.ts';
import { copyTokenizer } from '../files/tokenizer-files.ts';
import { exists, writeTextAtomically } from '../files/write-atomic.ts';
import { readChatTemplate } from '../tokenizer/chat-template.ts';
import { readTokenizerConfig } from '../tokenizer/tokenizer-json.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';

const generationFile = 'generation_config.json';
const templateFile = 'chat_template.jinja';
const generationSchema = z.looseObject({
  pad_token_id: z.int().nullish(),
});

/** Fills `directory` from the folder that holds a model's tokenizer. Throws `InputError` when it cannot be read. */
export async function writePortableFiles(tokenizerFolder: string, directory: string): Promise<void> {
  await copyTokenizer(tokenizerFolder, directory);
  const tokenizer = await HfTokenizer.load(tokenizerFolder);
  const template = await readChatTemplate(tokenizerFolder, await readTokenizerConfig(tokenizerFolder));
  const templatePath = join(directory, templateFile);
  if (template !== null && !(await exists(templatePath))) await writeTextAtomically(templatePath, template);
  const path = join(tokenizerFolder, generationFile);
  const given = (await exists(path)) ? await readJson(path, generationSchema) : {};
  // With them others would answer as neither the proof nor the evaluation did.
  const unapplied = new Set(unappliedSettings(given).map((setting) => setting.split(' ')[0]));
  const known: z.infer<typeof generationSchema> = Object.fromEntries(
    Object.entries(given).filter(([name]) => !unapplied.has(name)),
  );
  const ends = tokenizer.stopIds;
  const generation = {
    ...known,
    eos_token_id: ends.length === 1 ? ends[0] : ends,
    pad_token_id: known.pad_token_id ?? tokenizer.endOfTextId,
  };
  await writeTextAtomically(join(directory, generationFile), `${JSON.stringify(generation, null, 2)}\n`);
}
