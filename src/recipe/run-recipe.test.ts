/** Recipes carried out with the real engine on models too small to learn much. Killing and resuming: `src/cli/interruption.test.ts`. */

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunFolder } from '../core/run-folder.ts';
import { finsimQuestions } from '../data/index.ts';
import { readSamples } from '../evaluate/index.ts';
import { infoText, modelInfo } from '../models/index.ts';
import { evaluateRun } from './evaluation/evaluate-run.ts';
import { evaluationTable } from './evaluation/evaluation-table.ts';
import { quietEvaluation } from './evaluation/test-evaluation.ts';
import { findRecipe } from './find-recipe.ts';
import { funnelTable } from './funnel-table.ts';
import { heldOutQuestion } from './held-out-question.ts';
import { openModel } from './open-model.ts';
import { parseRecipe, readRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';
import type { FinishedRun } from './run-recipe.ts';
import { runRewardedQuestions, runRlQuestions, runSftSamples } from './run-data.ts';
import type { Recipe } from './schema.ts';
import { classLines } from './class-lines.ts';
import { stoppedAfter, tinyRecipe } from './test-recipe.ts';

const runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-runs-'));
afterAll(() => rmSync(runsDir, { recursive: true }));

const quiet = { runsDir, observer: silentObserver };

describe('the smoke recipe', () => {
  let finished: FinishedRun;
  let run: RunFolder;

  beforeAll(async () => {
    finished = await runRecipe(readRecipe(findRecipe('smoke')), quiet);
    run = RunFolder.open(finished.directory);
  });

  it('makes and evaluates all four models', () => {
    const { results } = finished;
    expect(Object.keys(results?.stages ?? {}).sort()).toEqual(['base', 'grpo', 'sft', 'zero']);
    for (const scores of Object.values(results?.stages ?? {})) {
      expect(Object.keys(scores)).toEqual(['finsim-tfns', 'finsim-ant', 'total']);
      expect(scores.total?.n).toBe(20);
    }
    expect(results?.tests.map(({ a, b }) => `${b} over ${a}`)).toEqual([
      'sft over base',
      'grpo over sft',
      'zero over base',
      'grpo over zero',
    ]);
    expect(readdirSync(run.path('models')).sort()).toEqual(['base', 'grpo', 'initial', 'sft', 'zero']);
    expect(results?.model.parameters).toBe(35_040);
  });

  it('trains: SFT teaches the format, and GRPO finds groups with signal to update on', () => {
    const { results } = finished;
    expect(results?.stages.sft?.total?.formatValid).toBeGreaterThan(
      results?.stages.base?.total?.formatValid ?? 1,
    );
    const updates = run.readJsonl('metrics.jsonl').filter(({ stage }) => stage === 'grpo');
    expect(updates).toHaveLength(6);
    expect(updates.some(({ gradNorm, kl }) => Number(gradNorm) > 0 && typeof kl === 'number')).toBe(true);
  });

  it('accounts for the seconds of every stage', () => {
    const { total = 0, ...stages } = finished.results?.seconds ?? {};
    expect(Object.keys(stages).sort()).toEqual([
      'data',
      'evaluate',
      'grpo',
      'model',
      'pretrain',
      'sft',
      'zero',
    ]);
    expect(Object.values(stages).every((seconds) => seconds > 0)).toBe(true);
    expect(total).toBeCloseTo(
      Object.values(stages).reduce((sum, seconds) => sum + seconds, 0),
      6,
    );
  });

  it('keeps every rollout, and the newest checkpoint of each stage', () => {
    const { rollouts } = readSamples(run);
    expect(rollouts.filter(({ stage }) => stage === 'grpo')).toHaveLength(6 * 6 * 6);
    expect(readdirSync(run.path('checkpoints', 'weights')).sort()).toEqual([
      'grpo-000006',
      'pretrain-000012',
      'sft-000098',
      'zero-000002',
    ]);
  });

  it('writes a report that needs nothing else', () => {
    const page = readFileSync(finished.reportPath, 'utf8');
    expect(page).toContain('finsim-tfns');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });

  it('rewards questions of the sources it is asked to', async () => {
    const all = await runRewardedQuestions(run, { questions: 'objective', balance: 0 }, 1);
    const one = all[0]?.source ?? '';
    const some = await runRewardedQuestions(run, { questions: 'objective', sources: [one], balance: 0 }, 1);
    expect(some).toEqual(all.filter(({ source }) => source === one));
    const absent = runRewardedQuestions(
      run,
      { questions: 'objective', sources: [one, 'finqa'], balance: 0 },
      1,
    );
    await expect(absent).rejects.toThrow('no questions of finqa that can be rewarded');
  });

  it('trains on no question, and no document, that it evaluates', async () => {
    const trained = [
      ...(await runSftSamples(run)).map(({ question }) => question),
      ...(await runRlQuestions(run)),
    ];
    const { answers } = readSamples(run);
    expect(trained.length).toBeGreaterThan(50);
    const ids = new Set(trained.map(({ id }) => id));
    const clusters = new Set(trained.map(({ cluster }) => cluster));
    expect(answers.filter(({ questionId, cluster }) => ids.has(questionId) || clusters.has(cluster))).toEqual(
      [],
    );
  });

  it('goes on from a model that exists, with adapters beside its weights', async () => {
    const { model: _model, pretrain: _pretrain, zero: _zero, ...rest } = readRecipe(findRecipe('smoke'));
    const from = run.path('models', 'base');
    const told: string[] = [];
    const observer = {
      ...silentObserver,
      ended: (stage: string, summary: string) => void told.push(`${stage}: ${summary}`),
    };
    const { directory, results } = await runRecipe(
      { ...rest, name: 'adapted', from, lora: { rank: 4, alpha: 8, dropout: 0 } },
      { runsDir, observer },
    );
    // Of each layer q and o 4 × (32 + 32), k and v 4 × (16 + 32), three of the MLP 4 × (64 + 32).
    expect(results?.model).toMatchObject({ parameters: 35_040, trained: 2 * (512 + 384 + 1152) });
    expect(told[1]).toMatch(/^model: .*, 35,040 parameters, 4,096 trained \(LoRA\)$/);
    const adapted = RunFolder.open(directory);
    expect(adapted.has('models', 'base', 'model.safetensors')).toBe(true);
    for (const stage of ['sft', 'grpo']) {
      expect(readdirSync(adapted.path('models', stage))).toContain('adapter_model.safetensors');
      expect(adapted.has('models', stage, 'model.safetensors')).toBe(false);
    }
    expect(Object.keys(results?.stages ?? {})).toEqual(['base', 'sft', 'grpo']);
    const rank2 = { ...rest, name: 'adapted', from, lora: { rank: 2, alpha: 8, dropout: 0 } };
    await expect(runRecipe(rank2, quiet)).rejects.toThrow(/lora\.rank: 4 → 2 \(sft is finished\)/);
    const opened = await openModel('run:adapted@grpo', runsDir);
    const [answer] = await opened.model.generate(
      [{ role: 'user', content: 'revenue?' }],
      { maxTokens: 4, temperature: 0, seed: 1 },
      1,
    );
    expect(answer?.completionTokens).toBeGreaterThan(0);
    await opened.close();
    const info = await modelInfo('run:adapted@grpo', { runsDirectory: runsDir });
    expect(info).toMatchObject({
      adapter: { rank: 4, base: adapted.path('models', 'base') },
      unsupported: [],
    });
    expect(info.parameters.total).toBe((await modelInfo(from)).parameters.total);
    expect(infoText(info)).toMatch(/^adapter +LoRA of rank 4, [\d,]+ parameters, on /m);
  });

  it.each([
    ['not there', '/nowhere/model', /nowhere\/model does not exist/],
    ['not there either', 'gguf:/nowhere/model.gguf', /there is no such file/],
    ['an adapter', 'run:adapted@sft', /run:adapted@sft is an adapter/],
    ['a run without its stage', 'run:adapted', /its stage is missing/],
  ])('looks for the model to start from before the data is made: %s', async (_case, from, message) => {
    const { model: _model, pretrain: _pretrain, zero: _zero, ...rest } = readRecipe(findRecipe('smoke'));
    await expect(runRecipe({ ...rest, name: 'unfounded', from }, quiet)).rejects.toThrow(message);
    expect(readdirSync(runsDir)).not.toContain('unfounded');
  });

  it('does nothing when it is done', async () => {
    const before = readFileSync(run.path('metrics.jsonl'), 'utf8');
    const begun: string[] = [];
    const observer = { ...silentObserver, begun: (stage: string) => begun.push(stage) };
    const again = await runRecipe(readRecipe(findRecipe('smoke')), { ...quiet, observer });
    expect(begun).toEqual([]);
    expect(again.results).toEqual(finished.results);
    expect(readFileSync(run.path('metrics.jsonl'), 'utf8')).toBe(before);
  });

  it('counts the answers from before where an evaluation goes on', async () => {
    const path = run.path('samples.jsonl');
    const whole = readFileSync(path, 'utf8');
    const rows = whole.trimEnd().split('\n');
    const last = rows.findLastIndex(
      (row) => row.includes('"kind":"answer"') && row.includes('"stage":"sft"'),
    );
    writeFileSync(path, `${rows.toSpliced(last, 1).join('\n')}\n`);
    const ended: string[] = [];
    const observer = {
      ...silentObserver,
      ended: (stage: string, summary: string) => void ended.push(`${stage}: ${summary}`),
    };
    await runRecipe(readRecipe(findRecipe('smoke')), { runsDir, observer });
    const accuracy = finished.results?.stages.sft?.total?.accuracy ?? 0;
    expect(accuracy).toBeGreaterThan(0);
    expect(ended).toEqual([`evaluate sft: correct ${(100 * accuracy).toFixed(1)} %`]);
    writeFileSync(path, whole);
  });

  it('refuses its folder to another recipe, naming the key', async () => {
    const other = readRecipe(findRecipe('smoke'), { seed: 2 });
    await expect(runRecipe(other, quiet)).rejects.toThrow(
      /holds a run of another recipe:\n\s+seed: 1 → 2 \(data is finished\)/,
    );
  });

  it('shows tables for people', () => {
    expect(funnelTable(run)).toMatch(/\ntotal +100( +\d+){7}\n/);
    expect(classLines(finished.results as NonNullable<FinishedRun['results']>)).toEqual([
      expect.stringMatching(
        /^finsim-tfns: always "\w+" reaches \d+\.\d %; macro-F1 % base [\d.]+, zero [\d.]+, sft/,
      ),
      expect.stringMatching(/^finsim-ant: always "[A-D]" reaches \d+\.\d %$/),
    ]);
  });

  it('evaluates a model again with the same answers, and asks it other benchmarks', async () => {
    const warn = (message: string): never => {
      throw new Error(message);
    };
    const quiet = { ...quietEvaluation(runsDir), model: 'run:smoke@sft', warn };
    const { scores, directory } = await evaluateRun(quiet);
    expect(scores).toEqual(finished.results?.stages.sft);
    expect(evaluationTable(scores).split('\n')).toHaveLength(4);
    const before = readFileSync(join(directory, 'samples.jsonl'), 'utf8');
    await evaluateRun(quiet);
    expect(readFileSync(join(directory, 'samples.jsonl'), 'utf8')).toBe(before);
    const other = await evaluateRun({ ...quiet, benchmarks: ['finsim-compliance'], limit: 3 });
    expect(other.scores.total?.n).toBe(3);
    await expect(evaluateRun({ ...quiet, benchmarks: ['finsim-finqua'] })).rejects.toThrow(
      'there is no benchmark "finsim-finqua"; did you mean finsim-finqa?',
    );
    const opened = await openModel('run:smoke@sft', runsDir);
    try {
      const question = await heldOutQuestion('finsim-tfns', { recipe: opened.recipe, seed: 3, warn });
      expect(question).toMatchObject({ source: 'finsim-tfns', split: 'test' });
      const { id } = readSamples(run).answers.map(({ questionId }) => ({ id: questionId }))[0] ?? { id: '' };
      expect((await heldOutQuestion(id, { recipe: opened.recipe, seed: 3, warn })).id).toBe(id);
    } finally {
      await opened.close();
    }
  });
});

describe('a stage that cannot go on', () => {
  it('says stage and step of a divergence, keeps the last good checkpoint, and starts anew with a lower rate', async () => {
    const recipe = (peak: string): Recipe =>
      tinyRecipe(
        'diverging',
        `steps: 12, checkpointEverySteps: 1, optimizer: { schedule: constant, peak: ${peak}, gradClipNorm: 0 }`,
      );
    const failure = await runRecipe(recipe('1e30'), quiet).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'DivergedError',
      exitCode: 3,
      hint: expect.stringContaining('Lower pretrain.optimizer.peak'),
    });
    expect((failure as Error).message).toMatch(/^pretrain: .* at step \d+/);
    const kept = readdirSync(join(runsDir, 'diverging/checkpoints/weights'));
    expect(kept).toHaveLength(1);
    expect(existsSync(join(runsDir, 'diverging/models/base'))).toBe(false);

    const lowered = { ...quiet, restartChanged: true };
    const { directory } = await runRecipe(recipe('1e-3'), lowered);
    const steps = RunFolder.open(directory)
      .readJsonl('metrics.jsonl')
      .map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it('stops at the next step when asked to, and says so when its checkpoint is damaged afterwards', async () => {
    const recipe = tinyRecipe('stopped', 'steps: 6');
    expect(await stoppedAfter(2, recipe, runsDir)).toMatchObject({
      exitCode: 130,
      message: 'pretrain stopped after step 2 of 6',
    });
    const saved = join(runsDir, 'stopped/checkpoints/weights/pretrain-000002');
    const moments = join(saved, 'optimizer.safetensors');
    const bytes = readFileSync(moments);
    const at = bytes.length - 1;
    writeFileSync(moments, bytes.with(at, (bytes[at] as number) ^ 1));
    await expect(runRecipe(recipe, quiet)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/ cannot be read: .*optimizer\.safetensors is damaged: its checksum is/),
      hint: expect.stringContaining('checkpoints.jsonl'),
    });
    writeFileSync(moments, bytes);
    const weights = join(saved, 'model.safetensors');
    truncateSync(weights, 1000);
    await expect(runRecipe(recipe, quiet)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /^pretrain: the checkpoint to resume from cannot be read: .*model\.safetensors/,
      ),
      hint: expect.stringContaining('checkpoints.jsonl'),
    });
    writeFileSync(join(runsDir, 'stopped/checkpoints.jsonl'), '');
    const finished = await runRecipe(recipe, quiet);
    expect(finished.results?.stages).toEqual({});
    const steps = RunFolder.open(finished.directory)
      .readJsonl('metrics.jsonl')
      .map(({ step }) => step);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("one's own questions", () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fin-r1-questions-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const questions = finsimQuestions({ benchmark: 'finsim-tfns', split: 'train', count: 12, seed: 5 });
  const [first] = questions;
  const recipe = (name: string, evaluate = ''): Recipe =>
    parseRecipe(
      `{ name: ${name}, data: { sources: [{ source: jsonl, file: own.jsonl, count: 10 }] } ${evaluate} }`,
      name,
    );

  beforeAll(() => {
    const lines = questions.map((question) => JSON.stringify(question));
    writeFileSync(
      join(dataDir, 'own.jsonl'),
      [...lines.slice(0, 3), '{"id": broken', ...lines.slice(3)].join('\n'),
    );
    writeFileSync(join(dataDir, 'held-out.jsonl'), JSON.stringify({ ...first, id: 'another' }));
  });

  it('become a data set; a broken line is quarantined with its number', async () => {
    const { directory, results } = await runRecipe(recipe('own'), { ...quiet, dataDir });
    expect(results).toBeNull();
    const run = RunFolder.open(directory);
    expect(funnelTable(run)).toMatch(/total +10 /);
    expect(readFileSync(run.path('data', 'quarantine.jsonl'), 'utf8')).toContain('"line":4');
    expect(run.has('report.html')).toBe(true);
    expect(Object.keys(run.facts.dataHashes)).toEqual(['training']);
  });

  it('are not trained on where their document is evaluated', async () => {
    const model =
      'model: { vocabSize: 300 }, evaluate: { sources: [{ source: jsonl, file: held-out.jsonl }] }';
    const { directory } = await runRecipe(recipe('apart', `, ${model}`), {
      ...quiet,
      dataDir,
      until: 'data',
    });
    const shared = questions.filter(({ cluster }) => cluster === first?.cluster).length;
    expect(funnelTable(RunFolder.open(directory))).toMatch(
      new RegExp(`${shared}  its document is evaluated`),
    );
  });

  it('are refused when they have changed since', async () => {
    const model =
      'model: { vocabSize: 300 }, evaluate: { sources: [{ source: jsonl, file: held-out.jsonl }] }';
    writeFileSync(join(dataDir, 'held-out.jsonl'), JSON.stringify({ ...first, id: 'yet-another' }));
    await expect(
      runRecipe(recipe('apart', `, ${model}`), { ...quiet, dataDir, until: 'data' }),
    ).rejects.toThrow(/the data set evaluation has changed/);
  });

  it('need a directory', async () => {
    await expect(runRecipe(recipe('nowhere'), quiet)).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('--data-dir'),
    });
  });
});
