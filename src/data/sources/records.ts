/**
 * Reads the records of a file in whichever form it has them: Parquet by its ending, else a JSON array when its first character is `[`,
 * else JSON Lines. Hubs offer the same data set as `train.json` of either kind and as Parquet.
 */

import type { z } from 'zod';

import { inputChunks } from '../../core/read-input.ts';
import type { Intake } from '../intake.ts';
import { readJsonArray } from './json-array.ts';
import { readJsonl } from './jsonl.ts';
import type { DataFile } from './locate.ts';
import { readParquet } from './parquet-rows.ts';

async function firstCharacter(path: string): Promise<string> {
  for await (const chunk of inputChunks(path)) {
    const start = chunk.trimStart();
    if (start !== '') return start.charAt(0);
  }
  return '';
}

/**
 * The records that fit `schema`, streamed, each with its line, or its number where lines say nothing (Parquet, a JSON array, which may be one
 * line); the others are quarantined. Throws `InputError`.
 */
export async function* readRecords<T>(
  file: DataFile,
  schema: z.ZodType<T>,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; value: T }> {
  if (file.path.endsWith('.parquet')) yield* readParquet(file, schema, source, intake);
  else if ((await firstCharacter(file.path)) === '[') {
    for await (const { index, value } of readJsonArray(file, schema, source, intake))
      yield { line: index + 1, value };
  } else yield* readJsonl(file, schema, source, intake);
}
