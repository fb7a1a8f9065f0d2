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
  const columns = {
    ...{ id: 'id', question: 'question', answer: 'answer', context: 'context', language: 'language' },
    ...{ document: 'document' },
  };
  const own = (file: string): object => ({ source: 'own', file, columns, kind: 'number', unit: 'plain' });
  const recipe = { name: 'bench', seed: 1, data: { sources: [own(questions)], evaluated: [own(evaluated)] } };
  const path = `${output}.yaml`;
  // JSON is YAML.
  await writeFile(path, JSON.stringify(recipe, null, 2));
  const program = join(import.meta.dirname, '..', 'bin', 'fin-r1.mjs');
  return {
    file: process.execPath,
    args: [program, 'data', 'build', path, '--runs-dir', dirname(output), '--name', basename(output)],
  };
}
