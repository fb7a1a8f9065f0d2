import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible, openPage, startBrowser } from './browser.ts';
import type { TestPage } from './browser.ts';
import { startPageServer } from './page-server.ts';
import type { PageServer } from './page-server.ts';
import { startScriptedApi } from './scripted-api.ts';
import type { ScriptedApi } from './scripted-api.ts';

const TABLE = 'item\t2023\t2022\nRevenue\t63.0\t48.0\nCost\t40.5\t31.0\n';

let browser: Browser;
let api: ScriptedApi;
let server: PageServer;
let runsDirectory: string;
let opened: TestPage;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  api = await startScriptedApi();
  runsDirectory = await mkdtemp(join(tmpdir(), 'fin-r1-'));
  server = await startPageServer({ one: api.model, two: api.model }, { runsDirectory });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await api.close();
  await rm(runsDirectory, { recursive: true });
});
beforeEach(async () => {
  opened = await openPage(browser, server.address);
  page = opened.page;
  await page.goto('/ask');
});
afterEach(async () => {
  expect(opened.faults).toEqual([]);
  await opened.close();
  // The next test's words are for its own answers alone.
  await expect.poll(() => api.open).toBe(0);
});

async function paste(text: string, cell = '63.0'): Promise<void> {
  const field = page.getByLabel('Table or text');
  if (!(await field.isVisible())) await page.getByText('Paste a table or a text').click();
  await field.fill(text);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('cell', { name: cell }).first().waitFor();
}

async function exported(button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

async function ask(question: string): Promise<void> {
  await page.getByLabel('Question').fill(question);
  await page.getByLabel('Question').press('Enter');
}

const lit = () => page.locator('[data-lit="true"]').allTextContents();

it('streams an answer whose numbers lead to their cells', { timeout: 60_000 }, async () => {
  await paste(TABLE);
  await ask('By how much did revenue grow?');
  await api.write({ reasoning_content: 'Revenue was 63.0 in 2023 and 48.0 in 2022.\n' });
  await page.getByText('Revenue was').waitFor();
  await api.write({ reasoning_content: 'The change is 63.0 - 48.0 = 15.0. Peers earn 77.7%.' });
  // Numbers are marked while the answer is still being written.
  const found = page.getByRole('button', { name: '48.0, found in the source' });
  await expect
    .poll(async () => {
      await api.write({ reasoning_content: ' Then' });
      return found.count();
    })
    .toBeGreaterThan(0);
  await page.getByText('writing …').waitFor();
  await api.write({ content: '15.0' });
  await api.finish();
  await page.getByText(/of \d+ numbers supported/).waitFor();

  await page.getByRole('button', { name: '48.0, found in the source' }).first().click();
  await expect.poll(lit).toEqual(['48.0']);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(lit).toEqual(['63.0']);
  await page.getByRole('button', { name: '15.0, recomputed' }).first().click();
  await page.locator('.number-note', { hasText: '63.0 - 48.0 = 15.0' }).waitFor();
  await page.getByRole('button', { name: '77.7%, supported by nothing' }).click();
  await expect.poll(lit).toEqual([]);
  await expectAccessible(page);

  const { turns } = JSON.parse(await exported('as JSON')) as {
    turns: { answers: { a: { numbers: { text: string; status: string }[] } } }[];
  };
  expect(turns[0]?.answers.a.numbers).toContainEqual(
    expect.objectContaining({ text: '77.7%', status: 'unsupported' }),
  );
});

it('stops, answers anew, and keeps the conversation over a reload', { timeout: 60_000 }, async () => {
  await ask('Is it so?');
  await api.write({ reasoning_content: 'Let me see' });
  await page.getByText('Let me see').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('stopped').waitFor();
  await expect.poll(() => api.open).toBe(0);
  await page.getByRole('button', { name: 'Another answer' }).click();
  await expect.poll(() => api.open).toBe(1);
  await api.write({ content: 'Yes' });
  await api.finish();
  await page.locator('.content', { hasText: 'Yes' }).waitFor();
  await page.reload();
  await page.locator('.content', { hasText: 'Yes' }).waitFor();
  await ask('And then?');
  await expect.poll(() => api.open).toBe(1);
  expect(api.asked.at(-1)?.messages.map(({ content }) => content)).toEqual(['Is it so?', 'Yes', 'And then?']);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('stopped').waitFor();
});

it('leads from an old answer to the document it was given about', { timeout: 60_000 }, async () => {
  await paste(TABLE);
  await ask('What was revenue?');
  await api.write({ content: 'Revenue was 48.0 in 2022.' });
  await api.finish();
  await page.getByText(/of \d+ numbers supported/).waitFor();
  await page.getByRole('button', { name: 'Remove: pasted 1.tsv' }).click();
  await expect.poll(() => page.getByRole('cell', { name: '48.0' }).count()).toBe(0);
  await paste('item\t2023\t2022\nCosts\t999\t888\n', '888');
  await expect.poll(() => page.getByRole('heading', { name: 'pasted 1.tsv' }).count()).toBe(0);
  await page.reload();
  await page.getByRole('button', { name: '48.0, found in the source' }).click();
  await expect.poll(lit).toEqual(['48.0']);
  await page.getByText('Removed since.').waitFor();
  await page.locator('.number-note', { hasText: 'table pasted 1.tsv: Revenue, 2022' }).waitFor();
  await expectAccessible(page);
  const markdown = await exported('as Markdown');
  expect(markdown).toContain('48.0 (content): found, pasted 1.tsv row 2 column 3 (Revenue, 2022)');
  expect(markdown).toContain('| Revenue | 63.0 | 48.0 |');
  // The same table again is the one that it was, not a copy of it.
  await paste(TABLE);
  await page.getByRole('button', { name: 'Remove: pasted 1.tsv' }).waitFor();
  expect(JSON.parse(await exported('as JSON'))).toMatchObject({
    documents: [{ id: 'pasted 2.tsv' }, { id: 'pasted 1.tsv' }],
    removed: [],
    turns: [{ answers: { a: { documents: ['pasted 1.tsv'] } } }],
  });
});

it('keeps all of several files, and a question asked while one is read', { timeout: 60_000 }, async () => {
  const held = Promise.withResolvers<void>();
  await page.route('**/api/documents?*', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.locator('input[type=file]').setInputFiles(
    ['one', 'two', 'three'].map((name) => ({
      ...{ name: `${name}.csv`, mimeType: 'text/csv' },
      buffer: Buffer.from(`item,2023\n${name},63.0\n`),
    })),
  );
  await page.getByText('Reading one.csv').waitFor();
  await ask('Is it there?');
  await api.write({ content: 'Yes.' });
  await api.finish();
  await page.locator('.content', { hasText: 'Yes.' }).waitFor();
  held.resolve();
  await page.getByRole('heading', { name: 'three.csv' }).waitFor();
  await expect
    .poll(() => page.locator('.sources h3 span').allTextContents())
    .toEqual(['one.csv', 'two.csv', 'three.csv']);
  await expect.poll(() => page.locator('.content', { hasText: 'Yes.' }).count()).toBe(1);
});

it('keeps what was written of an answer over a reload', { timeout: 60_000 }, async () => {
  await ask('Is it so?');
  await api.write({ content: 'As far as I know' });
  await page.getByText('As far as I know').waitFor();
  await page.reload();
  await page.getByText('As far as I know').waitFor();
  await page.getByText('stopped').waitFor();
  await expect.poll(() => api.open).toBe(0);
});

it('asks two models side by side, under an address that can be shared', { timeout: 60_000 }, async () => {
  await page.getByRole('combobox', { name: 'Beside it' }).selectOption('two');
  await page.waitForURL(/with=two/);
  await page.goto(page.url());
  await expect.poll(() => page.getByRole('combobox', { name: 'Beside it' }).inputValue()).toBe('two');
  await ask('Both?');
  await expect.poll(() => api.open).toBe(2);
  await api.write({ content: 'Both.' });
  await api.finish();
  await expect.poll(() => page.locator('.content', { hasText: 'Both.' }).count()).toBe(2);
  await page.setViewportSize({ width: 400, height: 800 });
  await expectAccessible(page);
});

it('says which file it cannot read, and keeps the rest', { timeout: 60_000 }, async () => {
  await page.locator('input[type=file]').setInputFiles([
    {
      name: 'broken.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('PK\u0003\u0004 broken'),
    },
    { name: 'good.csv', mimeType: 'text/csv', buffer: Buffer.from('item,2023\nRevenue,63.0\n') },
  ]);
  await page.getByRole('alert').filter({ hasText: 'broken.xlsx' }).waitFor();
  await page.getByRole('cell', { name: '63.0' }).waitFor();
  await expectAccessible(page);
});

it('says when the server is gone, and goes on when it is back', { timeout: 60_000 }, async () => {
  await ask('Are you there?');
  await api.write({ content: 'I was' });
  await page.getByText('I was').waitFor();
  const port = Number(new URL(server.address).port);
  await server.kill();
  await page.getByText('The answer broke off.').waitFor();
  await page.getByText('The server does not answer.').waitFor();
  await page.getByRole('button', { name: 'Another answer' }).click();
  await page.getByText('The model did not answer: The server cannot be reached.').waitFor();
  const content = { mimeType: 'text/csv', buffer: Buffer.from('item,2023\nRevenue,63.0\n') };
  await page.locator('input[type=file]').setInputFiles([{ name: 'good.csv', ...content }]);
  const notRead = page.getByRole('alert').filter({ hasText: 'good.csv could not be read' });
  await notRead.locator('p', { hasText: 'The server cannot be reached.' }).waitFor();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByText('模型没有回答： 无法连接服务器。').waitFor();
  await page.getByRole('button', { name: 'English' }).click();

  server = await startPageServer({ one: api.model, two: api.model }, { runsDirectory, port });
  await page.getByText('The server is back.').waitFor();
  await notRead.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('cell', { name: '63.0' }).waitFor();
  await expect.poll(() => notRead.count()).toBe(0);
  await expect.poll(() => api.open).toBe(0);
  await page.getByRole('button', { name: 'Another answer' }).click();
  await api.write({ content: 'Here.' });
  await api.finish();
  await page.locator('.content', { hasText: 'Here.' }).waitFor();
  expect(api.asked.at(-1)?.messages.at(-1)?.content).toContain('Are you there?');
});

it(
  'leaves the focus where the reader is, and shows all rooms on a narrow page',
  { timeout: 60_000 },
  async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto('/');
    await page.getByRole('button', { name: 'Try an example' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    expect(await focused()).toBe('BODY');
    const rooms = page.getByRole('navigation', { name: 'Rooms' });
    await expect.poll(() => rooms.evaluate((nav) => nav.scrollWidth - nav.clientWidth)).toBe(0);
    await page.getByRole('button', { name: 'Try an example' }).press('Enter');
    await expect.poll(focused).toBe('TEXTAREA');
    await api.finish();
  },
);

it('speaks Chinese and turns dark', { timeout: 60_000 }, async () => {
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('heading', { name: '文件' }).waitFor();
  // The document's language follows the texts.
  await page.locator('html[lang="zh-CN"]').waitFor({ state: 'attached' });
  await page.getByRole('combobox', { name: '配色' }).selectOption('dark');
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('heading', { name: '文件' }).waitFor();
});
