/** The models that runs have evaluated: all of them in a matrix, and two of them question by question. */

import type { RunsFolder } from '../folder/runs-folder.ts';
import { notFound } from '../not-found.ts';
import type { OpenRuns } from '../runs/open-runs.ts';
import type { RunList } from '../runs/run-list.ts';
import type { SampleTable } from '../samples/sample-table.ts';
import type {
  EvaluatedModel,
  EvaluationComparison,
  EvaluationMatrix,
  Flip,
  RunDetail,
  RunDiff,
  SampleHead,
} from '../shapes.ts';
import { Window, type PageRange } from '../window.ts';
import { answeredStages } from './answer-set.ts';
import type { ComparedAnswers } from './compare-answers.ts';
import { Comparisons, type Side } from './comparisons.ts';
import { evaluationMatrix, scoredModels, titleOf, type ScoredModel } from './evaluated-models.ts';
import { runDiff } from './run-diff.ts';

export interface CompareOptions extends PageRange {
  /** Of the questions that turned; all by default. */
  benchmark?: string;
}

export class Evaluations {
  readonly #folder: RunsFolder;
  readonly #list: RunList;
  readonly #runs: OpenRuns;
  readonly #comparisons: Comparisons;

  constructor(folder: RunsFolder, list: RunList, runs: OpenRuns) {
    this.#folder = folder;
    this.#list = list;
    this.#runs = runs;
    this.#comparisons = new Comparisons(runs);
  }

  async matrix(): Promise<EvaluationMatrix> {
    const models: ScoredModel[] = [];
    for (const summary of await this.#list.all()) {
      const place = this.#folder.find(summary.name);
      if (place !== null) models.push(...(await scoredModels(place, summary)));
    }
    return evaluationMatrix(models);
  }

  /** @throws InputError where there is no such model, or it has answered nothing. */
  async compare(
    a: string,
    b: string,
    { benchmark, ...range }: CompareOptions,
  ): Promise<EvaluationComparison> {
    const [first, second] = [await this.#model(a), await this.#model(b)];
    return this.#comparisons.use([first.side, second.side], ({ tests, flips, unpaired }, own, other) => {
      const window = new Window(range);
      for (const [i, flip] of flips.entries())
        if (benchmark === undefined || flip.benchmark === benchmark) window.add(i);
      const items = window.items
        .flatMap((i) => flips.slice(i, i + 1))
        .map((flip) => flipOf(flip, own, other));
      return { a: first.model, b: second.model, tests, unpaired, flips: { total: window.total, items } };
    });
  }

  /** The difference of two runs, with tests between the models that both have evaluated. */
  diff(a: RunDetail, b: RunDetail): Promise<RunDiff> {
    const [first, second] = [this.#folder.open(a.name), this.#folder.open(b.name)];
    return runDiff(a, b, (stage, other) =>
      this.#comparisons.use(
        [
          { place: first, stage },
          { place: second, stage: other },
        ],
        ({ tests }) => tests,
      ),
    );
  }

  /** `RUN@STAGE`, or `RUN` where it has answers of one model only. */
  async #model(id: string): Promise<{ model: EvaluatedModel; side: Side }> {
    const [, run = id, wanted] = /^([^@]*)@(.+)$/.exec(id) ?? [];
    const place = this.#folder.open(run);
    const summary = await this.#list.one(run);
    const stages = await this.#runs.samples(place, ({ lines }) => answeredStages(lines));
    const stage = wanted ?? (stages.length === 1 ? stages[0] : undefined);
    if (stage === undefined || !stages.includes(stage)) {
      const has =
        stages.length === 0 ? 'it has answered nothing yet' : `it has answers of ${stages.join(', ')}`;
      throw notFound(`There is no evaluated model ${JSON.stringify(id.slice(0, 200))} in ${run}: ${has}.`);
    }
    const known = (await scoredModels(place, summary)).find((model) => model.stage === stage);
    const { when = summary.changed, seed = null } = known ?? {};
    return { model: { id, run, stage, title: titleOf(summary, stage), when, seed }, side: { place, stage } };
  }
}

function flipOf(
  { benchmark, right, a, b }: ComparedAnswers['flips'][number],
  own: SampleTable,
  other: SampleTable,
): Flip {
  const [first, second] = [own.answerHead(a), other.answerHead(b)];
  const { questionId, question, gold } = first;
  return { benchmark, questionId, question, gold, right, a: headOf(first), b: headOf(second) };
}

function headOf(head: SampleHead): SampleHead {
  const { row, stage, questionId, sample, verdict, rule, reason, formatValid, completionTokens, truncated } =
    head;
  return { row, stage, questionId, sample, verdict, rule, reason, formatValid, completionTokens, truncated };
}
