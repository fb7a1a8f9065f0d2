/**
 * The model before any training. A nano model starts from nothing: a tokenizer trained on what the model will read and write, and
 * random weights. With `from` it is one that exists, as the paper starts from Qwen2.5-7B-Instruct, copied into the run.
 */

import { existsSync } from 'node:fs';
import { finsimCorpusSample, renderMessages } from '../data/index.ts';
import {
  architectureTraits,
  HfTokenizer,
  readModelConfig,
  trainBpe,
  writeInitialModel,
  writeTokenizer,
} from '../engine/index.ts';
import type { ModelConfig } from '../engine/index.ts';
import { sizeText } from '../evaluate/index.ts';
import { modelSize } from './model-size.ts';
import { requireSystemPrompt } from './require-system-prompt.ts';
import { required } from './run-context.ts';
import type { ModelContext, RunContext } from './run-context.ts';
import { runRlQuestions, runSftSamples } from './run-data.ts';
import type { ModelShape, Recipe } from './schema.ts';
import { StageCost } from './stage-cost.ts';

const STAGE = 'model';

const CORPUS_TEXTS = 4000;

/** Below `models/`: `initial`, or `base` at once where nothing is pretrained. */
export function initialFolder({ pretrain }: Recipe): string {
  return pretrain === undefined ? 'base' : 'initial';
}

/**
 * Writes the initial model, and `tokenizer/` for one made from nothing, unless they are there.
 * @throws InputError where it cannot be told the system prompt.
 */
export async function initialModel(context: ModelContext): Promise<void> {
  const { recipe, run } = context;
  const folder = run.path('models', initialFolder(recipe));
  if (!existsSync(folder)) await makeInitialModel(context, folder);
  if (recipe.systemPrompt === undefined) return;
  // One that is made here or comes as GGUF has had no template to be looked at before.
  const { contextLength } = await readModelConfig(folder);
  requireSystemPrompt(recipe, await HfTokenizer.load(folder), contextLength);
}

async function makeInitialModel(context: ModelContext, folder: string): Promise<void> {
  const { recipe, run, backend, observer } = context;
  observer.begun(STAGE);
  const cost = new StageCost(run, STAGE);
  if (recipe.from !== undefined) {
    const config = await backend.take(recipe.from, initialFolder(recipe));
    cost.lap(null);
    observer.ended(STAGE, `${recipe.from}: ${shapeText(config, recipe)}`);
    return;
  }
  const shape = required(recipe.model, 'model');
  const { vocabSize, contextLength, initialDeviation } = shape;
  const tokenizerFrom = run.path('tokenizer');
  await writeTokenizer(tokenizerFrom, trainBpe(await tokenizerTexts(context), { vocabSize }), {
    contextLength,
  });
  cost.lap(null);
  const config = configOf(shape);
  await writeInitialModel(folder, { config, seed: recipe.seed, tokenizerFrom, deviation: initialDeviation });
  observer.ended(STAGE, shapeText(config, recipe));
}

function shapeText(config: ModelConfig, recipe: Recipe): string {
  const { layers, hiddenSize, vocabSize } = config;
  return `${layers} layers × ${hiddenSize}, ${vocabSize} tokens, ${sizeText(modelSize(config, recipe))}`;
}

/** FinSim's own mix where the model is pretrained on it; otherwise the prompts and completions of the data set. */
async function tokenizerTexts({ recipe, run }: RunContext): Promise<string[]> {
  const { pretrain, seed } = recipe;
  if (pretrain?.documents === 'finsim') {
    return finsimCorpusSample(seed, CORPUS_TEXTS, { difficulty: pretrain.difficulty });
  }
  const samples = await runSftSamples(run);
  const questions = [...samples.map(({ question }) => question), ...(await runRlQuestions(run))];
  return [
    ...questions.flatMap((question) => renderMessages(question).map(({ content }) => content)),
    ...samples.map(({ completion }) => completion),
  ];
}

function configOf({ initialDeviation: _deviation, ...shape }: ModelShape): ModelConfig {
  return { ...shape, ...architectureTraits(shape.architecture), rmsNormEps: 1e-6, tiedEmbeddings: true };
}
