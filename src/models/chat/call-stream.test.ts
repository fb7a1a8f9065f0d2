import { expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { CallStream } from './call-stream.ts';
import type { CallStreamOptions, WrittenPart } from './call-stream.ts';

const known = new Set(['npv', 'price']);
const usual: CallStreamOptions = { allows: ({ name }) => known.has(name), most: 32, held: null };

function pieces(text: string, random: Random): string[] {
  const out: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = random.int(1, 7);
    out.push(text.slice(at, at + length));
    at += length;
  }
  return out;
}

interface Read {
  text: string;
  calls: { name: string; arguments: string }[];
}

function read(parts: readonly WrittenPart[]): Read {
  const all: Read = { text: '', calls: [] };
  const ids = new Set<string>();
  for (const part of parts) {
    if ('text' in part) all.text += part.text;
    else {
      const { index, begins, arguments: text } = part.call;
      if (begins !== undefined) {
        expect(index).toBe(all.calls.length);
        ids.add(begins.id);
        all.calls.push({ name: begins.name, arguments: '' });
      }
      (all.calls[index] as Read['calls'][number]).arguments += text;
    }
  }
  expect(ids.size).toBe(all.calls.length);
  return all;
}

function readIn(text: string, random: Random, options = usual): Read {
  const stream = new CallStream(options);
  return read([...pieces(text, random).flatMap((piece) => stream.push(piece)), ...stream.end()]);
}

const NPV =
  '<tool_call>\n{"name": "npv", "arguments": {"rate_percent": 8, "cash_flows": [-100, 110.50]}}\n</tool_call>';
const npv = { name: 'npv', arguments: '{"rate_percent": 8, "cash_flows": [-100, 110.50]}' };

it.each<[string, string, Read]>([
  ['a call', NPV, { text: '', calls: [npv] }],
  ['text in front of it', `Let me see.\n\n${NPV}`, { text: 'Let me see.\n\n', calls: [npv] }],
  ['two calls', `${NPV}\n${NPV} so`, { text: '\n so', calls: [npv, npv] }],
  [
    'a thought',
    `<think>\nI could call ${NPV}.\n</think>\n${NPV}`,
    {
      text: `<think>\nI could call ${NPV}.\n</think>\n`,
      calls: [npv],
    },
  ],
  [
    'no white space',
    '<tool_call>{"name":"price","arguments":{}}</tool_call>',
    {
      text: '',
      calls: [{ name: 'price', arguments: '{}' }],
    },
  ],
  [
    'no arguments',
    '<tool_call>{"name":"price"}</tool_call>',
    { text: '', calls: [{ name: 'price', arguments: '{}' }] },
  ],
  [
    'another order',
    '<tool_call>{"arguments": {"a": [1, "}"]}, "name": "price"}</tool_call>',
    {
      text: '',
      calls: [{ name: 'price', arguments: '{"a":[1,"}"]}' }],
    },
  ],
  [
    'arguments as a text',
    '<tool_call>{"name": "price", "arguments": "{\\"a\\": 1}"}</tool_call>',
    {
      text: '',
      calls: [{ name: 'price', arguments: '{"a":1}' }],
    },
  ],
  [
    'tags in a text',
    '<tool_call>{"name": "price", "arguments": {"a": "</tool_call><think>"}}</tool_call>!',
    {
      text: '!',
      calls: [{ name: 'price', arguments: '{"a": "</tool_call><think>"}' }],
    },
  ],
  [
    'no end tag',
    '<tool_call>{"name": "price", "arguments": {}}',
    { text: '', calls: [{ name: 'price', arguments: '{}' }] },
  ],
  [
    'JSON alone',
    '\n{"name": "price", "parameters": {"a": 1}}',
    { text: '\n', calls: [{ name: 'price', arguments: '{"a": 1}' }] },
  ],
  [
    'JSON with a type',
    '{"type": "function", "name": "price", "parameters": {"a": 1}}',
    {
      text: '',
      calls: [{ name: 'price', arguments: '{"a":1}' }],
    },
  ],
  [
    "Llama's tag",
    '<|python_tag|>{"name": "price", "parameters": {"a": 1}}',
    {
      text: '',
      calls: [{ name: 'price', arguments: '{"a": 1}' }],
    },
  ],
  ['a call after a broken one', `<tool_call>{"name": ${NPV}`, { text: '<tool_call>{"name": ', calls: [npv] }],
])('reads %s, in whatever pieces it comes', (_what, text, expected) => {
  for (let seed = 0; seed < 20; seed++) expect(readIn(text, Random.derive(seed, 'pieces'))).toEqual(expected);
});

it.each([
  ['a tool that is not there', '<tool_call>{"name": "hack", "arguments": {}}</tool_call>'],
  ['no JSON', '<tool_call>npv(8)</tool_call>'],
  ['JSON that is cut off', 'So: <tool_call>\n{"name": "npv", "arguments": {"rate_percent": 8, "cash'],
  ['a bracket too few', '<tool_call>{"name": "npv", "arguments": {"a": 1}</tool_call> and more'],
  ['arguments that are a list', '<tool_call>{"name": "npv", "arguments": [1]}</tool_call>'],
  ['another key', '<tool_call>{"name": "npv", "arguments": {}, "then": 1}</tool_call>'],
  ['two names', '<tool_call>[{"name": "npv"}]</tool_call>'],
  ['a tag alone', 'a <tool_call>'],
  ['an end tag alone', 'a </tool_call> b'],
  ['JSON that is an answer', '{"name": "Apple", "revenue": 394}'],
  ['other JSON', '{"label": "up"} {"name": "npv", "arguments": {}}'],
  ['JSON in a text', 'I call {"name": "npv", "arguments": {}}'],
  ['a thought that does not end', `<think>${NPV}`],
  ['less than', 'a < b <tool <|python'],
])('leaves %s as it is', (_what, text) => {
  for (let seed = 0; seed < 20; seed++)
    expect(readIn(text, Random.derive(seed, 'pieces'))).toEqual({ text, calls: [] });
});

it('loses nothing of any text', () => {
  const random = Random.derive(4, 'texts');
  const words = [
    '<tool_call>',
    '</tool_call>',
    '{"name": "npv", "arguments": {',
    '"a": 1',
    '}',
    '{',
    '"',
    '\\',
  ];
  const more = [
    '<think>',
    '</think>',
    '\n',
    'so',
    '<|python_tag|>',
    '[',
    ']',
    '<',
    ' ',
    '{"name": "x"}',
    NPV,
  ];
  for (let i = 0; i < 3000; i++) {
    const all = Array.from({ length: random.int(0, 9) }, () => {
      const from = random.int(0, 1) === 0 ? words : more;
      return from[random.int(0, from.length - 1)] as string;
    });
    const text = all.join('');
    const { text: told, calls } = readIn(text, random);
    // What was not told is calls with their tags: without them, the rest is what was told.
    if (calls.length === 0) expect(told).toBe(text);
    else expect(told.length).toBeLessThan(text.length);
    for (const call of calls) {
      expect(known.has(call.name)).toBe(true);
      expect(typeof JSON.parse(call.arguments)).toBe('object');
      expect(text).toContain(`"${call.name}"`);
    }
  }
});

it('tells a call that is held to its form before it is whole', () => {
  const held = { ...usual, held: '<tool_call>' };
  const stream = new CallStream(held);
  const parts = pieces(NPV, Random.derive(1, 'held')).map((piece) => stream.push(piece));
  expect(parts.filter((told) => told.length > 0).length).toBeGreaterThan(4);
  expect(read([...parts.flat(), ...stream.end()])).toEqual({ text: '', calls: [npv] });
  for (let seed = 0; seed < 20; seed++) {
    const random = Random.derive(seed, 'pieces');
    expect(readIn(`A: ${NPV}\n${NPV}B`, random, held)).toEqual({ text: 'A: \nB', calls: [npv, npv] });
    // The limit came in the middle of it, as it may at OpenAI.
    expect(readIn(NPV.slice(0, 60), random, held)).toEqual({
      text: '',
      calls: [{ name: 'npv', arguments: NPV.slice(NPV.indexOf('{"rate'), 60) }],
    });
    expect(readIn(NPV.slice(0, 20), random, held)).toEqual({ text: NPV.slice(0, 20), calls: [] });
  }
});

it('waits for the end of a call that is held to nothing, also where others are held', () => {
  const held = { ...usual, held: '<tool_call>' };
  for (const text of ['{"name": "hack", "arguments": {}}', '<|python_tag|>{"name": "npv", "arguments": {'])
    expect(readIn(text, Random.derive(1, 'held'), held)).toEqual({ text, calls: [] });
});

it('takes no more calls than may be made', () => {
  expect(readIn(`${NPV}\n${NPV}`, Random.derive(1, 'most'), { ...usual, most: 1 })).toEqual({
    text: `\n${NPV}`,
    calls: [npv],
  });
});
