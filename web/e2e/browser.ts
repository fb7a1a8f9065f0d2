/** A real Chromium for tests, which comes as a package of npm. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as driver } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

const ARGUMENTS = ['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface TestPage {
  page: Page;
  /** What the browser's console and network reported, and every address that is not the server's. */
  faults: string[];
  close(): Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  return driver.launch({ executablePath: await chromium.executablePath(), args: ARGUMENTS });
}

/** @param address Of the server, without a path. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<TestPage> {
  const context = await browser.newContext({
    ...{ baseURL: address, locale: 'en-GB', viewport: { width: 1300, height: 900 } },
    // The policy of the page would keep axe out, which tests put in; the server's own tests hold it.
    bypassCSP: true,
    ...options,
  });
  context.setDefaultTimeout(40_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // That a request failed is the test's own doing where it stops the server.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== address && !request.url().startsWith('blob:')) faults.push(`asked ${request.url()}`);
  });
  return { page, faults, close: () => context.close() };
}

/** No violation that axe can find; the page is not wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(await readFile(axe, 'utf8'));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`,
    );
  });
  expect(found).toEqual([]);
  const [inner, wide] = await page.evaluate(() => [
    document.documentElement.clientWidth,
    document.documentElement.scrollWidth,
  ]);
  expect(wide).toBeLessThanOrEqual(inner ?? 0);
}
