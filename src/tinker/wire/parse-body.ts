/** Bodies held against their schema. */

import type { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { explainIssue } from '../../core/explain-issue.ts';

/**
 * `value` by `schema`, unknown fields left out; `whole` is what it is called, e.g. `the body of create_model`.
 * @throws InputError that names the field, its value and what is expected.
 */
export function parseBody<T>(schema: z.ZodType<T>, value: unknown, whole: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  const { sentence, hint } = explainIssue(issue, schema, value, whole);
  const where = issue.path.length === 0 ? '' : `${whole}: `;
  throw new InputError(`${where}${sentence}`, { code: 'malformed', hint });
}
