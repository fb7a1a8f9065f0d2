/** Evaluates one model outside of a run: on the held-out questions of its own recipe, or on benchmarks named one by one. */

import { InputError } from '../core/errors.ts';
import type { Score } from '../core/results.ts';
import { finsimBenchmarks, sources } from '../data/index.ts';
import { accuracyOf, evaluateModel, omissionWarnings, summarise } from '../evaluate/index.ts';
import type { EvaluatedAnswer } from '../evaluate/index.ts';
import { nearest } from '../core/nearest.ts';
import type { OpenModel } from './open-model.ts';
import { evaluationQuestions } from './questions.ts';
import { generatedSource } from './schema.ts';
import type { SourceChoice } from './schema.ts';

export interface EvaluateOnceOptions {
  /** FinSim benchmarks or real data sets. Absent: those of the model's recipe, else all of FinSim. */
  benchmarks?: readonly string[];
  /** Questions a benchmark, at most. */
  limit?: number;
  /** Default: the recipe's, else 1. */
  seed?: number;
  dataDir?: string;
  signal?: AbortSignal;
  /** `accuracy` so far; null while nothing could be scored. */
  onProgress?: (progress: { done: number; total: number; accuracy: number | null }) => void;
  warn: (message: string) => void;
}

export interface EvaluatedOnce {
  model: string;
  seed: number;
  seconds: number;
  /** By benchmark, `total` last. */
  scores: Record<string, Score>;
}

const defaultSampling = { temperature: 0, topP: 1, maxTokens: 64 };

/** @throws InputError for an unknown benchmark or missing data; InterruptedError after `signal`. */
export async function evaluateOnce(
  { model, recipe }: Pick<OpenModel, 'model' | 'recipe'>,
  options: EvaluateOnceOptions,
): Promise<EvaluatedOnce> {
  const seed = options.seed ?? recipe?.seed ?? 1;
  const choices = chosen(options, recipe?.evaluate?.sources);
  const questions = await evaluationQuestions(choices, { seed, dataDir: options.dataDir }, options.warn);
  const sampling = recipe?.evaluate?.sampling ?? defaultSampling;
  const begun = performance.now();
  const soFar: EvaluatedAnswer[] = [];
  const answers = await evaluateModel({
    ...{ model, stage: model.id, questions, seed, signal: options.signal, ...sampling },
    batchSize: recipe?.evaluate?.batchSize,
    onAnswers: (batch, { done, total }) => {
      soFar.push(...batch);
      options.onProgress?.({ done, total, accuracy: accuracyOf(soFar) });
    },
  });
  const seconds = (performance.now() - begun) / 1000;
  for (const warning of omissionWarnings(model.id, answers)) options.warn(warning);
  return { model: model.id, seed, seconds, scores: summarise(answers, seed) };
}

function chosen(
  { benchmarks, limit }: EvaluateOnceOptions,
  own: readonly SourceChoice[] = [{ source: generatedSource }],
): readonly SourceChoice[] {
  const choices = benchmarks?.map((source) => choiceOf(source, own)) ?? own;
  return limit === undefined
    ? choices
    : choices.map((choice) => ({ ...choice, count: Math.min(limit, choice.count ?? limit) }));
}

/** As the recipe asks it (count, split, difficulty), where it does. */
function choiceOf(source: string, own: readonly SourceChoice[]): SourceChoice {
  const same = own.find((choice) => choice.source === source);
  if (same !== undefined) return same;
  const all = own.find((choice) => choice.source === generatedSource);
  if (all !== undefined && finsimBenchmarks.includes(source)) return { ...all, source };
  const known = [generatedSource, ...finsimBenchmarks, ...sources.map(({ id }) => id)];
  if (known.includes(source)) return { source };
  const near = nearest(source, known);
  throw new InputError(
    `there is no benchmark "${source}"${near === undefined ? '' : `; did you mean ${near}?`}`,
    {
      hint: `Known benchmarks: ${known.join(', ')}.`,
    },
  );
}
