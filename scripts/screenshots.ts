/** `npm run screenshots`: pictures of every view of the page for `docs/page/`, over the run of the quickstart, which must be there. */

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../web/e2e/browser.ts';
import { startPageServer } from '../web/e2e/page-server.ts';

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
  { name: 'chinese', address: `/runs/${run}`, language: 'zh', dark: true },
  { name: 'narrow', address: `/runs/${run}/groups?stage=grpo`, narrow: true },
];

if (!existsSync(join(runsDirectory, run, 'results.json')))
  throw new Error(`${runsDirectory}/${run} is not there: run fin-r1 quickstart first`);
mkdirSync(folder, { recursive: true });
const server = await startPageServer({}, { runsDirectory });
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
}
