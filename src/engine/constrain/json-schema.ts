/**
 * A JSON schema as a reader of the bytes that are JSON of it: what an answer may go on with at every place. Objects come with their declared keys,
 * in any order; one space may follow a comma or a colon. Keywords that say more than this reader holds are refused by name.
 */

import { InputError } from '../../core/errors.ts';
import { bytes, either, later, sequence } from './byte-reader.ts';
import type { ByteState, Reader } from './byte-reader.ts';
import { anyValue, integer, list, literal, number, space, string, stringUpTo } from './json-values.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Tell people something, and readers nothing. */
const NOTES = [
  'title',
  'description',
  'default',
  'examples',
  '$schema',
  '$id',
  '$comment',
  'deprecated',
  '$defs',
  'definitions',
];
/** What this reader holds answers to. */
export const KNOWN_KEYWORDS: ReadonlySet<string> = new Set([
  ...NOTES,
  ...['type', 'enum', 'const', 'anyOf', 'oneOf', '$ref', 'properties', 'required', 'additionalProperties'],
  ...['items', 'minItems', 'maxItems', 'maxLength'],
]);
/** Each key may come next, so that the ways grow with their number. */
const MOST_KEYS = 64;

/** @throws InputError that names what is not supported, and where. */
export function schemaReader(schema: unknown): Reader {
  const root = schema as Schema;
  const refs = new Map<string, Reader>();
  const reader = readerOf(schema, { root, refs, at: 'schema', depth: 0 });
  // These are read when they are reached, which is too late for a refusal.
  for (const keyword of ['$defs', 'definitions'] as const)
    for (const [name, part] of Object.entries((root[keyword] ?? {}) as Schema))
      readerOf(part, { root, refs, at: `schema.${keyword}.${name}`, depth: 1 });
  return reader;
}

interface Place {
  root: Schema;
  /** What was referred to before, so that ways that meet are one. */
  refs: Map<string, Reader>;
  at: string;
  depth: number;
}

function refuse({ at }: Place, what: string): never {
  throw new InputError(`${at}: ${what}`, {
    code: 'json-schema',
    hint: 'Leave it out, or use a gguf: model or an API.',
  });
}

function readerOf(given: unknown, place: Place): Reader {
  if (given === true) return anyValue();
  if (typeof given !== 'object' || given === null || Array.isArray(given)) refuse(place, 'is no schema');
  if (place.depth > 32) refuse(place, 'the schema is too deep');
  const schema = given as Schema;
  for (const keyword of Object.keys(schema))
    if (!KNOWN_KEYWORDS.has(keyword))
      refuse(place, `the keyword ${JSON.stringify(keyword)} is not supported by this engine`);
  const inner = (part: unknown, name: string): Reader =>
    readerOf(part, { ...place, at: `${place.at}.${name}`, depth: place.depth + 1 });
  const { enum: values, anyOf, oneOf, $ref, type } = schema;
  if ('const' in schema) return literal(schema['const']);
  if (Array.isArray(values))
    return values.length === 0 ? refuse(place, 'enum has no values') : either(...values.map(literal));
  if ($ref !== undefined) return referenced(String($ref), place);
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) {
    if (!Array.isArray(choices) || choices.length === 0) refuse(place, 'anyOf has no schemas');
    return either(...choices.map((choice, i) => inner(choice, `anyOf.${i}`)));
  }
  const types = Array.isArray(type)
    ? type
    : type === undefined
      ? 'properties' in schema
        ? ['object']
        : []
      : [type];
  if (types.length === 0) return anyValue();
  return either(...types.map((name) => typed(String(name), schema, place, inner)));
}

function typed(
  name: string,
  schema: Schema,
  place: Place,
  inner: (part: unknown, name: string) => Reader,
): Reader {
  const count = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
  switch (name) {
    case 'string':
      return stringUpTo(count(schema['maxLength'], Infinity));
    case 'number':
      return number;
    case 'integer':
      return integer;
    case 'boolean':
      return either(literal(true), literal(false));
    case 'null':
      return literal(null);
    case 'array': {
      const { items, minItems, maxItems } = schema;
      const item = items === undefined ? anyValue() : inner(items, 'items');
      return list(item, { least: count(minItems, 0), most: count(maxItems, Infinity) });
    }
    case 'object':
      return objectReader(schema, place, inner);
    default:
      return refuse(place, `there is no type ${JSON.stringify(name)}`);
  }
}

/** Resolved when it is reached, since a schema may hold itself. */
function referenced(ref: string, place: Place): Reader {
  const known = place.refs.get(ref);
  if (known !== undefined) return known;
  const parts = ref.split('/').slice(1);
  let found: unknown = ref === '#' || /^#\//.test(ref) ? place.root : undefined;
  for (const part of parts)
    found = (found as Schema | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (found === undefined) refuse(place, `$ref ${JSON.stringify(ref)} points to nothing`);
  let reader: Reader | undefined;
  const states = new WeakMap<ByteState, readonly ByteState[]>();
  const refers: Reader = (next) => {
    const before = states.get(next);
    if (before !== undefined) return before;
    const made = [later(() => (reader ??= readerOf(found, { ...place, at: ref, depth: 0 }))(next))];
    states.set(next, made);
    return made;
  };
  place.refs.set(ref, refers);
  return refers;
}

function objectReader(schema: Schema, place: Place, inner: (part: unknown, name: string) => Reader): Reader {
  const properties = Object.entries((schema['properties'] ?? {}) as Schema);
  const required = new Set((schema['required'] ?? []) as string[]);
  const { additionalProperties } = schema;
  if (properties.length > MOST_KEYS) refuse(place, `more than ${MOST_KEYS} properties`);
  for (const name of required)
    if (!properties.some(([key]) => key === name))
      refuse(place, `${JSON.stringify(name)} is required and has no schema`);
  if (properties.length === 0 && additionalProperties !== false) {
    const pair = sequence(
      string,
      bytes(':'),
      space,
      typeof additionalProperties === 'object'
        ? inner(additionalProperties, 'additionalProperties')
        : anyValue(),
    );
    return (next) => {
      const close = bytes('}')(next);
      const after: ByteState = later(() => [...close, ...sequence(bytes(','), space, pair)(after)]);
      return bytes('{')(later(() => [...close, ...pair(after)]));
    };
  }
  if (typeof additionalProperties === 'object')
    refuse(place, 'properties together with additionalProperties are not supported by this engine');
  const pairs = new Map(
    properties.map(([key, value]) => [
      key,
      sequence(literal(key), bytes(':'), space, inner(value, `properties.${key}`)),
    ]),
  );
  return (next) => {
    const close = bytes('}')(next);
    const after = (left: readonly string[], isFirst: boolean): ByteState =>
      later(() => [
        ...(left.some((key) => required.has(key)) ? [] : close),
        ...left.flatMap((key) => {
          const pair = pairs.get(key) as Reader;
          const rest = later(() => [
            after(
              left.filter((other) => other !== key),
              false,
            ),
          ]);
          return (isFirst ? pair : sequence(bytes(','), space, pair))(rest);
        }),
      ]);
    return bytes('{')(after([...pairs.keys()], true));
  };
}
