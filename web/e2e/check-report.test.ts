/** The report of a batch as a reader opens it: from a file, with its own policy in force. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BatchFolder, Queue, queuePlace, runBatch, writeReports } from '../../src/apps/compliance/index.ts';
import { testBy, testCheck } from '../../src/apps/compliance/test-check.ts';
import { expectAccessible, openPage, startBrowser } from './browser.ts';

let browser: Browser;
let folder: string;
let report: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-report-'));
  const who = { name: 'Ann', key: null };
  const texts = Array.from({ length: 130 }, (_, n) => ({
    id: `mails.csv#${n}`,
    text:
      n % 2 === 0 ? `Mail ${n}: we guarantee </script><img src=x onerror=alert(1)> it.` : `Mail ${n}: maybe.`,
  }));
  const directory = join(folder, 'march');
  const batch = await BatchFolder.open(directory, { by: testBy, texts: texts.length, notes: [], who });
  const check = (text: (typeof texts)[number]) => Promise.resolve(testCheck(text));
  const { rows } = await runBatch(batch, texts, check, { who, concurrency: 8 });
  batch.end();
  await batch.close();
  writeReports(directory, rows, new Queue(queuePlace(directory)));
  report = pathToFileURL(join(directory, 'report.html')).href;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

it(
  'filters and searches with its policy in force, and asks nothing of a network',
  { timeout: 60_000 },
  async () => {
    const { page, faults, close } = await openPage(browser, 'null', { bypassCSP: false });
    await page.goto(report);
    const count = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
    await count('130 / 130');
    await expect.poll(() => page.locator('article').count()).toBe(50);
    expect(await page.locator('mark').first().textContent()).toBe('guarantee');
    expect(await page.locator('blockquote').first().textContent()).toContain('<img src=x onerror=alert(1)>');
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => page.locator('article').count()).toBe(100);
    await page.getByLabel('Decision').selectOption('needs review');
    await count('65 / 130');
    await page.getByLabel('Search').fill('mail 77:');
    await count('1 / 130');
    await page.getByLabel('Search').fill('mail 76:');
    await page.getByText('Nothing matches.').waitFor();
    expect(faults.filter((fault) => !fault.includes('file://'))).toEqual([]);
    await close();
  },
);

it.each([1300, 360])(
  'keeps the rules of accessibility, %i pixels wide',
  { timeout: 60_000 },
  async (width) => {
    const { page, close } = await openPage(browser, 'null', { viewport: { width, height: 800 } });
    await page.goto(report);
    await page.locator('article').first().waitFor();
    await expectAccessible(page);
    await close();
  },
);
