import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { expectAccessible } from './browser.ts';
import { overRuns } from './over-runs.ts';

let page: Page;
const site = overRuns(() => {});
beforeEach(() => void ({ page } = site));

const standing = () => page.getByRole('complementary', { name: 'As it stands' });
const example = async (name: string): Promise<void> => {
  await page.goto('/advice');
  await page.getByLabel('Begin with a made-up client').selectOption({ label: name });
  await standing().getByText('Risk level').waitFor();
};
const compute = async (): Promise<void> => {
  await page.getByRole('navigation', { name: 'Steps' }).getByText('Prices and products').click();
  await page.getByRole('button', { name: 'Compute the proposal' }).click();
  await page.getByRole('heading', { name: 'Figures', level: 2 }).waitFor();
};
const slider = (name: string) => page.getByRole('slider', { name });

it('tells what is missing, and what contradicts as it is written', { timeout: 120_000 }, async () => {
  await page.goto('/advice');
  await standing().getByText('answers are missing').waitFor();
  await page.getByRole('link', { name: /^Thirteen questions, 13 to fill in/ }).click();
  await page.getByRole('radio').first().check();
  await page.getByRole('link', { name: /^Thirteen questions, 12 to fill in/ }).waitFor();
  await expectAccessible(page);
  await example('Saver (USD)');
  await standing().getByText('No answers contradict each other.').waitFor();
  await page.getByRole('link', { name: /^Money/ }).click();
  const monthly = page.getByLabel('To invest each month');
  await monthly.fill('90,000');
  await standing().getByText('More is to be invested each month than is left over.').waitFor();
  await expectAccessible(page);
  // A reload keeps what was written, and what it means.
  await page.goto(page.url());
  await expect.poll(() => monthly.inputValue()).toBe('90000');
  await standing().getByText('to be settled').first().waitFor();
  await page.getByRole('link', { name: /^Goals/ }).click();
  await page.getByRole('button', { name: 'Add a goal' }).click();
  await standing().getByText('4 answers are missing').waitFor();
});

it('computes a proposal in which each number leads to its figure', { timeout: 120_000 }, async () => {
  await example('Saver (USD)');
  await compute();
  await page.getByRole('heading', { name: 'A proposal that passed the suitability gate' }).waitFor();
  await expectAccessible(page);
  const numbers = page.locator('.numbered-text button.mark');
  await expect.poll(() => numbers.count()).toBeGreaterThan(5);
  await numbers.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const said = (await numbers.nth(1).textContent()) ?? '';
  const chosen = page.locator('tr[data-chosen="true"]');
  // The table says it in the same words.
  await expect.poll(() => chosen.locator('td').first().textContent()).toBe(said);
  await page.waitForURL(/[?&]figure=/);
  const id = new URL(page.url()).searchParams.get('figure') ?? '';
  expect(await chosen.textContent()).toContain(id);
  await page.getByRole('button', { name: 'in the table' }).click();
  await expect.poll(() => page.locator('tr:focus').getAttribute('id')).toBe(`figure-${id}`);
  // A share of the allocation leads to its figure too.
  await page.locator('.allocation li button').first().click();
  await page.waitForURL(/[?&]figure=plan\.weight\./);
  await expect.poll(() => page.locator('.chart svg[role="img"]').count()).toBe(3);

  await page.goto(page.url());
  await page.locator('.numbered-text').waitFor();
  const [pdf] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Report as PDF' }).click(),
  ]);
  expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-');
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Everything as JSON' }).click(),
  ]);
  expect(JSON.parse(await readFile(await json.path(), 'utf8'))).toMatchObject({ isAdvised: true });
});

it('recomputes what if, and goes back', { timeout: 120_000 }, async () => {
  await example('Saver (USD)');
  await compute();
  const band = () => page.locator('.chart .band').first().getAttribute('d');
  const before = await band();
  await slider('Fee a year').focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  await page.getByText('The charts show the “what if”').waitFor();
  await expect.poll(band).not.toBe(before);
  const row = page.locator('.compared tr', { hasText: 'probability of reaching Studies' });
  await page.waitForURL(/[?&]fee=0\.005/);
  const gained = async (): Promise<number> => {
    const [proposed, changed] = await row.locator('td').allTextContents();
    return Number.parseFloat(changed ?? '') - Number.parseFloat(proposed ?? '');
  };
  await expect.poll(gained).toBeLessThan(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the proposal' }).click();
  await expect.poll(band).toBe(before);
});

it('refuses what does not suit, and names the rule', { timeout: 120_000 }, async () => {
  await example('In debt (USD)');
  await standing().getByText('An emergency reserve comes first').waitFor();
  await compute();
  await page.getByRole('heading', { name: 'No proposal can be made' }).waitFor();
  expect(await page.locator('.chart, .numbered-text').count()).toBe(0);
  const finding = page.locator('.findings li', { hasText: 'Costly debts come first' });
  await finding.getByRole('link', { name: 'Regulation Best Interest' }).click();
  await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor();
});

it('says why prices of one’s own cannot be used', { timeout: 120_000 }, async () => {
  await example('Saver (USD)');
  await page.getByRole('link', { name: /^Prices and products/ }).click();
  await page.locator('input[accept=".csv"]').setInputFiles({
    ...{ name: 'mine.csv', mimeType: 'text/csv' },
    buffer: Buffer.from('date,symbol,close\nyesterday,AAA,one\n'),
  });
  await page.getByRole('option', { name: 'own file: mine.csv' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Compute the proposal' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'mine.csv' });
  await expect.poll(() => alert.textContent()).toContain('"yesterday" is not a date');
});

it('reads well in Chinese, in the dark, on a phone', { timeout: 120_000 }, async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/advice');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByLabel('从虚构客户开始').selectOption({ label: '储蓄者（CNY）' });
  await page.locator('.level').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: /^价格与产品/ }).click();
  await page.getByRole('button', { name: '计算方案' }).click();
  await page.locator('.numbered-text[lang="zh"]').waitFor();
  await expectAccessible(page);
});
