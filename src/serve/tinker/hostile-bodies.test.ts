/** Bodies of a few kilobytes that unpack to millions of parts. */

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
let server: TestTinkerServer;
let model: string;
beforeAll(async () => {
  place = await testPlace();
  server = await tinkerServerAt(place, { maxBodyBytes: 64 * 2 ** 20 });
  model = await server.model();
});
afterAll(async () => {
  await server.shutDown();
  await place.remove();
});

const MILLION = 1_000_000;

const forward = (data: string): string =>
  `{"model_id":"${model}","seq_id":1,"forward_backward_input":{"loss_fn":"cross_entropy","data":[${data}]}}`;
const tokens = (list: string): string =>
  forward(`{"model_input":{"chunks":[{"tokens":[${list}]}]},"loss_fn_inputs":{}}`);
const hexOf = (text: string): string => Buffer.from(text).toString('hex');
/** A request to the model, and the rest as hexadecimal digits. */
const proto = (rest: string): Buffer =>
  Buffer.from(`0a${model.length.toString(16)}${hexOf(model)}${rest}`, 'hex');

const sampling = (more: string): string => `{"prompt":{"chunks":[]},"sampling_params":{},${more}}`;

const cases: [string, string, () => string | Buffer, string][] = [
  [
    'tags that are numbers',
    'create_session',
    () => `{"tags":[${'1,'.repeat(8 * MILLION)}1]}`,
    'tags is [1,1,',
  ],
  [
    'few tags that are numbers',
    'create_session',
    () => '{"tags":["a",1,2]}',
    'tags[1] is 1, expected a text',
  ],
  ['lists within lists', 'create_session', () => `{"tags":${'['.repeat(200_000)}`, 'within each other'],
  [
    'objects within objects',
    'create_session',
    () => `{"user_metadata":${'{"a":'.repeat(200_000)}`,
    'within each',
  ],
  ['many keys', 'create_session', () => `{"user_metadata":{${'"a":"b",'.repeat(2 * MILLION)}`, 'texts'],
  [
    'notes of numbers',
    'create_session',
    () => '{"user_metadata":{"a":1}}',
    'user_metadata.a is 1, expected a text',
  ],
  ['datums that are empty', 'forward_backward', () => forward(`${'{},'.repeat(9 * MILLION)}{}`), 'more than'],
  ['datums that are none', 'forward_backward', () => forward(`${'1,'.repeat(9 * MILLION)}1`), 'data is [1,1'],
  ['a datum that is empty', 'forward_backward', () => forward('{}'), 'data[0].model_input is missing'],
  ['tokens that are texts', 'forward_backward', () => tokens(`${'"",'.repeat(9 * MILLION)}1`), 'more than'],
  [
    'a token that is none',
    'forward_backward',
    () => tokens(`${'1,'.repeat(3 * MILLION)}1.5`),
    'is 1.5, expected',
  ],
  ['a text that never ends', 'create_session', () => `{"tags":["\\`, 'not JSON'],
  ['empty datums as protobuf', 'forward_backward', () => proto('1a00'.repeat(9 * MILLION)), 'datums'],
  ['empty settings as protobuf', 'forward_backward', () => proto('2a00'.repeat(9 * MILLION)), 'fields'],
  ['fields nobody knows', 'forward_backward', () => proto('7a00'.repeat(9 * MILLION)), 'fields'],
  ['a number too large', 'forward_backward', () => proto('10ffffffff7f'), 'seq_id 34359738367'],
  [
    'a number too large as JSON',
    'optim_step',
    () => `{"model_id":"${model}","seq_id":2147483648}`,
    '2147483647',
  ],
  [
    'a time past all dates',
    'save_weights',
    () => `{"model_id":"${model}","path":"a","ttl_seconds":9e15}`,
    'ttl_seconds',
  ],
  [
    'a stop that is everywhere',
    'asample',
    () => '{"prompt":{"chunks":[]},"sampling_params":{"stop":""}}',
    'stop is ""',
  ],
  [
    'a step that spoils all',
    'optim_step',
    () => `{"model_id":"${model}","adam_params":{"beta1":1}}`,
    'beta1 is 1',
  ],
  ['no request', 'retrieve_future', () => '{"request_id":null}', 'expected a text or a number'],
  [
    'alternatives to samples',
    'asample',
    () => sampling('"topk_sample_logprobs":3'),
    'topk_sample_logprobs is 3',
  ],
  ['chosen tokens', 'asample', () => sampling('"target_prompt_logprobs":{}'), 'target_prompt_logprobs is {}'],
  ['drawn tokens', 'asample', () => sampling('"prompt_alt_tokens_k":1'), 'prompt_alt_tokens_k is 1'],
  ['no part of the prompt', 'asample', () => sampling('"prompt_logprobs_last_n":0'), 'last_n is 0'],
  [
    'changing weights',
    'save_weights_for_sampler',
    () => `{"model_id":"${model}","kind":"inflight"}`,
    'snapshot',
  ],
];

test.each(cases)('%s are refused with bounded work', async (_what, path, make, words) => {
  const body = make();
  const type = typeof body === 'string' ? 'application/json' : 'application/x-protobuf';
  const answer = await fetch(`${server.url}/${path}`, {
    method: 'POST',
    headers: { 'content-type': type, 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(body, { level: 1 })),
  });
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    ...[
      expect.toSatisfy((status: number) => status === 422 || status === 400),
      expect.stringContaining(words),
    ],
  ]);
});
