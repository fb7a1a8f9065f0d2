/**
 * `fin-r1 eval`: a model answers benchmarks; every answer, its verdict and its reasoning's support go into a run folder, from which it can be
 * scored anew, compared and reported. The same settings go on where an earlier start was stopped.
 */

import { countOf } from '../../core/count-of.ts';
import { join } from 'node:path';
import { InputError, InterruptedError, RequestError } from '../../core/errors.ts';
import type { RunFolder } from '../../core/run-folder.ts';
import type { Question } from '../../core/question.ts';
import { answerJudge } from '../../data/index.ts';
import {
  accuracyOf,
  evaluateModel,
  evaluationPrompt,
  omissionWarnings,
  own,
  readSamples,
  type EvaluatedAnswer,
  type Scoring,
} from '../../evaluate/index.ts';
import { openModelPool, type ModelPool, type PoolEvent } from '../../models/index.ts';
import { dropIncomplete } from './complete-questions.ts';
import { leaveEvaluationFolder, SPENDING, takeEvaluationFolder } from './evaluation-folder.ts';
import { answersSingly, checkModel, isOffline, openAnswerer, recipeBehind } from './open-answerer.ts';
import { StageCost } from '../stage-cost.ts';
import type { Recipe } from '../schema.ts';
import { planBenchmarks, type PlannedBenchmark } from './plan-benchmarks.ts';
import { evaluationName, KIND, PLANNED, type EvaluationSettings } from './settings.ts';
import { writeEvaluation, type WrittenEvaluation } from './write-evaluation.ts';

export interface EvaluateOptions {
  model: string;
  /** What trained the model; default: the recipe of the run that it is named by. */
  recipe?: Recipe;
  /** Default: those of the recipe behind the model, else all of FinSim. */
  benchmarks?: readonly string[];
  limit?: number;
  samples?: number;
  seed?: number;
  temperature?: number;
  topP?: number;
  maxTokens?: number;
  /** Default: `trained` for models that a recipe trained, `benchmark` for all others. */
  prompt?: EvaluationSettings['prompt'];
  /** Model string of the judge of free text. */
  judge?: string;
  /** Name of the run folder; default: made of model and settings. */
  name?: string;
  runsDir: string;
  dataDir?: string;
  cachePath?: string;
  concurrency?: number;
  acceptedLicences: readonly string[];
  signal: AbortSignal;
  warn: (message: string) => void;
  onEvent: (event: PoolEvent) => void;
  /** The questions are read and the model is there. */
  onBegun: () => void;
  /** `accuracy` of the benchmark so far; null while nothing could be scored. */
  onProgress: (progress: EvaluationProgress) => void;
}

export interface EvaluationProgress {
  benchmark: string;
  /** Questions, over all benchmarks. */
  done: number;
  total: number;
  /** Of those done, the ones that this start has asked. */
  asked: number;
  accuracy: number | null;
}

/** Long enough for models that reason; a nano model's recipe says its own. */
const USUAL = { temperature: 0, topP: 1, maxTokens: 4096 };
/** The paper's temperature, where greedy answers would all be the same. */
const SEVERAL = 0.6;
const WIDTH = 512;
/** For questions of no stated benchmark. */
const PLAIN = { prompt: 'evaluate' };

/** @throws InputError for settings that cannot be carried out; InterruptedError after `signal`; RequestError where no model answers. */
export async function evaluateRun(options: EvaluateOptions): Promise<WrittenEvaluation> {
  const recipe = options.recipe ?? recipeBehind(options.model, options.runsDir);
  if (options.judge !== undefined) checkModel(options.judge, options.runsDir);
  const samples = options.samples ?? 1;
  const usual = recipe?.evaluate?.sampling ?? USUAL;
  const sources = recipe?.evaluate?.sources ?? [];
  const ownNames = sources.length > 0 ? sources.map(({ source }) => source) : ['finsim'];
  const names = options.benchmarks ?? ownNames;
  if (names.length === 0) throw new InputError('No benchmark was named.', { hint: 'See --list.' });
  const prompt = options.prompt ?? (recipe === null ? 'benchmark' : 'trained');
  const isTold = prompt === 'trained' && !isOffline(options.model);
  const systemPrompt = isTold ? recipe?.systemPrompt : undefined;
  const settings: EvaluationSettings = {
    ...{ kind: KIND, model: options.model, benchmarks: [...names] },
    ...{
      limit: options.limit ?? null,
      samples,
      seed: options.seed ?? recipe?.seed ?? 1,
    },
    temperature: options.temperature ?? (usual.temperature || (samples > 1 ? SEVERAL : 0)),
    topP: options.topP ?? usual.topP,
    maxTokens: options.maxTokens ?? usual.maxTokens,
    prompt,
    ...(systemPrompt !== undefined && { systemPrompt }),
  };
  const { dataDir, acceptedLicences, warn } = options;
  const { limit, seed } = settings;
  const planned = await planBenchmarks({ names, own: sources, limit, seed, dataDir, acceptedLicences, warn });
  const directory = join(options.runsDir, options.name ?? evaluationName(settings));
  const run = takeEvaluationFolder(directory, settings, planned);
  let pool: ModelPool | undefined;
  try {
    pool = openModelPool({
      cachePath: options.cachePath ?? join(options.runsDir, 'requests.sqlite'),
      runsDirectory: options.runsDir,
      ...(options.concurrency === undefined ? {} : { limits: { concurrency: options.concurrency } }),
      ledgerPath: run.path(SPENDING),
      signal: options.signal,
      onEvent: options.onEvent,
    });
    const judge = options.judge === undefined ? null : answerJudge(await pool.open(options.judge, 'judge'));
    const needsJudge = (id: string): boolean =>
      planned.some(({ stated, ...benchmark }) => benchmark.id === id && stated?.headline === 'judged');
    const scoring: Scoring = { protocol: own, judge, needsJudge };
    await openAnswerer(options.model, [], { pool });
    const counts = planned.map(({ id, questions }) => [id, questions.length]);
    run.writeAtomic(PLANNED, `${JSON.stringify(Object.fromEntries(counts))}\n`);
    dropIncomplete(run, settings.samples);
    options.onBegun();
    await new Evaluation(run, pool, settings, scoring, options).all(planned);
    return await writeEvaluation(run, { judge, runsDir: options.runsDir });
  } catch (error) {
    throw error instanceof InterruptedError ? stoppedOf(run, error) : error;
  } finally {
    await pool?.close();
    leaveEvaluationFolder(run);
  }
}

function stoppedOf(run: RunFolder, cause: InterruptedError): InterruptedError {
  const kept = readSamples(run).answers.length;
  const when = kept === 0 ? 'before any answer' : `with ${countOf(kept, 'answer')}`;
  return new InterruptedError(`the evaluation was stopped ${when}`, {
    cause,
    hint: `Run the same command again: it ${kept === 0 ? 'begins anew' : 'goes on from there'}.`,
  });
}

/** The asking of all benchmarks, one after the other. */
class Evaluation {
  readonly #run: RunFolder;
  readonly #pool: ModelPool;
  readonly #settings: EvaluationSettings;
  readonly #scoring: Scoring;
  readonly #options: EvaluateOptions;
  #asked = 0;
  readonly #failures: { question: Question; error: RequestError }[] = [];

  constructor(
    run: RunFolder,
    pool: ModelPool,
    settings: EvaluationSettings,
    scoring: Scoring,
    options: EvaluateOptions,
  ) {
    this.#run = run;
    this.#pool = pool;
    this.#settings = settings;
    this.#scoring = scoring;
    this.#options = options;
  }

  async all(planned: readonly PlannedBenchmark[]): Promise<void> {
    const total = planned.reduce((sum, { questions }) => sum + questions.length, 0);
    let before = 0;
    for (const benchmark of planned) {
      const answers = await this.#ask(benchmark, { before, total });
      before += benchmark.questions.length;
      for (const warning of omissionWarnings(benchmark.id, answers)) this.#options.warn(warning);
    }
    const [first] = this.#failures;
    if (first === undefined) return;
    const { question, error } = first;
    throw new RequestError(
      `${this.#failures.length} of ${countOf(total, 'question')} got no answer, the first ${question.source}/${question.id}: ${error.message}`,
      {
        retryable: true,
        hint: 'Run the same command again: it asks these anew, and keeps all other answers.',
      },
    );
  }

  async #ask(
    { id, questions, stated }: PlannedBenchmark,
    { before, total }: { before: number; total: number },
  ): Promise<EvaluatedAnswer[]> {
    const { model, samples, seed, temperature, topP, maxTokens, prompt, systemPrompt } = this.#settings;
    const answered = readSamples(this.#run).answers.filter(({ benchmark }) => benchmark === id);
    const soFar = [...answered];
    const cost = new StageCost(this.#run, `evaluate ${id}`);
    const asked = evaluateModel({
      model: await openAnswerer(model, questions, { pool: this.#pool, systemPrompt }),
      ...{ stage: model, benchmark: id, questions, samples, seed, temperature, topP, maxTokens },
      ...(prompt === 'trained'
        ? {}
        : { prompt: (question: Question) => evaluationPrompt(stated ?? PLAIN, question) }),
      scoring: this.#scoring,
      answered,
      ...(answersSingly(model) ? { streaming: true, batchSize: WIDTH } : {}),
      signal: this.#options.signal,
      onFailure: (question, error) => this.#failures.push({ question, error }),
      onAnswers: (answers, { done }) => {
        for (const answer of answers) this.#run.appendJsonl('samples.jsonl', answer);
        soFar.push(...answers);
        this.#asked += new Set(answers.map(({ questionId }) => questionId)).size;
        cost.addTokens(answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0));
        const accuracy = accuracyOf(soFar);
        this.#options.onProgress({ benchmark: id, done: before + done, total, asked: this.#asked, accuracy });
      },
    });
    return asked.finally(() => {
      if (soFar.length > answered.length) cost.lap(null);
    });
  }
}
