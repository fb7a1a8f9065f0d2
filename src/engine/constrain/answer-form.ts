/** What an answer may be held to, as the thread that generates is told of it. */

import { callsReader } from './calls.ts';
import type { CallForm } from './calls.ts';
import type { Reader } from './byte-reader.ts';
import { schemaReader } from './json-schema.ts';

/** JSON of a schema, or calls of tools. */
export type AnswerForm = { schema: unknown } | { calls: CallForm };

/** @throws InputError for a schema that is not supported. */
export function formReader(form: AnswerForm): Reader {
  return 'schema' in form ? schemaReader(form.schema) : callsReader(form.calls);
}
