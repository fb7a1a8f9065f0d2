/**
 * A user's own questions: JSON Lines of `Question` (see `core/question.ts`), e.g. `{"id":"q1","source":"mine","split":"train",…}`.
 * A line that does not fit is quarantined with the first field at fault.
 */

import { basename } from 'node:path';

import { questionSchema, type Question } from '../../core/question.ts';
import type { Intake } from '../intake.ts';
import { readJsonl } from './jsonl.ts';

/** Questions of one file, streamed. Throws `InputError` when the file cannot be read. */
export async function* readJsonlQuestions(path: string, intake: Intake): AsyncGenerator<Question> {
  const file = { path, name: basename(path) };
  for await (const { value } of readJsonl(file, questionSchema, 'jsonl-questions', intake)) yield value;
}
