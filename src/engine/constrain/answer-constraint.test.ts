import { expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { AnswerConstraint } from './answer-constraint.ts';
import { schemaReader } from './json-schema.ts';

/** One token a byte. */
const byteOf = (token: number): Uint8Array | null => (token < 256 ? Uint8Array.of(token) : null);

/** How much of the text the schema admits, and whether it may end there. */
function read(schema: unknown, text: string): { length: number; mayEnd: boolean } {
  const constraint = new AnswerConstraint(schemaReader(schema), byteOf);
  const bytes = Buffer.from(text);
  let at = 0;
  for (; at < bytes.length && constraint.allows(bytes[at] as number); at++)
    constraint.take(bytes[at] as number);
  return { length: at, mayEnd: constraint.mayEnd };
}

const verdict = {
  type: 'object',
  properties: {
    label: { enum: ['bullish', 'bearish'] },
    score: { type: 'number' },
    count: { type: 'integer' },
    why: { type: ['string', 'null'] },
    cues: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    more: { $ref: '#/$defs/more' },
  },
  required: ['label', 'score'],
  additionalProperties: false,
  $defs: {
    more: { anyOf: [{ type: 'boolean' }, { type: 'array', items: { $ref: '#/$defs/more' }, minItems: 1 }] },
  },
};

it.each([
  '{"label":"bullish","score":1}',
  '{"label": "bearish", "score": -0.25e-3, "why": null}',
  '{"score":0,"label":"bullish","cues":["a","b"]}',
  '{"why":"中文 \\"x\\" \\u00e9 🙂","label":"bullish","score":12.5,"count":-3}',
  '{"label":"bullish","score":1,"more":[true, [false]]}',
])('admits %s', (text) => {
  expect(read(verdict, text)).toEqual({ length: Buffer.byteLength(text), mayEnd: true });
  JSON.parse(text);
});

it.each([
  ['{"label":"neutral"', '{"label":"'],
  ['{"label":"bullish"}', '{"label":"bullish"'],
  ['{"label":"bullish","label"', '{"label":"bullish","'],
  ['{"score":01', '{"score":0'],
  ['{"score":"1"', '{"score":'],
  ['{"count":1.5', '{"count":1'],
  ['{"cues":["a","b","c"]', '{"cues":["a","b"'],
  ['{"more":[]', '{"more":['],
  ['{"other":1', '{"'],
  ['{"why":"a\nb"', '{"why":"a'],
  ['{  "label"', '{'],
  ['{"label":"bullish","score":1} x', '{"label":"bullish","score":1}'],
  ['[1]', ''],
])('%s goes no further than %s', (text, admitted) => {
  expect(read(verdict, text).length).toBe(Buffer.byteLength(admitted));
});

it('never ends within a character, a number or a word', () => {
  expect(read({ type: 'string' }, '"a').mayEnd).toBe(false);
  expect(read({ type: 'boolean' }, 'tru').mayEnd).toBe(false);
  expect(read({ type: 'number' }, '-').mayEnd).toBe(false);
  expect(read({ type: 'number' }, '1.').mayEnd).toBe(false);
  expect(read({ type: 'number' }, '1.5').mayEnd).toBe(true);
  const cut = new AnswerConstraint(schemaReader({ type: 'string' }), byteOf);
  for (const byte of [0x22, 0xe4, 0xb8]) cut.take(byte);
  expect([cut.allows(0x22), cut.allows(0xad)]).toEqual([false, true]);
});

it('ends a string after as many characters as it may have, of any length in bytes', () => {
  const schema = { type: 'string', maxLength: 3 };
  for (const text of ['"abc"', '"中文🙂"', '"a\\n\\u00e9"', '""'])
    expect(read(schema, text)).toEqual({ length: Buffer.byteLength(text), mayEnd: true });
  expect(read(schema, '"abcd"')).toEqual({ length: 4, mayEnd: false });
  expect(read(schema, '"ab\\n\\n"')).toEqual({ length: 5, mayEnd: false });
});

/** Whatever is drawn from what is allowed must be JSON of the schema. */
it('leads any model to JSON of the schema', () => {
  const { $defs } = verdict;
  const any = { type: 'object', properties: { a: {}, b: verdict }, required: ['b'], $defs };
  for (const [seed, schema] of [verdict, any, { type: 'array', items: verdict, maxItems: 2, $defs }].flatMap(
    (s) => [1, 2, 3, 4, 5].map((n) => [n, s] as const),
  )) {
    const random = Random.derive(seed, 'json');
    const constraint = new AnswerConstraint(schemaReader(schema), byteOf);
    const out: number[] = [];
    while (out.length < 4000) {
      const allowed = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) =>
        constraint.allows(byte),
      );
      if (allowed.length === 0) break;
      // Strings and lists that never end are possible; an end is taken where there is one, most of the time.
      const ends = allowed.filter((byte) => '"}],'.includes(String.fromCharCode(byte)));
      const from = ends.length > 0 && random.int(0, 3) > 0 ? ends : allowed;
      const byte = from[random.int(0, from.length - 1)] as number;
      constraint.take(byte);
      out.push(byte);
    }
    expect(constraint.mayEnd).toBe(true);
    const value: unknown = JSON.parse(Buffer.from(out).toString());
    expect(typeof value).toBe('object');
    const verdicts = Array.isArray(value) ? value : [(value as { b?: unknown }).b ?? value];
    for (const one of verdicts)
      expect(one).toMatchObject({
        score: expect.any(Number),
        label: expect.stringMatching(/^(bull|bear)ish$/),
      });
  }
});

it('holds numbers to what a double can be', () => {
  const schema = { type: 'number' };
  for (const text of ['-123456789012345.5e-99', '999999999999999.999999999999999e99'])
    expect(read(schema, text)).toEqual({ length: text.length, mayEnd: true });
  for (const text of ['200022000000000.000000000000000e402', '1E+309', '1234567890123456'])
    expect(read(schema, text)).toEqual({ length: text.length - 1, mayEnd: true });
});

it('reads schemas that come back to themselves, and ways that double at each turn', () => {
  expect(read({ $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' }, '"x"').length).toBe(0);
  expect(read({ anyOf: [{ type: 'string' }, { $ref: '#' }] }, '"x"')).toEqual({ length: 3, mayEnd: true });
  const twice = (name: string): object => ({
    anyOf: [{ $ref: `#/$defs/${name}` }, { $ref: `#/$defs/${name}` }],
  });
  const names = Array.from({ length: 40 }, (_, i) => [`a${i}`, twice(`a${i + 1}`)] as const);
  const $defs = { ...Object.fromEntries(names), a40: { type: 'string' } };
  expect(read({ $ref: '#/$defs/a0', $defs }, '"x"')).toEqual({ length: 3, mayEnd: true });
  const items = { anyOf: [{ type: 'number' }, { type: 'integer' }] };
  const long = `[${Array<string>(60).fill('1').join(',')}]`;
  expect(read({ type: 'array', items }, long)).toEqual({ length: long.length, mayEnd: true });
});

it.each([
  [{ type: 'string', pattern: '^a' }, /"pattern" is not supported/],
  [{ type: 'object', properties: { a: { minimum: 0 } } }, /schema\.properties\.a: the keyword "minimum"/],
  [{ $ref: '#/$defs/none' }, /points to nothing/],
  [{ $ref: '#/$defs/a', $defs: { a: { maximum: 1 } } }, /schema\.\$defs\.a: the keyword "maximum"/],
  [{ type: 'text' }, /no type "text"/],
  [{ type: 'object', properties: {}, required: ['a'] }, /"a" is required and has no schema/],
  [7, /is no schema/],
])('refuses %j', (schema, said) => {
  expect(() => schemaReader(schema)).toThrow(said);
});
