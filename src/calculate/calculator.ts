/** A calculator as a tool that a model may call: its arguments as a schema, and a run that parses them. */

import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Calculation } from './calculation.ts';
import { wrongArgument } from './wrong-argument.ts';

export interface Calculator {
  readonly name: string;
  /** For the model: what it computes, in which units, by which convention. */
  readonly description: string;
  readonly schema: z.ZodObject;
  /** The arguments as JSON Schema: `parameters` of an OpenAI tool. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** Parses the arguments and computes; throws InputError that says which argument is wrong. */
  run(args: unknown): Calculation;
}

interface Definition<Schema extends z.ZodObject> {
  name: string;
  description: string;
  schema: Schema;
  compute: (args: z.output<Schema>) => Calculation;
}

export function defineCalculator<Schema extends z.ZodObject>(definition: Definition<Schema>): Calculator {
  const { name, description, schema, compute } = definition;
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input' });
  return {
    name,
    description,
    schema,
    jsonSchema,
    run(args) {
      const parsed = schema.safeParse(args);
      if (!parsed.success) throw explain(parsed.error, args, schema);
      return compute(parsed.data);
    },
  };
}

function explain(error: z.ZodError, args: unknown, schema: z.ZodObject): InputError {
  // A misspelt argument is also missing under its name: what was given is told first.
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0];
  if (issue === undefined) throw error;
  const path = issue.path.reduce<string>(
    (before, key) =>
      typeof key === 'number' ? `${before}[${key}]` : `${before === '' ? '' : `${before}.`}${String(key)}`,
    '',
  );
  if (issue.code === 'unrecognized_keys') {
    const known = path === '' ? Object.keys(schema.shape) : [];
    const [key = ''] = issue.keys;
    const near = nearest(key, known);
    const hint = near === undefined ? undefined : `did you mean ${near}?`;
    const expected = known.length > 0 ? `; expected some of ${known.join(', ')}` : '';
    return new InputError(
      `${path === '' ? '' : `${path}: `}there is no argument ${JSON.stringify(key)}${expected}`,
      {
        hint,
      },
    );
  }
  const value = issue.path.reduce<unknown>(
    (outer, key) => (typeof outer === 'object' && outer !== null ? Reflect.get(outer, key) : undefined),
    args,
  );
  return path === ''
    ? wrongArgument(
        'the value of all arguments',
        args,
        `an object with ${Object.keys(schema.shape).join(', ')}`,
      )
    : wrongArgument(path, value, issue.message);
}
