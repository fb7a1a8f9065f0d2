/** The command that `npm run bench -- pipeline` measures. */

import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { QuestionFiles } from './million-questions.ts';
import type { Command } from './watch-child.ts';

export interface PipelineFiles extends QuestionFiles {
  /** The run folder to be made. */
  output: string;
}

/** Writes the recipe beside the questions and builds its data set. */
export async function pipelineCommand({ questions, evaluated, output }: PipelineFiles): Promise<Command> {
  const own = (file: string): object => ({ source: 'jsonl', file: basename(file) });
  const data = { sources: [own(questions)], decontaminate: { against: [own(evaluated)] } };
  const path = `${output}.yaml`;
  // JSON is YAML.
  await writeFile(path, JSON.stringify({ name: basename(output), data }, null, 2));
  const program = join(import.meta.dirname, '..', 'bin', 'fin-r1.mjs');
  const folders = ['--data-dir', dirname(questions), '--runs-dir', dirname(output)];
  return { file: process.execPath, args: [program, 'data', 'build', path, ...folders] };
}
