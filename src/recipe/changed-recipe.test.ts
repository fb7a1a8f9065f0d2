/** A run whose recipe was changed, or whose folder was moved, goes on where that is sound and is refused by name where not. */

import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RunFolder } from '../core/run-folder.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';
import type { Recipe } from './schema.ts';
import { stoppedAfter, tinyRecipe } from './test-recipe.ts';

const runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-changed-'));
afterAll(() => rmSync(runsDir, { recursive: true }));

const warnings: string[] = [];
const observer = { ...silentObserver, warn: (message: string) => warnings.push(message) };
const options = { runsDir, observer };

const withPeak = (name: string, peak: string, more = ''): Recipe =>
  tinyRecipe(name, `steps: 6, optimizer: { peak: ${peak}, schedule: constant }`, more);

const steps = (name: string): unknown[] =>
  RunFolder.open(join(runsDir, name))
    .readJsonl('metrics.jsonl')
    .map(({ step, learningRate }) => [step, learningRate]);

it('starts a begun stage anew when asked to, and keeps nothing that was made with the old settings', async () => {
  await stoppedAfter(3, withPeak('lowered', '0.5'), runsDir);
  const lowered = withPeak('lowered', '0.25');
  await expect(runRecipe(lowered, options)).rejects.toMatchObject({
    exitCode: 2,
    message: `${join(runsDir, 'lowered')}: this folder holds a run of another recipe:\n  pretrain.optimizer.peak: 0.5 → 0.25`,
    hint: 'With --restart-changed pretrain starts anew with these settings, and what is finished stays (model). Or give the run another name with --name.',
  });
  expect(steps('lowered')).toHaveLength(3);

  warnings.length = 0;
  await runRecipe(lowered, { ...options, restartChanged: true });
  expect(warnings).toEqual([
    'the run goes on with a changed recipe (pretrain.optimizer.peak: 0.5 → 0.25); starting anew: pretrain',
  ]);
  expect(steps('lowered')).toEqual([1, 2, 3, 4, 5, 6].map((step) => [step, 0.25]));
  const run = RunFolder.open(join(runsDir, 'lowered'));
  expect(run.recipe).toMatchObject({ pretrain: { optimizer: { peak: 0.25 } } });
  expect(run.facts.starts.map(({ changed }) => changed)).toEqual([
    undefined,
    ['pretrain.optimizer.peak: 0.5 → 0.25'],
  ]);
  expect(run.readJsonl('checkpoints.jsonl').map(({ step }) => step)).toEqual([6]);
  expect(readdirSync(run.path('checkpoints', 'weights'))).toEqual(['pretrain-000006']);

  await runRecipe(withPeak('whole', '0.25'), options);
  const losses = (name: string): unknown[] =>
    RunFolder.open(join(runsDir, name))
      .readJsonl('metrics.jsonl')
      .map(({ loss }) => loss);
  expect(losses('lowered')).toEqual(losses('whole'));
});

it('refuses to change what is finished, and says which keys those are', async () => {
  await stoppedAfter(2, withPeak('settled', '0.5'), runsDir);
  const other = withPeak('settled', '0.25');
  const changed = { ...other, seed: 7, model: { ...(other.model as object), layers: 2 } } as Recipe;
  await expect(runRecipe(changed, { ...options, restartChanged: true })).rejects.toMatchObject({
    code: 'other-recipe',
    message: expect.stringContaining(
      '\n  model.layers: 1 → 2 (model is finished)\n  pretrain.optimizer.peak: 0.5 → 0.25\n  seed: 1 → 7 (model is finished)',
    ),
    hint: expect.stringContaining('--name'),
  });
  expect(steps('settled')).toHaveLength(2);
});

it('takes a stage on that was added later, where nothing is lost, without being asked', async () => {
  await runRecipe(withPeak('added', '0.5'), options);
  const evaluate = ', evaluate: { sources: [{ source: finsim-tfns, count: 2 }], sampling: { maxTokens: 4 } }';
  const { results } = await runRecipe(withPeak('added', '0.5', evaluate), options);
  expect(results?.stages.base?.total?.n).toBe(2);
  const asked = evaluate.replace('maxTokens: 4', 'maxTokens: 5');
  await expect(runRecipe(withPeak('added', '0.5', asked), options)).rejects.toThrow(
    'evaluate.sampling.maxTokens: 4 → 5 (evaluate has begun)',
  );
});

it('goes on in a folder that was moved and renamed', async () => {
  const name = 'before';
  await stoppedAfter(3, withPeak(name, '0.5'), runsDir);
  const elsewhere = mkdtempSync(join(tmpdir(), 'fin-r1-moved-'));
  renameSync(join(runsDir, name), join(elsewhere, 'after'));
  const { directory } = await runRecipe(withPeak('after', '0.5'), { ...options, runsDir: elsewhere });
  const run = RunFolder.open(directory);
  expect(run.readJsonl('metrics.jsonl').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(run.facts.starts.map(({ changed }) => changed)).toEqual([undefined, undefined]);
  expect(run.recipe.name).toBe('after');
  rmSync(elsewhere, { recursive: true });
});
