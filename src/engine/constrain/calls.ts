/** Calls of tools as a reader: nothing but calls, or a text in which every call that is begun becomes one that its tool can take. */

import { bytes, either, later, sequence } from './byte-reader.ts';
import type { ByteState, Reader } from './byte-reader.ts';
import { schemaReader } from './json-schema.ts';
import { literal } from './json-values.ts';
import { textWith } from './text-with.ts';

export interface CallForm {
  tools: readonly { name: string; schema: unknown }[];
  /** What the model writes in front of a tool's name, between that and the arguments, and behind them. */
  open: string;
  between: string;
  close: string;
  /** A text in which calls may stand: what each begins with, as `open` does. Null: nothing but calls is written. */
  inText: { tag: string; isThinking: boolean } | null;
  /** So many calls at most. */
  most: number;
}

/** @throws InputError for a schema that is not supported. */
export function callsReader({ tools, open, between, close, inText, most }: CallForm): Reader {
  const called = either(
    ...tools.map(({ name, schema }) => sequence(literal(name), bytes(between), schemaReader(schema))),
  );
  if (inText !== null) {
    const { tag, isThinking } = inText;
    const call = sequence(bytes(open.slice(tag.length)), called, bytes(close));
    return () => [textWith(call, { tag, isThinking, most })];
  }
  const call = sequence(bytes(open), called, bytes(close));
  const another = sequence(bytes('\n'), call);
  return (next) => {
    const after = (count: number): ByteState =>
      later(() => [next, ...(count < most ? another(after(count + 1)) : [])]);
    return call(after(1));
  };
}
