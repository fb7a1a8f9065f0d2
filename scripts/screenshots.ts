/**
 * `npm run screenshots`: pictures of every view of the page for `docs/page/`, over the run of the quickstart, which must be there, and a
 * batch of messages that is made for it.
 */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../web/e2e/browser.ts';
import { startPageServer } from '../web/e2e/page-server.ts';
import { testBatch, testMessages } from '../web/e2e/test-batch.ts';

const runsDirectory = 'runs';
const run = 'quickstart';
const folder = join(import.meta.dirname, '..', 'docs', 'page');

interface View {
  name: string;
  address: string;
  /** What to do before the picture is taken. */
  prepare?: (page: Page) => Promise<void>;
  dark?: boolean;
  language?: 'zh';
  narrow?: boolean;
}

const firstNumber = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Try an example' }).click();
  await page.locator('.check-line').first().waitFor({ timeout: 60_000 });
  await page.locator('.reasoning button.mark[data-status="found"]').first().click();
};

const checkedText = async (page: Page): Promise<void> => {
  await page.getByLabel('Examples').selectOption({ label: 'Advertisement of a product (Chinese)' });
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('.verdicts').waitFor();
  await page.locator('.result').scrollIntoViewIfNeeded();
};
const chosenItem = async (page: Page): Promise<void> => {
  await page.locator('.row-list a').first().click();
  await page.locator('.decision-form').waitFor();
};
const filledIn = async (page: Page): Promise<void> => {
  await page.getByLabel('Begin with a made-up client').selectOption({ label: 'In debt (USD)' });
  await page.locator('.standing .findings').first().waitFor();
};
const computed = async (page: Page): Promise<void> => {
  await page.getByLabel('Begin with a made-up client').selectOption({ label: 'Saver (USD)' });
  await page.getByRole('button', { name: 'Compute the proposal' }).click();
  await page.locator('.charts').waitFor({ timeout: 60_000 });
  await page.locator('.numbered-text button.mark').nth(4).click();
  await page.locator('.charts').evaluate((charts) => charts.scrollIntoView({ block: 'end' }));
};

const views: View[] = [
  { name: 'ask', address: '/ask', prepare: firstNumber },
  {
    name: 'ask-two',
    address: `/ask?model=run:${run}@grpo&with=run:${run}@base`,
    prepare: firstNumber,
    dark: true,
  },
  { name: 'runs', address: '/runs' },
  { name: 'run', address: `/runs/${run}` },
  { name: 'groups', address: `/runs/${run}/groups?stage=grpo&spread=signal` },
  { name: 'answers', address: `/runs/${run}/answers?stage=grpo&verdict=wrong` },
  { name: 'data', address: `/data/${run}` },
  { name: 'rows', address: `/data/${run}/rows?set=sft&search=revenue&row=0` },
  { name: 'evaluate', address: '/evaluate' },
  { name: 'compare', address: `/evaluate/compare?a=${run}@sft&b=${run}@grpo` },
  { name: 'compliance', address: '/compliance', prepare: checkedText },
  { name: 'queue', address: '/compliance/queue/march?state=open', prepare: chosenItem },
  { name: 'advice', address: '/advice?step=money', prepare: filledIn },
  { name: 'proposal', address: '/advice?step=market', prepare: computed },
  { name: 'chinese', address: `/runs/${run}`, language: 'zh', dark: true },
  { name: 'narrow', address: `/runs/${run}/groups?stage=grpo`, narrow: true },
];

if (!existsSync(join(runsDirectory, run, 'results.json')))
  throw new Error(`${runsDirectory}/${run} is not there: run fin-r1 quickstart first`);
mkdirSync(folder, { recursive: true });
const checksDir = mkdtempSync(join(tmpdir(), 'fin-r1-checks-'));
await testBatch(join(checksDir, 'march'), testMessages(60));
const server = await startPageServer({}, { runsDirectory, checksDir });
const browser = await startBrowser();
try {
  for (const { name, address, prepare, dark = false, language, narrow = false } of views) {
    const page = await browser.newPage({
      ...{ baseURL: server.address, locale: language === 'zh' ? 'zh-CN' : 'en-GB' },
      ...{ viewport: narrow ? { width: 400, height: 860 } : { width: 1280, height: 860 } },
      colorScheme: dark ? 'dark' : 'light',
    });
    await page.goto(address);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    console.log(`docs/page/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(checksDir, { recursive: true });
}
