import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible, openPage, startBrowser } from './browser.ts';
import type { TestPage } from './browser.ts';
import { startPageServer } from './page-server.ts';
import type { PageServer } from './page-server.ts';
import { testBatch, testMessages } from './test-batch.ts';

let browser: Browser;
let server: PageServer;
let folder: string;
let opened: TestPage;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-'));
  await testBatch(join(folder, 'march'), testMessages(60));
  server = await startPageServer({}, { runsDirectory: folder, checksDir: folder });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  opened = await openPage(browser, server.address);
  page = opened.page;
});
afterEach(async () => {
  expect(opened.faults).toEqual([]);
  await opened.close();
});

const lit = () => page.locator('.passage[data-lit="true"]').allTextContents();
const chooseExample = (title: string) => page.getByLabel('Examples').selectOption({ label: title });
/** Items of the queue that the server has for a search. */
const itemsOf = async (search: string): Promise<number> => {
  const query = new URLSearchParams({ batch: 'march', ...(search !== '' && { search }) }).toString();
  const response = await fetch(`${server.address}/api/compliance/queue?${query}`);
  return ((await response.json()) as { total: number }).total;
};
const count = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

it(
  'checks a text: passages and verdicts lead to each other, and stay over a reload',
  { timeout: 60_000 },
  async () => {
    await page.goto('/compliance');
    await chooseExample('Advertisement of a product (Chinese)');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('At least one rule is broken.').waitFor();
    await page.getByText('Without a model: rule tests, retrieval and likeness to known breaches.').waitFor();
    const isOpen = (rule: string) =>
      page.locator('.verdicts > li[data-open="true"]').filter({ hasText: rule }).count();
    // The gravest is open; another one is opened by its passage, and the passage found by its verdict.
    await expect.poll(() => page.locator('.verdicts [aria-expanded="true"]').count()).toBe(1);
    await page.locator('.passage', { hasText: '风险测评' }).click();
    await expect.poll(lit).toEqual(['风险测评我可以帮您填']);
    await page.waitForURL(/rule=cn-suit-rating/);
    await page.locator('.verdicts button', { hasText: '保' }).first().click();
    await page.waitForURL(/rule=(?!cn-suit-rating)/);
    await expect.poll(async () => (await lit()).join('')).toContain('保本');
    const [before, address] = [await lit(), page.url()];
    await expectAccessible(page);

    await page.goto(address);
    await expect.poll(lit).toEqual(before);
    await page.locator('.passage[tabindex="0"]').focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.passage:focus[aria-pressed="true"]').waitFor();
    await expect.poll(lit).toEqual(['风险测评我可以帮您填']);
    await expect.poll(() => isOpen('风险测评我可以帮您填')).toBe(1);

    // What keeps the rules is not held for a breach.
    await chooseExample('The same, as it may be said (Chinese)');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.locator('.whole[data-decision="compliant"]').waitFor();
  },
);

it('shows attempts to steer, in Chinese and dark, on a phone', { timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto('/compliance');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByLabel('示例').selectOption({ label: '试图操纵检查的文本（英文）' });
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByRole('heading', { name: '操纵或隐藏的企图' }).waitFor();
  await page.locator('.whole[data-decision="breach"]').waitFor();
  await page.locator('.manipulations button').first().click();
  await expect.poll(async () => (await lit()).length).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: '配色' }).selectOption('dark');
  await expectAccessible(page);
});

it('checks a file of messages, the gravest first', { timeout: 60_000 }, async () => {
  await page.goto('/compliance');
  const rows = testMessages(8).map(({ text, sender }) => `${sender},"${text}"`);
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'mails.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(`sender,text\n${rows.join('\n')}\n`),
  });
  await page.getByRole('heading', { name: 'File: mails.csv' }).waitFor();
  await count('8 of 8 texts');
  await page.getByLabel('Decision').selectOption({ label: 'breach (4)' });
  await count('4 of 8 texts');
  await page.locator('.row-list a').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page
    .getByRole('region', { name: 'The chosen text' })
    .getByText('At least one rule is broken.')
    .waitFor();
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as JSON' }).click(),
  ]);
  const { data } = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    data: { record: { hash: string } }[];
  };
  expect(data.map(({ record }) => record.hash).every((hash) => hash.length === 64)).toBe(true);
});

it('lets an officer decide by the keyboard, and exports it', { timeout: 60_000 }, async () => {
  await page.goto('/compliance/queue');
  await page.getByRole('link', { name: 'march' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'march' }).click();
  await count(`${await itemsOf('')} items`);
  await page.getByLabel('Words in text, reason or sender').fill('保本');
  const found = await itemsOf('保本');
  expect(found).toBeLessThan(await itemsOf(''));
  await count(`${found} items`);
  await page.getByLabel('State').selectOption('open');
  await page.waitForURL(/state=open/);
  await page.locator('.row-list a').first().focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('region', { name: 'The chosen item' });
  await item.getByText('保本').first().waitFor();
  // Nobody decides without a name.
  await item.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Give your name first').waitFor();
  await item.getByLabel('Your name').fill('Ann');
  await item.locator('.item').focus();
  await page.keyboard.press('a');
  await item.getByText('Ann accepted').waitFor();
  await count(`${found - 1} items`);
  await page.keyboard.press('n');
  await expect.poll(() => item.getByText('Ann accepted').count()).toBe(0);
  await item.locator('.decision-form').waitFor();
  await page.keyboard.press('o');
  await page.locator('.act-form :focus').waitFor();
  await page.keyboard.type('It quotes a rule of the house.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Record' }).click();
  await item.getByText('Ann overruled: compliant').waitFor();
  await item.getByText('It quotes a rule of the house.').waitFor();
  await count(`${found - 2} items`);
  await page.keyboard.press('n');
  await expect.poll(() => item.getByText('Ann overruled').count()).toBe(0);
  await item.locator('.decision-form').waitFor();
  await page.keyboard.press('s');
  await page.locator('.act-form :focus').waitFor();
  await page.keyboard.type('Ben');
  await page.keyboard.press('Enter');
  await item.getByText('Ann assigned to Ben').waitFor();

  await page.getByLabel('State').selectOption('overruled');
  await count('1 item');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Decisions as calibration' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain('It quotes a rule of the house.');
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Report', exact: true }).click(),
  ]);
  expect(await readFile(await report.path(), 'utf8')).toContain('<!doctype html>');
  // Another officer may not take it back in silence.
  await page.locator('.row-list a').first().click();
  await item.getByText('Ann overruled: compliant').waitFor();
  await item.getByLabel('Your name').fill('Zoe');
  await item.getByRole('button', { name: 'Accept' }).click();
  await page.getByLabel('Another officer has overruled it').fill('The rule is not quoted.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Record' }).click();
  await item.getByText('Zoe accepted').waitFor();
  await item.getByText('The rule is not quoted.').waitFor();
});

it('tells an officer that somebody else has acted meanwhile', { timeout: 60_000 }, async () => {
  await page.goto('/compliance/queue/march?state=open&search=guarantees');
  await page.locator('.row-list a').first().click();
  const item = page.getByRole('region', { name: 'The chosen item' });
  await item.getByLabel('Your name').fill('Ann');
  await page.waitForURL(/[?&]item=/);
  const id = new URL(page.url()).searchParams.get('item') ?? '';
  const address = `${server.address}/api/compliance/queue/item?${new URLSearchParams({ batch: 'march', item: id }).toString()}`;
  const { last } = (await (await fetch(address)).json()) as { last: string };
  const body = JSON.stringify({ batch: 'march', item: id, act: 'accept', by: 'Zoe', after: last });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${server.address}/api/compliance/decisions`, { method: 'POST', headers, body });
  await item.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Somebody else has acted meanwhile.').waitFor();
  await item.getByText('Zoe accepted').waitFor();
  expect(await item.getByText('Ann accepted').count()).toBe(0);
});

it('shows the rules, and tries their examples', { timeout: 60_000 }, async () => {
  await page.goto('/compliance/rules');
  await page.getByLabel('Jurisdiction').selectOption({ label: 'China' });
  await page.getByLabel('Words in title').fill('保本');
  await page.locator('.row-list a', { hasText: 'cn-ad-guarantee' }).click();
  const rule = page.getByRole('region', { name: 'The chosen rule' });
  await rule.getByRole('heading', { name: 'Obligation, in our own words' }).waitFor();
  await expectAccessible(page);
  await rule.getByRole('button', { name: 'Check this example' }).first().click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('.verdicts > li[data-decision="breach"]').first().waitFor();
  await page.waitForURL(/[?&]rules=cn-promotion/);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto('/compliance/rules?rule=cn-ad-guarantee');
  await page.getByRole('heading', { name: 'Obligation, in our own words' }).waitFor();
  await expectAccessible(page);
});
