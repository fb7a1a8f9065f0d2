/** Requests that the server has to refuse, each with the status that it has to have. */

import type { Random } from '../../src/core/random.ts';
import { MODEL_NAME } from '../served.ts';
import { PLAIN } from './asked.ts';
import type { Asked } from './asked.ts';

const messages = [{ role: 'user', content: '1 2 3' }];
const body = (change: object): string =>
  JSON.stringify({ model: MODEL_NAME, messages, max_tokens: 4, ...change });

const WRONG: readonly (Partial<Asked> & Pick<Asked, 'kind' | 'status'>)[] = [
  { kind: 'no JSON', status: 400, body: '{"model": "bench", ' },
  { kind: 'unknown field', status: 400, body: body({ temprature: 1 }) },
  { kind: 'field out of range', status: 400, body: body({ n: 1000 }) },
  { kind: 'unknown model', status: 404, body: body({ model: 'gpt-0' }) },
  {
    kind: 'prompt too long',
    status: 400,
    body: body({ messages: [{ role: 'user', content: '7 '.repeat(4000) }] }),
  },
  {
    kind: 'schema not supported',
    status: 400,
    body: body({
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'a', schema: { type: 'string', pattern: 'a' } },
      },
    }),
  },
  { kind: 'no such address', status: 404, path: '/v1/nothing', body: body({}) },
  { kind: 'wrong method', status: 405, method: 'GET' },
  { kind: 'wrong content type', status: 415, contentType: 'text/plain', body: body({}) },
  { kind: 'body too large', status: 413, body: body({ user: 'x'.repeat(1.2e6) }) },
];

export function drawWrong(random: Random): Asked {
  const wrong = random.pick(WRONG);
  return { ...PLAIN, ...wrong, kind: `wrong: ${wrong.kind}` };
}
