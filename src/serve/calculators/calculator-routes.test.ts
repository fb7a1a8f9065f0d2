import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ErrorBody } from '../api-error.ts';
import { addKey } from '../keys/api-keys.ts';
import { serverOver } from '../test-serve.ts';

let directory: string;
let server: Awaited<ReturnType<typeof serverOver>>;
let keys: { ann: string; ben: string };
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fin-r1-calculators-'));
  const keysPath = join(directory, 'keys.json');
  keys = { ann: addKey(keysPath, 'ann', {}), ben: addKey(keysPath, 'ben', { requestsPerMinute: 1 }) };
  server = await serverOver(new Map(), { keysPath });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

async function post(name: string, body: string, key = keys.ann): Promise<{ status: number; json: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const answer = await fetch(`${server.url}/v1/calculators/${name}`, { method: 'POST', headers, body });
  return { status: answer.status, json: await answer.json() };
}

it('lists the calculators as tools of any API', async () => {
  const headers = { authorization: `Bearer ${keys.ann}` };
  const answer = await fetch(`${server.url}/v1/calculators`, { headers });
  const { data } = (await answer.json()) as {
    data: { type: string; function: { name: string; description: string; parameters: { type: string } } }[];
  };
  expect(data.map((tool) => tool.function.name).join(' ')).toBe(
    'npv xnpv irr xirr cagr annuity bond_price bond_yield day_count ratio evaluate',
  );
  for (const { type, function: tool } of data) {
    expect(type).toBe('function');
    expect(tool.parameters.type).toBe('object');
    expect(tool.description).toMatch(/\w{4}/);
  }
  expect((await fetch(`${server.url}/v1/calculators`)).status).toBe(401);
});

it('computes exactly, digit by digit', async () => {
  // By hand: (161051/100000)^(1/5) = 1.1.
  expect(await post('cagr', '{"start_value": 100000, "end_value": 161051, "years": 5}')).toMatchObject({
    ...{ status: 200, json: { value: '10', unit: 'percent' } },
  });
  expect(await post('evaluate', '{"expression": "0.1 + 0.2"}')).toMatchObject({
    json: { value: '0.3', digits: 'exact' },
  });
  expect(
    await post('npv', '{"rate_percent": 0, "cash_flows": [0.12345678901234567891, 12345678901234567890]}'),
  ).toMatchObject({ json: { value: '12345678901234567890.12345678901234567891', digits: 'exact' } });
});

it.each([
  ['npv', '{"rate_percnt": 8, "cash_flows": [1, 2]}', 400, /no argument "rate_percnt".*did you mean/],
  ['npv', '{"rate_percent": 8', 400, /no JSON/],
  ['npv', '', 400, /no JSON/],
  ['npv', '{"__proto__": {"a": 1}}', 400, /__proto__/],
  ['npw', '{}', 404, /no calculator "npw"/],
  ['__proto__', '{}', 404, /no calculator/],
])('refuses %s of %j', async (name, body, status, said) => {
  const answer = await post(name, body);
  expect(answer.status).toBe(status);
  const { error } = answer.json as ErrorBody;
  expect(error).toMatchObject({
    type: 'invalid_request_error',
    message: expect.stringMatching(said) as unknown,
  });
});

it('keeps to the limits of a key', async () => {
  expect((await post('evaluate', '{"expression": "1"}', keys.ben)).status).toBe(200);
  expect((await post('evaluate', '{"expression": "1"}', keys.ben)).status).toBe(429);
});
