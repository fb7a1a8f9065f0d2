/** What is wrong with a YAML file that a schema refuses, as one sentence: the key with its path and the nearest valid one, or the value and what is expected. */

import { z } from 'zod';
import { nearest } from './nearest.ts';

type Path = readonly PropertyKey[];

export interface ExplainedIssue {
  /** Where: the path of the value, or of the unknown key. */
  path: Path;
  sentence: string;
  hint: string;
}

/** `issue` of parsing `value` with `schema`; `whole` is what the value is called, e.g. `the recipe`. */
export function explainIssue(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  value: unknown,
  whole: string,
): ExplainedIssue {
  if (issue.code === 'unrecognized_keys') return unknownKey(issue, schema, whole);
  const given = valueAt(value, issue.path);
  const key = pathText(issue.path, whole);
  if (given === undefined) {
    return { path: issue.path, sentence: `${key} is missing`, hint: `Add ${key}: ${expected(issue)}.` };
  }
  return {
    path: issue.path,
    sentence: `${key} is ${shown(given)}, expected ${expected(issue)}`,
    hint: suggestion(issue, given) ?? `Set ${key} to ${expected(issue)}.`,
  };
}

function unknownKey(
  issue: Extract<z.core.$ZodIssue, { code: 'unrecognized_keys' }>,
  schema: z.ZodType,
  whole: string,
): ExplainedIssue {
  const [key = ''] = issue.keys;
  const known = keysAt(schema, issue.path);
  const near = nearest(key, known);
  const where = issue.path.length === 0 ? '' : ` in ${pathText(issue.path, whole)}`;
  return {
    path: [...issue.path, key],
    sentence: `unknown key "${key}"${where}${near === undefined ? '' : `; did you mean "${near}"?`}`,
    hint: `Valid keys there: ${known.join(', ')}.`,
  };
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let at: z.core.$ZodType = schema;
  for (const step of path) {
    const bare = unwrap(at);
    if (bare instanceof z.ZodArray) at = bare.element;
    else if (bare instanceof z.ZodObject) at = bare.shape[String(step)] as z.core.$ZodType;
  }
  const bare = unwrap(at);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? unwrap(schema.unwrap())
    : schema;
}

const typeNames: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
};

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return [
        ...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : expected(first)))),
      ].join(' or ');
    case 'too_small':
      if (issue.origin === 'string') return `a text of at least ${String(issue.minimum)} letters`;
      return issue.origin === 'array'
        ? `at least ${String(issue.minimum)} of them`
        : `a number ${issue.inclusive === false ? 'above' : 'of at least'} ${String(issue.minimum)}`;
    case 'too_big':
      return `a number ${issue.inclusive === false ? 'below' : 'of at most'} ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

function suggestion(issue: z.core.$ZodIssue, given: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof given !== 'string') return undefined;
  const near = nearest(given, issue.values.map(String));
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

/** `data.sources[0].split`; `whole` where the path is empty. */
function pathText(path: Path, whole: string): string {
  if (path.length === 0) return whole;
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${String(step)}`))
    .join('');
}

function shown(value: unknown): string {
  const text = JSON.stringify(beginningOf(value, 10));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** As much of it as is shown: bodies of strangers are long and deep. */
function beginningOf(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, 70);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.slice(0, 30).map((part) => beginningOf(part, depth - 1));
  const beginning: Record<string, unknown> = {};
  let keys = 0;
  for (const key in value) {
    if (keys++ === 30) break;
    beginning[key] = beginningOf((value as Record<string, unknown>)[key], depth - 1);
  }
  return beginning;
}
