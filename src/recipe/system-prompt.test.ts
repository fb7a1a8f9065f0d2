/** A recipe with a system prompt and one without, over the same model. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HfTokenizer } from '../engine/index.ts';
import { tinyModel } from '../engine/test-model.ts';
import { evaluateRun } from './evaluation/evaluate-run.ts';
import { quietEvaluation } from './evaluation/test-evaluation.ts';
import { openModel } from './open-model.ts';
import { parseRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';
import type { Recipe } from './schema.ts';

const SYSTEM = 'Think first, then answer.';

let made: Awaited<ReturnType<typeof tinyModel>>;
let runsDir: string;
const recipes: Record<string, Recipe> = {};
beforeAll(async () => {
  made = await tinyModel('Qwen3ForCausalLM', { contextLength: 512 });
  runsDir = join(made.directory, 'runs');
  for (const [name, more] of [
    ['bare', ''],
    ['told', `, systemPrompt: '${SYSTEM}'`],
  ] as const) {
    const source = (count: number): string => `sources: [{ source: finsim-tfns, count: ${count} }]`;
    const stages = `data: { ${source(12)} }, sft: { batchSize: 4 }, grpo: { steps: 1, questionsPerStep: 2, sampling: { maxTokens: 4 } }`;
    const evaluate = `evaluate: { ${source(3)}, sampling: { maxTokens: 4 } }`;
    const recipe = parseRecipe(
      `{ name: ${name}, from: '${made.folder}', ${stages}, ${evaluate}${more} }`,
      name,
    );
    recipes[name] = recipe;
    await runRecipe(recipe, { runsDir, observer: silentObserver });
  }
}, 120_000);
afterAll(async () => {
  await rm(made.directory, { recursive: true });
});

type Row = Record<string, unknown>;
async function rows(name: string, file: string, isWanted: (row: Row) => boolean): Promise<Row[]> {
  const text = await readFile(join(runsDir, name, file), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
    .filter(isWanted);
}

/** Tokens that the system prompt adds to a conversation. */
async function added(): Promise<number> {
  const tokenizer = await HfTokenizer.load(made.folder);
  const length = (messages: Parameters<HfTokenizer['renderChat']>[0]): number =>
    tokenizer.encode(tokenizer.renderChat(messages, { addGenerationPrompt: true })).length;
  const user = { role: 'user', content: 'x' } as const;
  return length([{ role: 'system', content: SYSTEM }, user]) - length([user]);
}

it('stands before every sample of SFT and every question of GRPO and the evaluation', async () => {
  const more = await added();
  expect(more).toBeGreaterThan(5);
  const sft = await Promise.all(
    ['bare', 'told'].map((name) => rows(name, 'metrics.jsonl', ({ stage }) => stage === 'sft')),
  );
  const [bare = [], told = []] = sft;
  expect(told.map(({ tokens }) => tokens)).toEqual(
    bare.map(({ tokens, samples }) => Number(tokens) + Number(samples) * more),
  );
  const answersOf = (name: string): Promise<Row[]> =>
    rows(name, 'samples.jsonl', ({ kind }) => kind === 'answer');
  const [bareAnswers, toldAnswers] = [await answersOf('bare'), await answersOf('told')];
  expect(bareAnswers.length).toBeGreaterThan(0);
  expect(toldAnswers.map(({ promptTokens }) => promptTokens)).toEqual(
    bareAnswers.map(({ promptTokens }) => Number(promptTokens) + more),
  );
});

it('is what the model of the run is told by fin-r1 sample and fin-r1 eval, too', async () => {
  const more = await added();
  const length = async (run: string): Promise<number> => {
    const { model, close } = await openModel(`run:${run}@sft`, runsDir);
    const [answer] = await model.generate(
      [{ role: 'user', content: 'x' }],
      { maxTokens: 1, temperature: 0, seed: 1 },
      1,
    );
    await close();
    return answer?.promptTokens ?? 0;
  };
  expect((await length('told')) - (await length('bare'))).toBe(more);
  const evaluated = async (run: string, prompt?: 'benchmark', recipe?: Recipe): Promise<number[]> => {
    const asked = {
      ...quietEvaluation(runsDir),
      warn: () => {},
      model: `run:${run}@sft`,
      prompt,
      recipe,
      name: `of-${run}-${prompt}-${recipe?.name}`,
    };
    await evaluateRun({ ...asked, benchmarks: ['finsim-tfns'], limit: 2, maxTokens: 1 });
    const answers = await rows(asked.name, 'samples.jsonl', () => true);
    return answers.map(({ promptTokens }) => Number(promptTokens));
  };
  expect(await evaluated('told')).toEqual((await evaluated('bare')).map((tokens) => tokens + more));
  // Served elsewhere, a model is told so by naming what trained it.
  expect(await evaluated('bare', undefined, recipes.told)).toEqual(await evaluated('told'));
  // The benchmark's own prompt is the same for every model.
  expect(await evaluated('told', 'benchmark')).toEqual(await evaluated('bare', 'benchmark'));
});
