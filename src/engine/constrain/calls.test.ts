import { expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { AnswerConstraint } from './answer-constraint.ts';
import { formReader } from './answer-form.ts';
import type { CallForm } from './calls.ts';

const price = {
  name: 'price',
  schema: {
    type: 'object',
    properties: { ticker: { enum: ['ACME', 'OVAL'] }, days: { type: 'integer' } },
    required: ['ticker'],
  },
};
const form: CallForm = {
  tools: [price, { name: 'now', schema: { type: 'object', properties: {}, additionalProperties: false } }],
  ...{ open: '<tool_call>\n{"name": ', between: ', "arguments": ', close: '}\n</tool_call>' },
  ...{ inText: null, most: 2 },
};
const inText = { ...form, inText: { tag: '<tool_call>', isThinking: false } };
const NOW = '<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>';
const PRICE = '<tool_call>\n{"name": "price", "arguments": {"ticker":"ACME"}}\n</tool_call>';

const constraintOf = (calls: CallForm): AnswerConstraint =>
  new AnswerConstraint(formReader({ calls }), (byte) => (byte < 256 ? Uint8Array.of(byte) : null));

/** How much of the text may be written, and whether it may end there. */
function written(calls: CallForm, text: string): { text: string; mayEnd: boolean } {
  const constraint = constraintOf(calls);
  const bytes = Buffer.from(text);
  let at = 0;
  for (; at < bytes.length && constraint.allows(bytes[at] as number); at++)
    constraint.take(bytes[at] as number);
  return { text: bytes.subarray(0, at).toString(), mayEnd: constraint.mayEnd };
}

it.each([NOW, PRICE, `${NOW}\n${PRICE}`])('admits %j where a call must come', (text) => {
  expect(written(form, text)).toEqual({ text, mayEnd: true });
});

it.each([
  ['Well', ''],
  [`${NOW} `, NOW],
  [`${NOW}\n${NOW}\n`, `${NOW}\n${NOW}`],
  ['<tool_call>\n{"name": "nowhere', '<tool_call>\n{"name": "now'],
  ['<tool_call>\n{"name": "price", "arguments": {}', '<tool_call>\n{"name": "price", "arguments": {'],
  [
    '<tool_call>\n{"name": "price", "arguments": {"ticker":"X',
    '<tool_call>\n{"name": "price", "arguments": {"ticker":"',
  ],
])('of %j it admits %j', (text, admitted) => {
  expect(written(form, text).text).toBe(admitted);
});

it('admits any text, and holds each call in it to its tool', () => {
  for (const text of ['', 'Well, 3 < 4 and <tool> 中文 🙂', `Let me see.\n${PRICE}\nand ${NOW}`])
    expect(written(inText, text)).toEqual({ text, mayEnd: true });
  const broken = 'Well <tool_call>\n{"name": "price", "arguments": {"days"';
  expect(written(inText, `${broken}:1}`)).toEqual({ text: `${broken}:1`, mayEnd: false });
  expect(written(inText, 'a <tool_call>x').text).toBe('a <tool_call>');
  // After the last call that may be made, nothing comes.
  expect(written({ ...inText, most: 1 }, `${NOW} so`)).toEqual({ text: NOW, mayEnd: true });
});

it('takes no tag in a thought for a call', () => {
  const thought = '<think>\nI may write <tool_call>x\n</think>';
  expect(written(inText, `${thought}<tool_call>x`).text).toBe(`${thought}<tool_call>`);
  const opened = { ...form, inText: { tag: '<tool_call>', isThinking: true } };
  expect(written(opened, 'so <tool_call>x</think>\n<tool_call>x').text).toBe(
    'so <tool_call>x</think>\n<tool_call>',
  );
});

it('leads any model to calls that their tools can take', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = Random.derive(seed, 'calls');
    const constraint = constraintOf(form);
    const out: number[] = [];
    while (!constraint.mayEnd || random.int(0, 1) === 0) {
      const allowed = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) =>
        constraint.allows(byte),
      );
      if (allowed.length === 0) break;
      const byte = allowed[random.int(0, allowed.length - 1)] as number;
      constraint.take(byte);
      out.push(byte);
    }
    const calls = Buffer.from(out).toString().split('</tool_call>').slice(0, -1);
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const { name, arguments: args } = JSON.parse(call.replace(/\n?<tool_call>/, '')) as {
        name: string;
        arguments: { ticker?: string };
      };
      if (name === 'price') expect(args.ticker).toMatch(/^(ACME|OVAL)$/);
      else expect(args).toEqual({});
    }
  }
});

it('knows what begins in one token and ends in another', () => {
  const tokens = [
    'so <too',
    'l_call>\n{"na',
    'me": "now", ',
    '"arguments": {}}\n</tool_',
    'call>',
    '</tool_call>x',
  ];
  const constraint = new AnswerConstraint(formReader({ calls: inText }), (token) => {
    const text = tokens[token];
    return text === undefined ? null : Buffer.from(text);
  });
  for (const [place] of tokens.slice(0, 5).entries()) {
    expect(constraint.allows(place)).toBe(true);
    expect(constraint.allows(5)).toBe(place <= 1);
    constraint.take(place);
  }
  expect(constraint.mayEnd).toBe(true);
});
