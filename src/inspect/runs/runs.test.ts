import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFolder } from '../../core/run-folder.ts';
import { Inspector } from '../inspector.ts';
import { testAnswer, testResults, testRollout, testRuns, type TestRuns } from '../test-runs.ts';
import { METRICS_A_PAGE } from './metric-lines.ts';

let runs: TestRuns;
let inspector: Inspector;

beforeEach(() => {
  runs = testRuns();
  inspector = new Inspector(runs.directory);
});
afterEach(async () => {
  await inspector.close();
  runs.remove();
});

const recipe = {
  ...{ name: 'nano', seed: 1, model: {}, data: {}, evaluate: {} },
  ...{ pretrain: { steps: 100 }, sft: { epochs: 1.5, batchSize: 32 }, grpo: { steps: 40 } },
};

function addModel(run: RunFolder, stage: string): void {
  run.writeAtomic(`models/${stage}/config.json`, '{}');
}

/** As a recipe leaves it when it has come to its end. */
function finish(run: RunFolder): void {
  for (const stage of ['initial', 'base', 'sft', 'grpo']) addModel(run, stage);
  run.writeAtomic('results.json', JSON.stringify(testResults({ base: 0.1, sft: 0.5, grpo: 0.75 })));
  run.writeAtomic('report.html', '<!doctype html>');
  run.close();
}

describe('a run in a line', () => {
  it('works, was interrupted, is finished', async () => {
    const run = runs.make('nano', recipe);
    expect(await inspector.runs()).toMatchObject([
      { name: 'nano', status: 'running', stage: null, models: [] },
    ]);
    run.writeAtomic('data/funnel.json', JSON.stringify({ total: { sftSamples: 1000 } }));
    run.appendJsonl('cost.jsonl', { stage: 'data', step: null, seconds: 1, tokens: 0 });
    run.appendJsonl('metrics.jsonl', { stage: 'sft', step: 7 });
    appendFileSync(run.path('metrics.jsonl'), '{"stage":"sft","st');
    // 1,500 samples in batches of 32.
    expect(await inspector.run('nano')).toMatchObject({
      stage: { name: 'sft', step: 7, steps: 47 },
      hasData: true,
    });
    run.close();
    expect((await inspector.run('nano')).status).toBe('interrupted');
    finish(run);
    expect(await inspector.run('nano')).toMatchObject({
      ...{ kind: 'recipe', status: 'finished', fault: null, hasReport: true },
      models: ['run:nano@base', 'run:nano@sft', 'run:nano@grpo'],
      scores: [
        { stage: 'base', accuracy: 0.1, n: 100 },
        { stage: 'sft', accuracy: 0.5 },
        { stage: 'grpo', accuracy: 0.75 },
      ],
    });
  });

  it('is not finished while a model or its evaluation is missing', async () => {
    const run = runs.make('nano', recipe);
    finish(run);
    run.writeAtomic('results.json', JSON.stringify(testResults({ base: 0.1, sft: 0.5 })));
    expect((await inspector.run('nano')).status).toBe('interrupted');
    finish(run);
    rmSync(run.path('models', 'grpo'), { recursive: true });
    expect((await inspector.run('nano')).status).toBe('interrupted');
  });

  it('is finished with the data set where only that was built', async () => {
    const run = runs.make('data', recipe);
    mkdirSync(run.path('data'));
    run.appendJsonl('cost.jsonl', { stage: 'data', step: null, seconds: 1, tokens: 0 });
    run.close();
    expect((await inspector.run('data')).status).toBe('interrupted');
    run.writeAtomic('report.html', '');
    expect((await inspector.run('data')).status).toBe('finished');
  });

  it('is an evaluation, finished once every question has its answers', async () => {
    const run = runs.make('eval-x', { kind: 'evaluation', model: 'hf:a/b', samples: 2 });
    run.writeAtomic('planned.json', '{"bench":51}');
    run.writeAtomic('results.json', JSON.stringify(testResults({ 'hf:a/b': 0.5 })));
    run.close();
    expect(await inspector.run('eval-x')).toMatchObject({ kind: 'evaluation', status: 'interrupted' });
    run.writeAtomic('planned.json', '{"bench":50}');
    expect((await inspector.run('eval-x')).status).toBe('finished');
  });

  it('is listed with its fault where a file is broken, missing or of another version', async () => {
    runs.make('whole').close();
    const broken = runs.make('broken', recipe);
    broken.writeAtomic('results.json', '{"stages":');
    broken.writeAtomic('models/sft/config.json', '{}');
    broken.writeAtomic('run.json', '{"name":"broken","starts":[{"time":"2031"}],"dataHashes":{}}');
    broken.close();
    rmSync(runs.make('headless').path('recipe.json'));
    const outside = runs.make('outside');
    outside.close();
    writeFileSync(join(runs.directory, 'secret'), '{"kind":"x"}');
    rmSync(outside.path('recipe.json'));
    symlinkSync(join(runs.directory, 'secret'), outside.path('recipe.json'));
    writeFileSync(join(runs.make('locked').directory, 'run.lock'), '{"pid":"x"}');
    const found = new Map((await inspector.runs()).map((run) => [run.name, run]));
    expect(found.get('whole')?.fault).toBeNull();
    expect(found.get('broken')).toMatchObject({ begun: null, models: ['run:broken@sft'], scores: [] });
    expect(found.get('broken')?.fault).toMatch(/^run\.json is not what .*; results\.json: not JSON$/);
    expect(found.get('headless')?.fault).toBe('recipe.json is missing');
    expect(found.get('outside')?.fault).toMatch(/leads out of the run folder/);
    expect(found.get('locked')?.fault).toMatch(/^locked\/run\.lock is not what this version/);
    expect(found.size).toBe(5);
    for (const { fault } of found.values()) expect(fault ?? '').not.toContain(runs.directory);
  });
});

describe('the list of runs', () => {
  it('is newest first, holds nothing but runs, and follows what is renamed and deleted', async () => {
    runs.make('first').close();
    mkdirSync(join(runs.directory, 'no-run'));
    mkdirSync(join(runs.directory, '.hidden'));
    writeFileSync(join(runs.directory, 'requests.sqlite'), '');
    const second = runs.make('second');
    second.writeAtomic(
      'run.json',
      JSON.stringify({
        ...second.facts,
        starts: [{ ...second.facts.starts[0], time: '2099-01-01T00:00:00Z' }],
      }),
    );
    second.close();
    const names = async (): Promise<string[]> => (await inspector.runs()).map(({ name }) => name);
    expect(await names()).toEqual(['second', 'first']);
    const stamp = await inspector.stamp();
    expect(await inspector.stamp()).toBe(stamp);
    renameSync(join(runs.directory, 'first'), join(runs.directory, 'third'));
    expect(await inspector.stamp()).not.toBe(stamp);
    expect(await names()).toEqual(['second', 'third']);
    renameSync(join(runs.directory, 'third'), join(runs.directory, 'first'));
  });

  it('is empty where there is no folder', async () => {
    expect(await new Inspector(join(runs.directory, 'none')).runs()).toEqual([]);
  });

  it.each(['../first', '..', '.', 'a/b', 'a\\b', '', 'first\0', 'x'.repeat(300), 'first/../first', 'link'])(
    'gives out nothing under the name %j',
    async (name) => {
      runs.make('first').close();
      const elsewhere = runs.make('elsewhere/run');
      elsewhere.close();
      const inner = new Inspector(join(runs.directory, 'elsewhere'));
      symlinkSync(join(runs.directory, 'first'), join(runs.directory, 'elsewhere', 'link'));
      await expect(inner.run(name)).rejects.toMatchObject({ code: 'not-found' });
      expect((await inner.runs()).map((run) => run.name)).toEqual(['run']);
    },
  );
});

describe('a run in full', () => {
  it('has settings, starts, times, counts, and what cannot be read', async () => {
    const run = runs.make('nano', recipe);
    for (const stage of ['sft', 'evaluate sft', 'evaluate sft'])
      run.appendJsonl('cost.jsonl', { stage, step: 1, seconds: 2, tokens: 3 });
    run.appendJsonl('samples.jsonl', testRollout());
    run.appendJsonl('samples.jsonl', testAnswer());
    run.appendJsonl('metrics.jsonl', { stage: 'sft', step: 1 });
    appendFileSync(run.path('metrics.jsonl'), '[1]\n{"torn');
    appendFileSync(run.path('cost.jsonl'), 'oops\n');
    const detail = await inspector.run('nano');
    expect(detail).toMatchObject({
      recipe: { sft: { epochs: 1.5 } },
      seconds: { total: 6, sft: 2, evaluate: 4 },
      counts: { answers: 1, rollouts: 1, metrics: 1 },
      ...{ results: null, hasReport: false, dataHashes: {} },
    });
    expect(detail.starts[0]?.facts).toMatchObject({ node: process.version });
    expect(detail.broken).toEqual([
      expect.stringMatching(/^metrics\.jsonl, line 2: unexpected row/),
      'cost.jsonl, line 4: not JSON',
    ]);
  });
});

describe('metrics', () => {
  it('come as they are written, and from the beginning once the run went back', async () => {
    const run = runs.make('nano', recipe);
    const ask = (after: number, series?: string) => inspector.metrics('nano', { after, series });
    expect(await ask(0)).toMatchObject({ rows: [], next: 0, total: 0, status: 'running' });
    for (let step = 1; step <= 6; step++)
      run.appendJsonl('metrics.jsonl', { stage: 'sft', step, loss: 1 / step });
    const first = await ask(0);
    expect(first).toMatchObject({ next: 6, total: 6 });
    expect(first.rows[5]).toEqual({ stage: 'sft', step: 6, loss: 1 / 6 });
    run.appendJsonl('metrics.jsonl', { stage: 'sft', step: 7, other: null });
    const second = await ask(first.next, first.series);
    expect(second).toMatchObject({ rows: [{ step: 7, other: null }], next: 7 });
    run.truncateJsonl('metrics.jsonl', ({ step }) => Number(step) <= 4);
    expect(await ask(7)).toMatchObject({ rows: [], next: 0, total: 4 });
    for (let step = 5; step <= 9; step++) run.appendJsonl('metrics.jsonl', { stage: 'sft', step });
    // It has more rows than before, and other ones.
    expect(await ask(7, second.series)).toMatchObject({ rows: [], next: 0, total: 9 });
    expect((await ask(0)).next).toBe(9);
  });

  it('come in pages', async () => {
    const run = runs.make('nano', recipe);
    const lines = Array.from({ length: METRICS_A_PAGE + 2 }, (_, i) => `{"stage":"a","step":${i + 1}}\n`);
    writeFileSync(run.path('metrics.jsonl'), lines.join(''));
    const page = await inspector.metrics('nano', { after: 0 });
    expect([page.rows.length, page.next, page.total]).toEqual([
      METRICS_A_PAGE,
      METRICS_A_PAGE,
      METRICS_A_PAGE + 2,
    ]);
    const rest = await inspector.metrics('nano', { after: page.next });
    expect(rest.rows.map(({ step }) => step)).toEqual([METRICS_A_PAGE + 1, METRICS_A_PAGE + 2]);
  });
});
