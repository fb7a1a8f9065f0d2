/** A model in the room Compliance: a server of the test plays it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer } from '../../src/models/test-server.ts';
import type { TestServer } from '../../src/models/test-server.ts';
import type { ChatRequest } from '../../src/models/test-server-faults.ts';
import { expectAccessible, openPage, startBrowser } from './browser.ts';
import type { TestPage } from './browser.ts';
import { startPageServer } from './page-server.ts';
import type { PageServer } from './page-server.ts';

const TEXT = 'The fund will make you rich. Ask your adviser about the fund before Friday.';
const TEXT_ZH = '这只基金会让您发财。请在周五之前咨询您的客户经理。';

let browser: Browser;
let providers: TestServer[];
let server: PageServer;
let folder: string;
let opened: TestPage;
let page: Page;
/** What the model says on the next requests, and how many of them may be answered. */
let answer: (request: ChatRequest) => string;
let free: number;
let release: PromiseWithResolvers<void>;
const says = (opinion: object) => () =>
  JSON.stringify({
    reason: 'It names no risk.',
    quote: '',
    decision: 'breach',
    suggestion: null,
    ...opinion,
  });

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-'));
  const far = await startTestServer({
    answer: (request) => answer(request),
    heldUntil: () => (free-- > 0 ? undefined : release.promise),
  });
  providers = [far, await startTestServer({ faults: { unauthorised: 1 } })];
  const models = { far: far.model, broken: providers[1]?.model ?? '' };
  server = await startPageServer(models, { runsDirectory: folder, checksDir: folder });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  for (const provider of providers) await provider.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  [free, release] = [Infinity, Promise.withResolvers()];
  opened = await openPage(browser, server.address);
  page = opened.page;
  await page.goto('/compliance?rules=us-communications');
});
afterEach(async () => {
  release.resolve();
  expect(opened.faults).toEqual([]);
  await opened.close();
});

async function check(text: string, model: string): Promise<void> {
  await page.getByLabel('Model').selectOption(model);
  await page.getByLabel('Text to check').fill(text);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
}
const whole = (decision: string) => page.locator(`.whole[data-decision="${decision}"]`).waitFor();

it('tells how many requests are answered, and whose verdict it is', { timeout: 120_000 }, async () => {
  answer = says({ quote: 'will make you rich', suggestion: 'The fund may lose money.' });
  free = 2;
  await check(TEXT, 'far');
  const progress = page.getByRole('status').filter({ hasText: /The model has answered 2 of \d+ requests\./ });
  await progress.waitFor();
  await expectAccessible(page);
  release.resolve();
  await whole('breach');
  await page.getByText('With far.').waitFor();
  const open = page.locator('.verdicts > li[data-open="true"]');
  await open.getByText('It names no risk. (by the model far)').waitFor();
  await open.locator('blockquote', { hasText: 'will make you rich' }).waitFor();
  await open.getByText('The fund may lose money.').waitFor();
  await expect
    .poll(() => page.locator('.passage[data-lit="true"]').allTextContents())
    .toEqual(['will make you rich']);
  await page.setViewportSize({ width: 400, height: 800 });
  await expectAccessible(page);
});

it('stops what it asked', { timeout: 120_000 }, async () => {
  answer = says({});
  free = 0;
  await check(TEXT, 'far');
  await expect.poll(() => providers[0]?.stats().inFlight).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
  release.resolve();
  await expect.poll(() => providers[0]?.stats().inFlight).toBe(0);
  expect(await page.locator('.whole, .failed').count()).toBe(0);
});

it('rejects a quote that is not in the text, and says so', { timeout: 120_000 }, async () => {
  answer = says({ quote: 'we promise you the moon and the stars' });
  await check(TEXT, 'far');
  await whole('needs review');
  await page.getByText('the quote is rejected: "we promise you the moon and the stars"').waitFor();
  await expect.poll(() => page.locator('blockquote', { hasText: 'the moon' }).count()).toBe(0);
  await expectAccessible(page);
});

it('tells of a model that says nothing readable, and of one that fails', { timeout: 120_000 }, async () => {
  answer = () => 'I think this is fine.';
  await check(TEXT, 'far');
  await whole('needs review');
  const missing = page.getByRole('note').filter({ hasText: 'What the model is missing for' });
  await missing.getByText('no JSON: "I think this is fine."').waitFor();
  // One fault of all rules is told once.
  await expect.poll(() => missing.getByRole('listitem').count()).toBe(1);
  await check(TEXT, 'broken');
  await missing.getByText('The model behind this server did not answer (HTTP 401)').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('127.0.0.1');
  await page.setViewportSize({ width: 400, height: 800 });
  await expectAccessible(page);
});

it('does so in Chinese, in the dark, on a phone', { timeout: 120_000 }, async () => {
  answer = says({ quote: '会让您发财', reason: '未说明风险。' });
  free = 1;
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/compliance?rules=cn-promotion&model=far');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByLabel('待检查文本').fill(TEXT_ZH);
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /模型已回答 \d+ 个请求中的 1 个。/ })
    .waitFor();
  await expectAccessible(page);
  release.resolve();
  await whole('breach');
  await page.getByText('未说明风险。').first().waitFor();
  await page.getByText('由模型 far').first().waitFor();
  await expectAccessible(page);
});
