/** A schema without what this engine cannot hold an answer to. What is read by it has the same keys and types, and may break a bound. */

import { KNOWN_KEYWORDS } from './json-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that hold schemas by name, in a list, and one. */
const NAMED = new Set(['properties', '$defs', 'definitions']);
const LISTED = new Set(['anyOf', 'oneOf']);
const INNER = new Set(['items', 'additionalProperties']);

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function loosenedSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema === false ? true : schema;
  const known = Object.entries(schema).filter(([keyword]) => KNOWN_KEYWORDS.has(keyword));
  const loosened: Record<string, unknown> = Object.fromEntries(
    known.map(([keyword, value]) => [keyword, loosenedKeyword(keyword, value)]),
  );
  const { properties, required, additionalProperties } = loosened;
  const names = isObject(properties) ? Object.keys(properties) : [];
  if (Array.isArray(required))
    loosened['required'] = required.filter((name: unknown) => names.includes(String(name)));
  if (names.length > 0 && isObject(additionalProperties)) delete loosened['additionalProperties'];
  return loosened;
}

function loosenedKeyword(keyword: string, value: unknown): unknown {
  if (NAMED.has(keyword) && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, loosenedSchema(inner)]));
  if (LISTED.has(keyword) && Array.isArray(value)) return value.map(loosenedSchema);
  if (INNER.has(keyword) && isObject(value)) return loosenedSchema(value);
  return value;
}
