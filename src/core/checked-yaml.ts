/** Reads a YAML text that a schema describes; every refusal names file, line, key, value and what to write instead. */

import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { InputError } from './errors.ts';
import { explainIssue } from './explain-issue.ts';
import { lineOf } from './yaml-line.ts';

/**
 * The value of `text`, defaults filled in. `where` names the text in errors, `whole` what it describes, e.g. `the profile`.
 * @throws InputError naming file, line, key and value.
 */
export function checkedYaml<T>(text: string, where: string, schema: z.ZodType<T>, whole: string): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new InputError(`${where}:${lines.linePos(fault.pos[0]).line}: not YAML: ${fault.message}`, {
      hint: 'Repair that line; indentation is by spaces.',
    });
  }
  const value = plainValue(document, where);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // A misspelt key is missing too; the misspelling is what helps.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw parsed.error;
  const { path, sentence, hint } = explainIssue(issue, schema, value, whole);
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new InputError(`${where}:${lineOf(document, path, lines)}: ${sentence}${others}`, { hint });
}

/** Aliases that stand for more aliases could otherwise grow a short text beyond all memory. */
const MOST_ALIASES = 100;

function plainValue(document: Document.Parsed, where: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new InputError(`${where}: its aliases cannot be resolved: ${cause.message}`, {
      hint: `Write values out instead of using aliases; ${MOST_ALIASES} are allowed.`,
      cause,
    });
  }
}
