import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import type { RunFolder } from '../../src/core/run-folder.ts';
import { testAnswer, testResults, testRuns } from '../../src/inspect/test-runs.ts';
import { expectAccessible } from './browser.ts';
import { overRuns } from './over-runs.ts';
import { startPageServer } from './page-server.ts';

let page: Page;
const site = overRuns((runs) => {
  makeRun(runs.make('nano'));
  const other = runs.make('eval-x', { kind: 'evaluation', model: 'hf:a/b' });
  const results = testResults({ 'hf:a/b': 0.25 });
  const unasked = { n: 4, correct: 0, accuracy: null, low: 0, high: 1, formatValid: null };
  results.stages['hf:a/b'] = { bench: { ...unasked, verdicts: { unasked: 4 } } };
  other.writeAtomic('results.json', JSON.stringify(results));
});
beforeEach(() => void ({ page } = site));

/** 20 questions: `sft` has the first five wrong, `grpo` the last. */
function makeRun(run: RunFolder): void {
  run.writeAtomic('results.json', JSON.stringify(testResults({ sft: 0.75, grpo: 0.95 })));
  for (const stage of ['sft', 'grpo']) {
    for (let i = 0; i < 20; i++) {
      const isRight = stage === 'sft' ? i >= 5 : i < 19;
      const changes = isRight
        ? {}
        : {
            verdict: 'wrong' as const,
            text: '<think>\n55 - 40 = 16\n</think>\n<answer>\n16\n</answer>',
            reason: '16 is not 15',
          };
      run.appendJsonl(
        'samples.jsonl',
        testAnswer({ stage, questionId: `q${i}`, cluster: `c${i}`, ...changes }),
      );
    }
  }
}

it('shows models and benchmarks, and compares the two that are chosen', { timeout: 60_000 }, async () => {
  await page.goto('/evaluate');
  const grpo = page.getByRole('row', { name: /nano · grpo/ });
  await grpo.getByText('95.0 %').waitFor();
  await expect.poll(() => grpo.textContent()).toContain('best of its column');
  // Nothing could be asked: a dash with its reason, and no 0.
  const dash = await page.getByRole('row', { name: /hf:a\/b/ }).textContent();
  expect(dash).toContain('–');
  expect(dash).toContain('no question could be asked');
  expect(dash).not.toMatch(/\b0(\.0)? %/);
  await grpo.getByRole('link', { name: /95\.0 %/ }).focus();
  await page.locator('.cell-note').getByText('format valid 100.0 %').waitFor();
  await page.getByText('All measures').click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sort by bench' }).click();
  await expect
    .poll(() => page.locator('.matrix tbody th').allTextContents())
    .toEqual([
      expect.stringContaining('grpo'),
      expect.stringContaining('sft'),
      expect.stringContaining('hf:a/b'),
    ]);
  await page.getByRole('checkbox', { name: 'Compare nano · sft' }).check();
  await page.getByRole('checkbox', { name: 'Compare nano · grpo' }).check();
  await page.getByRole('link', { name: 'Compare nano · grpo with nano · sft' }).click();
  // 5 gained, 1 lost of 20.
  await page.getByText('A difference of nano · grpo to nano · sft is not shown on 20 paired').waitFor();
  await expect
    .poll(() => page.getByRole('row', { name: /^bench 20/ }).textContent())
    .toMatch(/75\.0 %95\.0 %\+20\.0 \[.*p = 0\.219/);
  await expectAccessible(page);
});

it('shows both answers to a question that turned, each checked', { timeout: 60_000 }, async () => {
  await page.goto('/evaluate/compare?a=nano%40sft&b=nano%40grpo');
  await page.getByText('6 questions that only one of both got right').waitFor();
  await page.locator('.row-list a', { hasText: 'only B right' }).first().click();
  const [a, b] = [page.getByRole('region', { name: /^A: / }), page.getByRole('region', { name: /^B: / })];
  await a.getByRole('button', { name: '16, the calculation does not hold' }).first().waitFor();
  await b.getByRole('button', { name: '55, found in the source' }).click();
  await expect.poll(() => page.locator('[data-lit="true"]').allTextContents()).toEqual(['55']);
  await page.goto(page.url());
  await b.getByRole('button', { name: '55, found in the source' }).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('heading', { name: '结果翻转的问题' }).waitFor();
  await page.getByRole('combobox', { name: '配色' }).selectOption('dark');
  await expectAccessible(page);
  await page.goto('/evaluate');
  await page.getByRole('row', { name: /nano · grpo/ }).waitFor();
  await expectAccessible(page);
});

it('lists the answers of a model, the chosen one checked', { timeout: 60_000 }, async () => {
  await page.goto('/evaluate');
  await page
    .getByRole('row', { name: /nano · sft/ })
    .getByRole('link')
    .click();
  await page.getByRole('status').filter({ hasText: '20 answers' }).waitFor();
  await page.getByLabel('Outcome').selectOption('wrong');
  await page.getByRole('status').filter({ hasText: '5 answers' }).waitFor();
  await page.locator('.row-list a').nth(1).click();
  await page.getByText('"55 - 40 = 16" does not hold: it is 15').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Words in question, answer or id').fill('q0');
  await page.getByRole('status').filter({ hasText: '1 answer' }).waitFor();
  await page.goto('/evaluate/answers?model=nobody');
  await page.getByText('No evaluation holds the model nobody.').waitFor();
  await expectAccessible(page);
});

it('says what would evaluate a model where nothing was', { timeout: 60_000 }, async () => {
  const none = testRuns();
  const empty = await startPageServer({}, { runsDirectory: none.directory });
  await page.goto(`${empty.address}/evaluate`);
  await page.getByText('fin-r1 eval --model').waitFor();
  await expectAccessible(page);
  await empty.close();
  none.remove();
  site.faults.length = 0;
});
