import { afterAll, beforeAll, expect, it } from 'vitest';
import { addKey } from '../keys/api-keys.ts';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { testServer } from '../test-serve.ts';
import type { TestServer } from '../test-serve.ts';
import { pageFolder } from './page-folder.ts';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fin-r1-'));
  const keysPath = join(folder, 'keys.json');
  addKey(keysPath, 'ann', {});
  server = await testServer({ pageFolder: await pageFolder(), keysPath });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

it('gives the page at every address of a view, without a key', async () => {
  for (const address of ['/', '/ask?model=tiny', '/runs/quickstart/groups?step=3', '/evaluate/compare']) {
    const response = await fetch(server.url + address);
    expect(response.status, address).toBe(200);
    expect(await response.text()).toContain('<div id="page">');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(response.headers.get('cache-control')).toMatch(/no-cache|max-age=0/);
  }
});

it('gives its files, which may be kept for ever, and nothing beside them', async () => {
  const html = await (await fetch(server.url)).text();
  const [, script = ''] = /src="([^"]+\.js)"/.exec(html) ?? [];
  const response = await fetch(server.url + script);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/javascript/);
  expect(response.headers.get('cache-control')).toMatch(/immutable/);
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const plain = await fetch(server.url + script, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(await response.text());
  for (const address of ['/assets/none.js', '/assets/../index.html', '/assets/%2e%2e/%2e%2e/package.json'])
    expect((await fetch(server.url + address)).status, address).toBeGreaterThanOrEqual(400);
});

it('refers to no other place', async () => {
  const html = await (await fetch(server.url)).text();
  expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address)).toSatisfy(
    (all: string[]) => all.length > 1 && all.every((address) => address.startsWith('/')),
  );
});

it('keeps the rest behind the key', async () => {
  expect((await fetch(`${server.url}/v1/models`)).status).toBe(401);
  expect((await fetch(`${server.url}/nothing`)).status).toBe(401);
});
