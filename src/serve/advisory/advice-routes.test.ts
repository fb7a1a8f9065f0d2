import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleProfile } from '../../apps/advisory/index.ts';
import type { Advice } from '../../apps/advisory/index.ts';
import type { ErrorBody } from '../api-error.ts';
import { serverOver } from '../test-serve.ts';
import type { Questionnaire, ScoredProfile } from './shapes.ts';

let server: Awaited<ReturnType<typeof serverOver>>;
beforeAll(async () => {
  server = await serverOver(new Map());
});
afterAll(() => server.close());

const profile = exampleProfile('en');
const body = {
  ...{ profile, market: { id: 'example-en' }, products: { id: 'example-en' } },
  assumptions: { paths: 200 },
};

async function post<T = Advice>(
  path: string,
  sent: unknown,
): Promise<{ status: number; json: T; response: Response }> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, json: (isJson ? await response.json() : null) as T, response };
}

test('the questionnaire has every question without its points, and examples that are advised or refused', async () => {
  const response = await fetch(`${server.url}/api/advisory/questionnaire`);
  const { items, examples, markets, fields } = (await response.json()) as Questionnaire;
  expect(items).toHaveLength(13);
  expect(items[0]?.choices[0]).not.toHaveProperty('points');
  expect(fields['reactions']).toContain('held');
  expect(markets[0]).toMatchObject({ id: 'example-en', currency: 'USD', from: '2016-11-25' });
  const decided = await Promise.all(
    examples.map(async (one) => {
      const asked = {
        ...body,
        profile: one.profile,
        market: { id: one.market },
        products: { id: one.products },
      };
      return (await post('/v1/advisory/advise', asked)).json.isAdvised;
    }),
  );
  expect(decided).toEqual([true, false, true, false]);
  // Four proposals, one after the other: on a busy machine that takes its time.
}, 120_000);

test('a profile is scored at once', async () => {
  const { status, json } = await post<ScoredProfile>('/v1/advisory/profile', {
    profile: { ...profile, age: 16 },
  });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    isOpen: false,
    risk: { level: 4 },
    findings: [{ id: 'minor', decision: 'refuse' }],
  });
});

test('the same request is answered alike, with every number of its text bound', async () => {
  const [one, two] = [await post('/v1/advisory/advise', body), await post('/v1/advisory/advise', body)];
  expect(one.status).toBe(200);
  expect(one.json).toEqual(two.json);
  const { explanation, plan, isAdvised } = one.json;
  expect(isAdvised).toBe(true);
  expect(Object.values(plan?.weights ?? {}).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
  expect(explanation?.by).toEqual({ kind: 'written' });
  expect(explanation?.numbers.every(({ figure }) => figure !== null)).toBe(true);
});

test('what if: another answer changes the plan, and the gate decides anew', async () => {
  const { json: less } = await post('/v1/advisory/what-if', { ...body, change: { level: 2 } });
  expect(less).toMatchObject({ isAdvised: true, explanation: null, risk: { level: 2 } });
  expect(less.plan?.charts.frontier.chosen.volatility).toBeLessThanOrEqual(0.0801);
  const { json: refused } = await post('/v1/advisory/what-if', { ...body, change: { investPerMonth: 1e6 } });
  expect(refused).toMatchObject({ isAdvised: false, plan: null });
});

test.each([
  ['html', 'text/html; charset=utf-8', '<!doctype html>'],
  ['pdf', 'application/pdf', '%PDF-'],
])('the report comes as %s', async (as, type, begins) => {
  const response = await fetch(`${server.url}/v1/advisory/report?as=${as}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="advice-2026-11-28.${as}"`);
  expect((await response.text()).startsWith(begins)).toBe(true);
});

test.each<[string, unknown, string]>([
  ['/v1/advisory/profile', { profile: { ...profile, age: -1 } }, 'profile.age'],
  ['/v1/advisory/profile', { profile: { ...profile, asOf: '2039-01-01' } }, 'profile'],
  ['/v1/advisory/advise', { ...body, market: { id: 'nowhere' } }, 'market'],
  ['/v1/advisory/advise', { ...body, market: { csv: 'date,close' } }, 'market'],
  ['/v1/advisory/advise', { ...body, products: { yaml: 'products: [' } }, 'products'],
  ['/v1/advisory/advise', { ...body, market: { id: 'example-zh' } }, 'market'],
  ['/v1/advisory/what-if', { ...body, change: { level: 9 } }, 'change.level'],
  ['/v1/advisory/advise', { ...body, assumptions: { paths: 1e9 } }, 'assumptions.paths'],
])('what cannot be used is refused by its field (%#)', async (path, sent, param) => {
  const { status, json } = await post<ErrorBody>(path, sent);
  expect(status).toBe(400);
  expect(json.error.param).toMatch(new RegExp(`^${param}`));
});

test('a model that is not served is refused', async () => {
  const { status, json } = await post<ErrorBody>('/v1/advisory/advise', { ...body, model: 'none' });
  expect([status, json.error.code]).toEqual([404, 'model_not_found']);
});
