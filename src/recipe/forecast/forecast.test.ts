import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RunFolder } from '../../core/run-folder.ts';
import { parameterCount } from '../../engine/index.ts';
import { parseRecipe } from '../read-recipe.ts';
import { runSftSamples } from '../run-data.ts';
import { runRecipe } from '../run-recipe.ts';
import { silentObserver } from '../run-observer.ts';
import type { Recipe } from '../schema.ts';
import { amountsOf } from './amounts.ts';
import { otherPromptTokens } from './assumptions.ts';
import { baseShapes } from './base-shapes.ts';
import { forecastRun } from './forecast.ts';
import { forecastText } from './forecast-table.ts';
import { gpuMemory, keyValueBytes } from './gpu-memory.ts';
import { h100s, hostedDollars, laptop, secondsOf } from './stage-seconds.ts';
import { workOf } from './stage-work.ts';
import type { StageWork } from './stage-work.ts';

const runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-forecast-'));
afterAll(() => rmSync(runsDir, { recursive: true, force: true }));

const of = (more: string): Recipe => parseRecipe(`name: f\nfrom: hf:Qwen/Qwen2.5-7B-Instruct\n${more}`, 'f');

const data =
  'data: { sources: [{ source: tfns, count: 1000 }, { source: finqa, target: 500 }], distil: { usualTokens: 200 } }\n';
const grpo = '{ steps: 10, questionsPerStep: 4, groupSize: 8, sampling: { maxTokens: 100 } }';

function work(more: Partial<StageWork>): StageWork {
  const nothing = { prefilled: 0, sampled: 0, trained: 0, scored: 0, answers: 0, longest: 0 };
  return { stage: 's', steps: 1, ...nothing, ...more };
}

describe('shapes of the bundled base models', () => {
  it.each([
    ['hf:Qwen/Qwen2.5-7B-Instruct', 7_615_616_512],
    ['hf:Qwen/Qwen3-8B', 8_190_735_360],
    ['hf:Qwen/Qwen2.5-0.5B-Instruct', 494_032_768],
  ])('%s has as many parameters as its checkpoint', (name, parameters) => {
    const shape = baseShapes[name];
    expect(shape && parameterCount(shape)).toBe(parameters);
  });

  it('keys and values of Qwen2.5-7B take 56 KiB a token: 2 × 28 layers × 4 heads × 128 × 2 bytes', () => {
    expect(keyValueBytes({ layers: 28, kvHeads: 4, headDim: 128 })).toBe(56 * 1024);
  });
});

describe('amounts', () => {
  it('are the targets and counts of the recipe before data is built, prompts as long as their sources usually have', async () => {
    const recipe = of(`${data}sft: {}\ngrpo: { steps: 1, sources: [tfns] }\n`);
    const amounts = await amountsOf(recipe, { folder: join(runsDir, 'none'), dataDir: undefined });
    const prompt = (1000 * 55 + 500 * 1278) / 1500;
    expect(amounts.isBuilt).toBe(false);
    expect(amounts.sft).toEqual({
      questions: 1500,
      promptTokens: prompt,
      longest: prompt + 16_384,
      answerTokens: 200,
    });
    expect(amounts.grpo).toEqual({ questions: 1000, promptTokens: 55, longest: 55 });
  });

  it('are those of the data set once it is built', async () => {
    const recipe = parseRecipe('name: b\ndata: { sources: [{ source: finsim-finqa, count: 12 }] }\n', 'b');
    const { directory } = await runRecipe(recipe, {
      ...{ runsDir, observer: silentObserver, signal: new AbortController().signal, until: 'data' },
    });
    const { isBuilt, sft } = await amountsOf(recipe, { folder: directory, dataDir: undefined });
    const samples = await runSftSamples(RunFolder.open(directory));
    expect({ isBuilt, questions: sft.questions }).toEqual({ isBuilt: true, questions: samples.length });
    expect(samples.length).toBeGreaterThan(0);
    expect(sft.promptTokens).toBeGreaterThan(20);
    expect(sft.answerTokens).toBeLessThan(200);
    expect(sft.longest).toBeGreaterThan(sft.promptTokens + sft.answerTokens);
    expect(sft.longest).toBeLessThan(500);
  });

  it('take a target once, for all entries of its source', async () => {
    const entry = (split: string): string => `{ source: tfns, split: ${split}, target: 300 }`;
    const recipe = of(`data: { sources: [${entry('train')}, ${entry('dev')}] }\n`);
    const { sft } = await amountsOf(recipe, { folder: join(runsDir, 'none'), dataDir: undefined });
    expect(sft.questions).toBe(300);
  });

  it('count the evaluated questions where the data is', async () => {
    const recipe = of(`${data}sft: {}\nevaluate: { sources: [{ source: finsim-tfns, count: 7 }] }\n`);
    const { evaluate } = await amountsOf(recipe, { folder: join(runsDir, 'none'), dataDir: runsDir });
    expect(evaluate.questions).toBe(7);
    expect(evaluate.promptTokens).not.toBe(otherPromptTokens);
  });

  it('are asked for where nothing says them', async () => {
    const recipe = of('data: { sources: [{ source: tfns }] }\n');
    await expect(forecastRun(recipe, runsDir)).rejects.toThrow(
      'data.sources[0]: nothing says how many questions tfns has',
    );
  });
});

describe('work', () => {
  it('by hand: one epoch, forty groups of eight answers that the limit cuts, three models evaluated', async () => {
    const recipe = of(
      `${data}sft: { epochs: 0.5, batchSize: 100 }\ngrpo: ${grpo}\nevaluate: { sources: [{ source: tfns, count: 50 }], sampling: { maxTokens: 80 }, batchSize: 20 }\n`,
    );
    const amounts = await amountsOf(recipe, { folder: join(runsDir, 'none'), dataDir: undefined });
    const prompt = amounts.sft.promptTokens;
    const [sft, policy, evaluation] = workOf(recipe, amounts);
    expect(sft).toMatchObject({ stage: 'sft', steps: 8, trained: 750 * (prompt + 200), sampled: 0 });
    expect(policy).toMatchObject({
      steps: 10,
      answers: 320,
      prefilled: 40 * prompt,
      sampled: 32_000,
      scored: 0,
      longest: 100,
    });
    expect(policy?.trained).toBeCloseTo(320 * (prompt + 100));
    expect(evaluation).toMatchObject({
      stage: 'evaluate 3 models',
      steps: 9,
      answers: 150,
      prefilled: 150 * 55,
      sampled: 12_000,
    });
  });

  it('a KL has every answer scored by the model that it holds on to', async () => {
    const recipe = of(`${data}sft: {}\ngrpo: { steps: 1, beta: 0.001 }\n`);
    const policy = workOf(
      recipe,
      await amountsOf(recipe, { folder: join(runsDir, 'none'), dataDir: undefined }),
    ).find(({ stage }) => stage === 'grpo');
    expect(policy?.scored).toBe(policy?.trained);
    expect(policy?.scored).toBeGreaterThan(0);
  });
});

describe('time and money', () => {
  const adapter = { parameters: 7.6e9, isAdapter: true };

  it('training: 6 × parameters × tokens at 30 % of 989 TFLOP/s for an adapter, 8 × for all weights', () => {
    const million = work({ trained: 1e6 });
    expect(secondsOf(million, h100s(8, adapter), adapter)).toBeCloseTo(
      (6 * 7.6e9 * 1e6) / (8 * 0.3 * 989e12),
      6,
    );
    const all = { ...adapter, isAdapter: false };
    expect(secondsOf(million, h100s(8, all), all)).toBeCloseTo((8 * 7.6e9 * 1e6) / (8 * 0.3 * 989e12), 6);
  });

  it('sampling: in bulk, then the longest answer of each step alone, then 30 s for a step of GRPO', () => {
    const sampling = work({ steps: 2, answers: 100, sampled: 100_000, longest: 4000 });
    const machine = h100s(1, adapter);
    expect(secondsOf(sampling, machine, adapter)).toBeCloseTo(100_000 / 4000 + 2 * 3000 * 0.02, 6);
    const trained = { ...sampling, trained: 1 };
    expect(secondsOf(trained, machine, adapter) - secondsOf(sampling, machine, adapter)).toBeCloseTo(60, 3);
  });

  it('this process: SmolLM2-135M trains an adapter at about 500 tokens a second and samples at about 1,000', () => {
    const small = { parameters: 134.5e6, isAdapter: true };
    expect(1e4 / secondsOf(work({ trained: 1e4 }), laptop(small), small)).toBeCloseTo(496, 0);
    const sampled = work({ answers: 100, sampled: 1e4, longest: 100 });
    expect(1e4 / secondsOf(sampled, laptop(small), small)).toBeCloseTo(1004, 0);
  });

  it('the hosted service: read, written and trained tokens at their prices', () => {
    expect(hostedDollars(work({ prefilled: 1e6, scored: 1e6, sampled: 2e6, trained: 3e6 }))).toBeCloseTo(
      0.39 + 1.2 + 1.32,
    );
  });
});

it('memory of a GPU: weights are shared out, an adapter has moments and the base none', () => {
  const shape = baseShapes['hf:Qwen/Qwen2.5-7B-Instruct'];
  if (shape === undefined) throw new Error('no such shape');
  const load = { gpus: 8, rank: 32, longest: 1000, answers: 800, answerTokens: 1000 };
  const { trainer, sampler } = gpuMemory(shape, load);
  expect(trainer['frozen weights, float32, sharded']).toBe((4 * 7_615_616_512) / 8);
  expect(trainer['what is trained with gradients and moments, sharded']).toBe((16 * 80_740_352) / 8);
  expect(sampler['keys and values']).toBe(100 * 1000 * 57_344);
  const all = gpuMemory(shape, { ...load, rank: 0 }).trainer;
  expect(all).not.toHaveProperty(['frozen weights, float32, sharded']);
  expect(all['what is trained with gradients and moments, sharded']).toBe(2 * 7_615_616_512);
});

describe('a forecast', () => {
  it('prints work, hours, money, memory and what it takes for granted', async () => {
    const text = forecastText(
      await forecastRun(of(`lora: { rank: 32 }\n${data}sft: {}\ngrpo: ${grpo}\n`), runsDir),
    );
    for (const part of [
      '7.62B parameters, an adapter of 80.7M',
      'sft',
      'grpo',
      '8 × H100',
      'two cores',
      'Taken for granted: ',
      '$3.50 an hour',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('of a model made from nothing is refused', async () => {
    const recipe = parseRecipe('name: n\nmodel: {}\npretrain: { steps: 1 }\n', 'n');
    await expect(forecastRun(recipe, runsDir)).rejects.toThrow(
      'only runs that train a model that exists on data',
    );
  });

  it('of a model whose shape is not known says how to get it', async () => {
    const recipe = parseRecipe(`name: u\nfrom: hf:Nobody/None\n${data}`, 'u');
    await expect(forecastRun(recipe, runsDir)).rejects.toThrow('Nobody/None');
  });
});
