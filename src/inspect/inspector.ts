/**
 * Looks at a folder of runs for as long as it is asked. What it has read it keeps as indexes, and goes on from there when files have grown; it
 * writes nothing into the runs.
 */

import { DataStore } from './data/data-store.ts';
import { datasetDetail, datasetSummary } from './data/dataset-detail.ts';
import { rowDetail } from './data/row-detail.ts';
import { Evaluations, type CompareOptions } from './evaluations/evaluations.ts';
import { RunsFolder } from './folder/runs-folder.ts';
import { notFound } from './not-found.ts';
import { metricPage } from './runs/metric-page.ts';
import { OpenRuns } from './runs/open-runs.ts';
import { runDetail } from './runs/run-detail.ts';
import { RunList } from './runs/run-list.ts';
import { findAnswers } from './samples/find-answers.ts';
import { findGroups } from './samples/find-groups.ts';
import { sampleDetail } from './samples/sample-detail.ts';
import type * as Shape from './shapes.ts';
import type { PageRange } from './window.ts';

export class Inspector {
  readonly #folder: RunsFolder;
  readonly #list: RunList;
  readonly #open = new OpenRuns();
  readonly #data = new DataStore();
  readonly #evaluations: Evaluations;

  constructor(runsDirectory: string) {
    this.#folder = new RunsFolder(runsDirectory);
    this.#list = new RunList(this.#folder);
    this.#evaluations = new Evaluations(this.#folder, this.#list, this.#open);
  }

  /** Another text once anything that could be told of the runs named is another; of all runs without names. Costs some stats of files. */
  async stamp(...names: readonly string[]): Promise<string> {
    if (names.length === 0) return this.#list.stamp();
    return names.map((name) => this.#list.stampOf(name)).join('-');
  }

  /** Newest first. */
  async runs(): Promise<Shape.RunSummary[]> {
    await this.#open.keepOnly(this.#folder.places());
    return this.#list.all();
  }

  /** All that follow throw InputError with code `not-found` where there is no such run, row or model. */
  async run(name: string): Promise<Shape.RunDetail> {
    const place = this.#folder.open(name);
    const samples = await this.#open.samples(place, ({ lines }) => ({
      ...{ answers: lines.answers, rollouts: lines.rollouts, broken: lines.broken.of('samples.jsonl') },
    }));
    const metrics = await this.#open.metrics(place, ({ lines }) => ({
      ...{ rows: lines.size, broken: lines.broken.of('metrics.jsonl') },
    }));
    const { answers, rollouts } = samples;
    return runDetail(place, await this.#list.one(name), {
      counts: { answers, rollouts, metrics: metrics.rows },
      broken: [...samples.broken, ...metrics.broken],
    });
  }

  async metrics(name: string, asked: { after: number; series?: string }): Promise<Shape.MetricPage> {
    const place = this.#folder.open(name);
    const { status } = await this.#list.one(name);
    return this.#open.metrics(place, (file) => metricPage(file, status, asked));
  }

  async groups(name: string, filter: Shape.GroupFilter, range: PageRange): Promise<Shape.GroupPage> {
    return this.#open.samples(this.#folder.open(name), ({ lines }) => findGroups(lines, filter, range));
  }

  async answers(
    name: string,
    filter: Shape.AnswerFilter,
    range: PageRange,
  ): Promise<Shape.Page<Shape.AnswerHead>> {
    return this.#open.samples(this.#folder.open(name), ({ lines }) => findAnswers(lines, filter, range));
  }

  async sample(name: string, row: number): Promise<Shape.SampleDetail> {
    return this.#open.samples(this.#folder.open(name), (file) => sampleDetail(file, row));
  }

  /** Path of `report.html`. */
  report(name: string): string {
    const path = this.#folder.open(name).find('report.html');
    if (path === null) throw notFound(`The run ${name} has no report yet.`);
    return path;
  }

  async diff(a: string, b: string): Promise<Shape.RunDiff> {
    return this.#evaluations.diff(await this.run(a), await this.run(b));
  }

  async datasets(): Promise<Shape.DatasetSummary[]> {
    const found: Shape.DatasetSummary[] = [];
    for (const { name, hasData } of await this.runs()) {
      const place = hasData ? this.#folder.find(name) : null;
      if (place !== null) found.push(await datasetSummary(place));
    }
    return found;
  }

  async dataset(name: string): Promise<Shape.DatasetDetail> {
    const place = this.#folder.open(name);
    return this.#data.use(place, (table) => datasetDetail(place, table));
  }

  async dataRows(name: string, filter: Shape.DataFilter, range: PageRange): Promise<Shape.DataPage> {
    return this.#data.use(this.#folder.open(name), (table) => table.search(filter, range));
  }

  async dataRow(name: string, set: Shape.RowSet, row: number): Promise<Shape.DataRowDetail> {
    return this.#data.use(this.#folder.open(name), (table) => rowDetail(table, set, row));
  }

  evaluations(): Promise<Shape.EvaluationMatrix> {
    return this.#evaluations.matrix();
  }

  /** `a` and `b` as `EvaluatedModel.id` has them. */
  compare(a: string, b: string, options: CompareOptions): Promise<Shape.EvaluationComparison> {
    return this.#evaluations.compare(a, b, options);
  }

  /** Lets go of files and memory; nothing may be asked any more. */
  async close(): Promise<void> {
    await this.#open.close();
    await this.#data.close();
  }
}
