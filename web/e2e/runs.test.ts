import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import type { RunFolder } from '../../src/core/run-folder.ts';
import { testAnswer, testResults, testRollout, testRuns } from '../../src/inspect/test-runs.ts';
import { expectAccessible, openPage } from './browser.ts';
import { overRuns } from './over-runs.ts';
import { startPageServer } from './page-server.ts';

const recipe = (name: string, steps: number): object => ({ name, seed: 1, model: {}, grpo: { steps } });

let works: RunFolder;
let page: Page;
const site = overRuns((runs) => {
  works = runs.make('works', recipe('works', 40));
  train(works, 1, 3);
  const ended = runs.make('ended', recipe('ended', 20));
  train(ended, 1, 20);
  ended.writeAtomic('results.json', JSON.stringify(testResults({ base: 0.25, grpo: 0.75 })));
  ended.close();
});
beforeEach(() => void ({ page } = site));

/** Steps `first` to `last`, each of one group whose rewards differ and one whose rewards are alike; and answers of both models. */
function train(run: RunFolder, first: number, last: number): void {
  for (let step = first; step <= last; step++) {
    const row = { stage: 'grpo', step, loss: 0.1, rewardMean: step / 10, accuracy: 0.5, seconds: 2 };
    run.appendJsonl('metrics.jsonl', { ...row, verdicts: { correct: 3, wrong: 1 } });
    const rollout = (change: Parameters<typeof testRollout>[0]): void =>
      run.appendJsonl('samples.jsonl', testRollout({ step, ...change }));
    rollout({ sample: 0, questionId: `mixed-${step}`, advantage: 1 });
    const wrong = { verdict: 'wrong', reason: '16 is not the reference 15' } as const;
    rollout({ sample: 1, questionId: `mixed-${step}`, advantage: -1, reward: 1, ...wrong });
    for (const sample of [0, 1]) rollout({ sample, questionId: `flat-${step}`, advantage: null });
  }
  for (const stage of ['base', 'grpo'])
    for (const questionId of ['first', 'second', 'third'])
      run.appendJsonl('samples.jsonl', testAnswer({ stage, questionId, reason: `as ${questionId}` }));
}

it('follows a run that works, without a reload', { timeout: 60_000 }, async () => {
  await page.goto('/runs');
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'works' }) });
  await row.getByText('running').waitFor();
  await row.getByText('step 3 of 40').waitFor();
  await page.getByRole('link', { name: 'works' }).click();
  const chart = page.getByRole('img', { name: 'Reward: grpo 0.3' });
  await chart.waitFor();
  await page.getByText('about 1 min 14 s left').waitFor();
  const canvas = await page.locator('.curve canvas').first().elementHandle();
  await page.getByRole('link', { name: 'Answers' }).focus();
  train(works, 4, 5);
  await page.getByRole('img', { name: 'Reward: grpo 0.5' }).waitFor();
  await page.getByText('step 5 of 40').waitFor();
  expect(await canvas?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Answers');
});

it('leads from a step to its groups, and shows two rollouts side by side', { timeout: 60_000 }, async () => {
  await page.goto('/runs/ended');
  await page.getByText('As a table').first().click();
  await page.getByRole('link', { name: '7', exact: true }).click();
  await page.getByText('2 groups').waitFor();
  await page.getByRole('combobox', { name: 'Rewards' }).selectOption('signal');
  await page.getByText('1 group', { exact: true }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('?stage=grpo&step=7&spread=signal');

  await page.locator('.rollout').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const second = page.getByRole('region', { name: 'Rollout 2', exact: true });
  await second.getByText('16 is not the reference 15').waitFor();
  await page.getByRole('link', { name: 'Read beside Rollout 1' }).click();
  await page.waitForURL(/[?&]beside=/);
  await page.goto(page.url());
  const first = page.getByRole('region', { name: 'Rollout 1', exact: true });
  await first.getByRole('button', { name: '55, found in the source' }).click();
  await expect.poll(() => page.locator('[data-lit="true"]').allTextContents()).toEqual(['55']);
  await expectAccessible(page);
});

it('goes through answers by keys', { timeout: 60_000 }, async () => {
  await page.goto('/runs/ended');
  await page.getByRole('link', { name: '75.0 %' }).last().click();
  await page.getByText('3 answers').waitFor();
  await page.locator('.answer-link').first().press('Enter');
  await page.getByRole('region', { name: /^Row/ }).getByText('as first').waitFor();
  await page.keyboard.press('j');
  await page.getByRole('region', { name: /^Row/ }).getByText('as second').waitFor();
  await expect.poll(() => page.locator('.sample').count()).toBe(1);
});

it('compares two runs that were ticked', { timeout: 60_000 }, async () => {
  await page.goto('/runs');
  await page.getByRole('checkbox', { name: 'Compare works' }).check();
  await page.getByRole('checkbox', { name: 'Compare ended' }).check();
  await page.getByRole('link', { name: 'Compare: works, ended' }).click();
  await page.getByRole('row', { name: 'grpo.steps 40 20' }).waitFor();
  await page.getByRole('button', { name: 'Swap' }).click();
  await page.getByRole('row', { name: 'grpo.steps 20 40' }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('?a=ended&b=works');
});

it('says what cannot be found, and takes back a filter that is refused', { timeout: 60_000 }, async () => {
  await page.goto('/runs/nobody');
  await page.getByRole('alert').getByText('nobody').waitFor();
  await page.goto('/runs/ended/groups?step=many');
  await page.getByRole('alert').getByText('a whole number').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('40 groups').waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});

it.each([
  ['light', 'en', 1300],
  ['dark', 'zh', 400],
] as const)('is fit for all: %s, %s, %d pixels', { timeout: 120_000 }, async (theme, language, width) => {
  await page.addInitScript(
    (chosen) => {
      localStorage.setItem('fin-r1.theme', chosen.theme);
      localStorage.setItem('fin-r1.language', chosen.language);
    },
    { theme, language },
  );
  await page.setViewportSize({ width, height: 900 });
  const views: [address: string, shown: string][] = [
    ['/runs', '.run-row'],
    ['/runs/ended', '.curve canvas'],
    ['/runs/works', '.curve canvas'],
    ['/runs/ended/groups', '.rollout'],
    ['/runs/ended/answers?stage=grpo', '.answer-link'],
    ['/runs/diff?a=works&b=ended', '.differences'],
  ];
  for (const [address, shown] of views) {
    await page.goto(address);
    await page.locator(shown).first().waitFor();
    await expectAccessible(page);
  }
});

it('tells how a first run is made', { timeout: 60_000 }, async () => {
  const none = testRuns();
  const empty = await startPageServer({}, { runsDirectory: none.directory });
  const { page: first, close } = await openPage(site.browser, empty.address);
  await first.goto('/runs');
  await first.getByText('fin-r1 quickstart').waitFor();
  await expectAccessible(first);
  await close();
  await empty.close();
  none.remove();
});
