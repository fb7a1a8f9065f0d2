/** Reading one JSON file of a model folder, checked against a schema; every failure names the file. */

import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';

/** The `code` of a system error (`ENOENT`, …), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return String(error.code);
}

/** The first complaint of a failed parse as `path.to.field: what is wrong`. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return error.message;
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** The text of a file. Throws `InputError` with `hint` when there is none. */
export async function readText(path: string, hint?: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new InputError(`${path} does not exist`, { hint, cause: error });
    throw readFailure(path, error);
  }
}

/** A file's JSON in the shape of `schema`. Throws `InputError`: missing, not JSON, or which field is wrong. */
export async function readJson<S extends z.ZodType>(
  path: string,
  schema: S,
  hint?: string,
): Promise<z.infer<S>> {
  return parseJson(path, await readText(path, hint), schema);
}

/** The JSON in the text of the file at `path`, in the shape of `schema`. Throws `InputError`: not JSON, or which field is wrong. */
export function parseJson<S extends z.ZodType>(path: string, text: string, schema: S): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path} is not valid JSON (${(error as Error).message})`, {
      hint: 'The file may be cut off; write or download it again.',
      cause: error,
    });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(`${path}: ${firstIssue(parsed.error)}`, {
      hint: 'Use the file that was published with the model, or write or download it again.',
      cause: parsed.error,
    });
  }
  return parsed.data;
}
