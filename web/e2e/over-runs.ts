/** A browser and a server over runs made for a file's tests, and a new page for each of them. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { testRuns } from '../../src/inspect/test-runs.ts';
import type { TestRuns } from '../../src/inspect/test-runs.ts';
import { openPage, startBrowser } from './browser.ts';
import type { TestPage } from './browser.ts';
import { startPageServer } from './page-server.ts';
import type { PageServer } from './page-server.ts';

export interface OverRuns {
  browser: Browser;
  page: Page;
  /** What the browser complained of; a test that causes some empties it. */
  faults: string[];
}

/** Sets the hooks of the file; what it gives back is filled before each test. */
export function overRuns(make: (runs: TestRuns) => Promise<void> | void): OverRuns {
  const site = {} as OverRuns;
  let [runs, server, opened]: [TestRuns?, PageServer?, TestPage?] = [];
  beforeAll(async () => {
    site.browser = await startBrowser();
    runs = testRuns();
    await make(runs);
    server = await startPageServer({}, { runsDirectory: runs.directory });
  });
  afterAll(async () => {
    await site.browser.close();
    await server?.close();
    runs?.remove();
  });
  beforeEach(async () => {
    opened = await openPage(site.browser, server?.address ?? '');
    [site.page, site.faults] = [opened.page, opened.faults];
  });
  afterEach(async () => {
    expect(site.faults).toEqual([]);
    await opened?.close();
  });
  return site;
}
