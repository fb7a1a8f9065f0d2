import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { testDataset } from '../../src/inspect/data/test-dataset.ts';
import { testRuns } from '../../src/inspect/test-runs.ts';
import { decontaminated } from '../../src/recipe/decontaminated.ts';
import { expectAccessible } from './browser.ts';
import { overRuns } from './over-runs.ts';
import { startPageServer } from './page-server.ts';

let page: Page;
const site = overRuns(async (runs) => {
  await testDataset(runs.make('mine').path('data'), decontaminated);
  const broken = runs.make('broken').path('data');
  mkdirSync(broken);
  writeFileSync(join(broken, 'funnel.json'), '{');
});
beforeEach(() => void ({ page } = site));

const asked = () => page.locator('.row-list .asked').allTextContents();
const count = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

it('shows the funnel, each reason leading to its rows', { timeout: 60_000 }, async () => {
  await page.goto('/data');
  await page.getByRole('cell', { name: 'teacher:test' }).waitFor();
  await page.getByText('data/funnel.json').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'mine' }).click();
  await page.getByRole('heading', { name: 'Funnel', level: 2 }).waitFor();
  const funnel = async (): Promise<string[]> =>
    (await page.locator('.funnel li').allTextContents()).map((step) =>
      step.replace(/^(\D+)([\d,]+) .*/s, '$2 $1'),
    );
  await expect.poll(funnel).toEqual(['4 asked', '4 answered', '2 answer correct', '2 well reasoned']);
  await page.getByRole('heading', { name: 'Samples by source and language' }).waitFor();
  await expectAccessible(page);
  await page.locator('.funnel').getByRole('link', { name: '1 wrong answer → RL' }).click();
  await count('1 row,');
  await expect.poll(() => new URL(page.url()).search).toBe('?set=rl&reason=wrong+answer');
  await expect
    .poll(asked)
    .toEqual(['what did Ribo gain in net sales from 2019 to 2020, in percent of 5100?']);
  await page.goBack();
  await page.getByRole('heading', { name: 'Funnel', level: 2 }).waitFor();
});

it('finds rows as one types, under an address that can be shared', { timeout: 60_000 }, async () => {
  await page.goto('/data/mine/rows');
  await count('8 rows,');
  await page.getByLabel('Words in question, answer or id').fill('净利润');
  await count('1 row,');
  await page.getByLabel('Words in question, answer or id').fill('net sales');
  await page.waitForURL(/net\+sales/);
  await page.getByLabel('Category').selectOption({ label: 'gain (1)' });
  await page.waitForURL(/category=gain/);
  await count('1 row,');
  await page.goto(page.url());
  await count('1 row,');
  await expect
    .poll(asked)
    .toEqual(['what did Ribo gain in net sales from 2019 to 2020, in percent of 5100?']);
  await page.getByRole('button', { name: 'Reset' }).click();
  await count('8 rows,');
});

it('shows a row with its sources and both checks, by the keyboard alone', { timeout: 60_000 }, async () => {
  await page.goto('/data/mine/rows?set=sft');
  await count('2 rows,');
  await page.locator('.row-list a').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'The chosen row' });
  await detail.getByRole('heading', { name: 'what did Bazi gain' }).first().waitFor();
  await page.waitForURL(/row=sft\.1/);
  await expect.poll(() => detail.getByRole('cell', { name: 'met' }).count()).toBe(7);
  await detail.getByText('number:').first().waitFor();
  await detail.getByRole('button', { name: '4100, found in the source' }).first().click();
  await expect.poll(() => page.locator('[data-lit="true"]').allTextContents()).toEqual(['4100']);
  await expectAccessible(page);
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByText('七项须全部满足。').waitFor();
  await page.getByRole('combobox', { name: '配色' }).selectOption('dark');
  await expectAccessible(page);
});

it('puts a near-duplicate beside the question that it repeats', { timeout: 60_000 }, async () => {
  await page.goto('/data/mine/rows?set=duplicates&row=0');
  await page.getByText('Similarity 1.00.').waitFor();
  await page.getByRole('heading', { name: 'the other: own/good-1' }).waitFor();
  await page.locator('.similar mark').nth(1).waitFor();
  const [own, other] = await page.locator('.similar mark').allTextContents();
  expect(own).toBe(other);
  expect(own).toContain('5829');
  await page.goto('/data/mine/rows?set=contaminated&row=0');
  await page.getByRole('heading', { name: 'the other: exam/held' }).waitFor();
  await expectAccessible(page);
});

it('has room for a list or a row on a phone', { timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto('/data/mine');
  await page.getByRole('heading', { name: 'Card' }).waitFor();
  await expectAccessible(page);
  await page.goto('/data/mine/rows?set=rl');
  await page.locator('.row-list a').first().click();
  await page.getByRole('heading', { name: 'Why it stands here' }).waitFor();
  await page.locator('.row-list').waitFor({ state: 'hidden' });
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await page.locator('.row-list a').first().waitFor();
});

it('says what is not there, and what would make it', { timeout: 60_000 }, async () => {
  await page.goto('/data/other/rows');
  await page.getByRole('alert').first().waitFor();
  await page.goto('/data/broken');
  await page.getByRole('heading', { name: 'What cannot be read' }).waitFor();
  await expectAccessible(page);
  await page.goto('/data/mine/rows?row=nothing');
  await page.getByText('There is no such row.').waitFor();
  const none = testRuns();
  const empty = await startPageServer({}, { runsDirectory: none.directory });
  await page.goto(`${empty.address}/data`);
  await page.getByText('fin-r1 data build').waitFor();
  await expectAccessible(page);
  await empty.close();
  none.remove();
  site.faults.length = 0;
});
