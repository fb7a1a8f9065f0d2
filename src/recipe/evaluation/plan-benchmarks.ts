/** The benchmarks of an evaluation with their questions: stated ones by id, FinSim's, and the sources that a recipe evaluates. */

import { countOf, wordFor } from '../../core/count-of.ts';
import { InputError } from '../../core/errors.ts';
import { contentHash } from '../../core/ids.ts';
import { nearest } from '../../core/nearest.ts';
import { splits, type Question, type Split } from '../../core/question.ts';
import { findSource, finsimBenchmarks } from '../../data/index.ts';
import { benchmarks, countText, idsHash, type Benchmark } from '../../evaluate/index.ts';
import { evaluationQuestions, usualSplit } from '../questions.ts';
import { requireLicences } from '../require-licences.ts';
import { generatedSource, type SourceChoice } from '../schema.ts';
import { spreadSample } from '../spread-sample.ts';

export interface PlannedBenchmark {
  id: string;
  questions: Question[];
  /** Null for those that no file states: FinSim's, and sources of one's own. */
  stated: Benchmark | null;
}

export interface PlanOptions {
  names: readonly string[];
  /** Sources of the recipe behind the model, which say count, split and difficulty of theirs. */
  own: readonly SourceChoice[];
  limit: number | null;
  seed: number;
  dataDir: string | undefined;
  acceptedLicences: readonly string[];
  warn: (message: string) => void;
}

/** What `--benchmarks` may name. */
function knownBenchmarks(own: readonly SourceChoice[] = []): string[] {
  const named = own.map(({ source }) => source);
  const all = [...benchmarks.map(({ id }) => id), generatedSource, ...finsimBenchmarks, ...named];
  return [...new Set(all)];
}

/** @throws InputError for an unknown name, a licence that was not accepted, or data that is not there. */
export async function planBenchmarks(options: PlanOptions): Promise<PlannedBenchmark[]> {
  const chosen = [...new Set(options.names)].flatMap((name) => choicesOf(name, options));
  requireLicences({ evaluate: { sources: chosen.map(({ choice }) => choice) } }, options.acceptedLicences);
  const planned: PlannedBenchmark[] = [];
  for (const { id, choice, stated } of chosen) planned.push(await readBenchmark(id, choice, stated, options));
  return planned;
}

/** A name for the questions of all benchmarks, so that a resumed evaluation is of the same ones. */
export function questionsHash(planned: readonly PlannedBenchmark[]): Record<string, string> {
  return Object.fromEntries(planned.map(({ id, questions }) => [id, contentHash(questions)]));
}

interface ChosenBenchmark {
  id: string;
  choice: SourceChoice;
  stated: Benchmark | null;
}

/** `finqa`, or `finqa@dev` for another split than the benchmark's own, which is another benchmark. */
function choicesOf(name: string, options: PlanOptions): ChosenBenchmark[] {
  const [, base = name, split] = /^(.+)@([a-z]+)$/.exec(name) ?? [];
  const known = (splits as readonly string[]).includes(split ?? '');
  if (split !== undefined && !known) {
    throw new InputError(`there is no split "${split}" (in ${name})`, {
      hint: `Splits: ${splits.join(', ')}.`,
    });
  }
  return ofBase(base, options).map((chosen) =>
    split === undefined || chosen.choice.split === split || chosen.stated === null
      ? chosen
      : ofSplit(chosen.stated, chosen.choice, split as Split),
  );
}

function ofSplit(stated: Benchmark, choice: SourceChoice, split: Split): ChosenBenchmark {
  const id = `${stated.id}@${split}`;
  return {
    id,
    choice: { ...choice, split },
    stated: { ...stated, id, split, size: null, ids: null, published: [] },
  };
}

function ofBase(name: string, { own }: PlanOptions): ChosenBenchmark[] {
  const ofRecipe = own.find(({ source }) => source === name);
  const stated = benchmarks.find(({ id }) => id === name) ?? null;
  if (name === generatedSource) {
    const all = ofRecipe ?? { source: generatedSource };
    return finsimBenchmarks.map((id) => ({ id, choice: { ...all, source: id }, stated: null }));
  }
  if (ofRecipe !== undefined && stated === null) return [{ id: name, choice: ofRecipe, stated }];
  if (ofRecipe !== undefined && stated !== null) {
    const split = ofRecipe.split ?? usualSplit(findSource(ofRecipe.source), 'evaluate');
    return [
      split === stated.split ? { id: name, choice: ofRecipe, stated } : ofSplit(stated, ofRecipe, split),
    ];
  }
  if (stated !== null) {
    const { source, split } = stated;
    return [{ id: name, choice: { source, split } as SourceChoice, stated }];
  }
  if (finsimBenchmarks.includes(name)) {
    const all = own.find(({ source }) => source === generatedSource) ?? {};
    return [{ id: name, choice: { ...all, source: name } as SourceChoice, stated: null }];
  }
  const known = knownBenchmarks(own);
  const near = nearest(name, known);
  throw new InputError(
    `there is no benchmark "${name}"${near === undefined ? '' : `; did you mean ${near}?`}`,
    {
      code: 'unknown-benchmark',
      hint: `Known benchmarks: ${known.join(', ')}. fin-r1 eval --list says what each of them is.`,
    },
  );
}

async function readBenchmark(
  id: string,
  choice: SourceChoice,
  stated: Benchmark | null,
  { limit, seed, dataDir, warn }: PlanOptions,
): Promise<PlannedBenchmark> {
  // FinSim makes as many as are asked for; files are read in full, so that one can say what they hold.
  const generated = finsimBenchmarks.includes(choice.source);
  const asked =
    generated && limit !== null ? { ...choice, count: Math.min(limit, choice.count ?? limit) } : choice;
  const all = await evaluationQuestions([asked], { seed, dataDir }, warn);
  const questions = stated?.includes === undefined ? all : all.filter(stated.includes);
  if (questions.length === 0)
    throw new InputError(`${id}: the files hold none of its questions`, { code: 'missing-data' });
  if (stated !== null) tellWhetherWhole(stated, questions, warn);
  if (limit === null || generated || questions.length <= limit) return { id, questions, stated };
  const some: Question[] = [];
  for await (const question of spreadSample(each(questions), limit, { seed, label: id })) some.push(question);
  return { id, questions: some, stated };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** A part of a benchmark gives a score of that part. */
function tellWhetherWhole(
  { id, size, ids }: Benchmark,
  questions: readonly Question[],
  warn: (message: string) => void,
): void {
  if (ids !== null && ids !== idsHash(questions)) {
    warn(
      `${id}: these are not exactly the questions of the official files, so that scores of others cannot be compared`,
    );
  } else if (size !== null && questions.length < size) {
    warn(
      `${id}: ${countText(questions.length)} of ${countOf(size, 'question')} ${wordFor(questions.length, 'is', 'are')} there: a score of this part, not of the benchmark`,
    );
  }
}
