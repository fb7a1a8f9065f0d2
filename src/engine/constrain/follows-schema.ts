/** Whether a value is JSON of a schema, by the reader that answers are held to. */

import { AnswerConstraint } from './answer-constraint.ts';
import { schemaReader } from './json-schema.ts';

/** @throws InputError for a schema that is not supported. */
export function followsSchema(schema: unknown, value: unknown): boolean {
  const constraint = new AnswerConstraint(schemaReader(schema), (byte) => Uint8Array.of(byte));
  for (const byte of Buffer.from(JSON.stringify(value, shortened))) {
    if (!constraint.allows(byte)) return false;
    constraint.take(byte);
  }
  return constraint.mayEnd;
}

/** The reader has an end to the digits behind a point, and a schema says nothing of them. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
}
