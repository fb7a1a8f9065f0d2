/** A model that writes the explanation in the room Advice: a server of the test plays it. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer } from '../../src/models/test-server.ts';
import type { TestServer } from '../../src/models/test-server.ts';
import { expectAccessible, openPage, startBrowser } from './browser.ts';
import type { TestPage } from './browser.ts';
import { startPageServer } from './page-server.ts';
import type { PageServer } from './page-server.ts';

let browser: Browser;
let providers: TestServer[];
let server: PageServer;
let folder: string;
let opened: TestPage;
let page: Page;
/** What the model writes the `time`th time; `largest`: symbol of the largest position. */
let write: (largest: string, time: number) => string;
let times: number;
let release: PromiseWithResolvers<void> | null;

const GOOD = (largest: string): string =>
  `The plan has an expected return of {{plan.return}}. Its volatility is {{plan.volatility}}. A bad year could cost you {{plan.loss95}}. ${largest} gets {{plan.weight.${largest}}}.`;
const GOOD_ZH = (largest: string): string =>
  `组合预期收益率约{{plan.return}}，波动率约{{plan.volatility}}。若遇不利年份，可能亏损{{plan.loss95}}。${largest}占{{plan.weight.${largest}}}。`;

function largestIn(prompt: string): string {
  const weights = [...prompt.matchAll(/^- plan\.weight\.(\S+): .*?([\d.]+) ?%/gm)];
  const [largest] = weights.toSorted((a, b) => Number(b[2]) - Number(a[2]));
  return largest?.[1] ?? '';
}

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-'));
  const far = await startTestServer({
    answer: ({ messages }) => write(largestIn(messages[0]?.content ?? ''), ++times),
    heldUntil: () => release?.promise,
  });
  providers = [far, await startTestServer({ faults: { unauthorised: 1 } })];
  const models = { far: far.model, broken: providers[1]?.model ?? '' };
  server = await startPageServer(models, { runsDirectory: folder });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  for (const provider of providers) await provider.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  [times, release] = [0, null];
  opened = await openPage(browser, server.address);
  page = opened.page;
  await page.goto('/advice');
});
afterEach(async () => {
  release?.resolve();
  expect(opened.faults).toEqual([]);
  await opened.close();
});

async function choose(model: string): Promise<void> {
  await page.getByLabel('Begin with a made-up client').selectOption({ label: 'Saver (USD)' });
  await page.getByRole('complementary', { name: 'As it stands' }).getByText('Risk level').waitFor();
  await page.getByRole('navigation', { name: 'Steps' }).getByText('Prices and products').click();
  await page.getByLabel('Who writes the explanation').selectOption(model);
}
const compute = () => page.getByRole('button', { name: 'Compute the proposal' }).click();
const explanation = () => page.getByRole('region', { name: 'Explanation' });

it('binds each number of the model’s text to its figure', { timeout: 120_000 }, async () => {
  write = GOOD;
  await choose('far');
  await compute();
  await page.getByText('then far writes the explanation').waitFor();
  await explanation().getByText('Written by far; every number was held against the figures.').waitFor();
  const numbers = page.locator('.numbered-text button.mark');
  await expect.poll(() => numbers.count()).toBe(4);
  await numbers.nth(2).click();
  await page.waitForURL(/[?&]figure=plan\.loss95/);
  await page.locator('tr[data-chosen="true"]', { hasText: 'plan.loss95' }).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 400, height: 800 });
  await expectAccessible(page);
  // The report says what was read, and asks nobody for other words.
  const asked = providers[0]?.stats().requests;
  const [html] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Report as HTML' }).click(),
  ]);
  expect(readFileSync(await html.path(), 'utf8')).toContain('The plan has an expected return of');
  expect(providers[0]?.stats().requests).toBe(asked);
});

it('has a faulty text written anew, and says what was held against it', { timeout: 120_000 }, async () => {
  write = (largest, time) => (time === 1 ? `${GOOD(largest)} Volatility is 99%.` : GOOD(largest));
  await choose('far');
  await compute();
  await explanation().getByText('The model wrote 2 times').click();
  await explanation().getByText('99% is the value of no figure').waitFor();
  await expect.poll(() => page.locator('.numbered-text').textContent()).not.toContain('99%');
});

it('takes out the sentences that stay wrong, and shows them', { timeout: 120_000 }, async () => {
  write = (largest) => `${GOOD(largest)} Volatility is 99%.`;
  await choose('far');
  await compute();
  await explanation().getByText('Written by far').waitFor();
  await explanation().getByText('The model wrote 3 times').click();
  await explanation().getByText('Sentences that were taken out:').waitFor();
  await explanation().locator('del', { hasText: 'Volatility is 99%.' }).waitFor();
  await expect.poll(() => page.locator('.numbered-text').textContent()).not.toContain('99%');
  await expectAccessible(page);
});

it('puts our own sentences in the place of a text that is refused', { timeout: 120_000 }, async () => {
  write = () => 'Buy now, you cannot lose.';
  await choose('far');
  await compute();
  await explanation().getByText('The model’s text was refused: too little is said').waitFor();
  await explanation().getByText('no model wrote it').waitFor();
  await expect.poll(() => page.locator('.numbered-text').textContent()).not.toContain('cannot lose');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Change the answers' }).click();
  await choose('broken');
  await compute();
  await explanation().getByText('The model behind this server did not answer (HTTP 401)').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('127.0.0.1');
});

it('stops the model', { timeout: 120_000 }, async () => {
  [write, release] = [GOOD, Promise.withResolvers()];
  await choose('far');
  await compute();
  await expect.poll(() => providers[0]?.stats().inFlight, { timeout: 40_000 }).toBe(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Compute the proposal' }).waitFor();
  release.resolve();
  await expect.poll(() => providers[0]?.stats().inFlight).toBe(0);
  expect(times).toBeLessThan(2);
});

it('does so in Chinese, in the dark, on a phone', { timeout: 120_000 }, async () => {
  write = (largest) => `${GOOD_ZH(largest)}波动率为99%。`;
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByLabel('从虚构客户开始').selectOption({ label: '储蓄者（CNY）' });
  await page.locator('.level').waitFor();
  await page.getByRole('link', { name: /^价格与产品/ }).click();
  await page.getByLabel('由谁撰写说明').selectOption('far');
  await page.getByRole('button', { name: '计算方案' }).click();
  await page.locator('.numbered-text[lang="zh"]').waitFor();
  await page.getByText('由 far 撰写').waitFor();
  await page.getByText('模型撰写了 3 次').click();
  await page.locator('del', { hasText: '波动率为99%。' }).waitFor();
  await expectAccessible(page);
});
