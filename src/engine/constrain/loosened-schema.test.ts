import { expect, it } from 'vitest';
import { followsSchema } from './follows-schema.ts';
import { schemaReader } from './json-schema.ts';
import { loosenedSchema } from './loosened-schema.ts';

const schema = {
  type: 'object',
  properties: {
    amount: { type: 'number', minimum: 0, exclusiveMaximum: 10 },
    dates: { type: 'array', items: { type: 'string', format: 'date' }, minItems: 1, uniqueItems: true },
    kind: { anyOf: [{ type: 'string', pattern: '^a' }, { type: 'null' }] },
    more: { $ref: '#/$defs/more' },
  },
  required: ['amount', 'missing'],
  additionalProperties: { type: 'string' },
  minProperties: 1,
  $defs: { more: { type: 'object', patternProperties: { a: {} } } },
};

it('leaves out what the engine cannot hold an answer to, and nothing else', () => {
  expect(() => schemaReader(schema)).toThrow(/not supported/);
  const loosened = loosenedSchema(schema);
  expect(loosened).toEqual({
    type: 'object',
    properties: {
      amount: { type: 'number' },
      dates: { type: 'array', items: { type: 'string' }, minItems: 1 },
      kind: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      more: { $ref: '#/$defs/more' },
    },
    required: ['amount'],
    $defs: { more: { type: 'object' } },
  });
  schemaReader(loosened);
});

it.each<[unknown, boolean]>([
  [{ amount: 3 }, true],
  [{ amount: 0.30000000000000004, dates: ['2024-01-01'], kind: null, more: { a: [1, { b: 'ü' }] } }, true],
  [{ amount: -1234.567891234567 }, true],
  [{}, false],
  [{ amount: '3' }, false],
  [{ amount: 3, dates: [] }, false],
  [{ amount: 3, other: 1 }, false],
  [[], false],
])('tells whether %j follows it: %j', (value, follows) => {
  expect(followsSchema(loosenedSchema(schema), value)).toBe(follows);
});
