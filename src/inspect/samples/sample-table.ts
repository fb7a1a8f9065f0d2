/**
 * The rows of `samples.jsonl` as columns of numbers, one entry a line of the file: what filters look at. Heads and searched texts lie in
 * files aside, whole rows where they were; so memory holds some 80 bytes a row.
 */

import { questionVerdicts } from '../../core/outcome.ts';
import { askedOf } from '../asked.ts';
import type { QuestionVerdict } from '../../core/outcome.ts';
import { BrokenLines } from '../lines/broken-lines.ts';
import { Column } from '../lines/column.ts';
import type { LineTaker } from '../lines/growing-file.ts';
import { Names } from '../lines/names.ts';
import { isBlank, readRow } from '../lines/read-row.ts';
import { SideTexts } from '../lines/side-texts.ts';
import type { AnswerHead, RolloutHead } from '../shapes.ts';
import { GroupList } from './group-list.ts';
import { answerHead, isTruncated, listedRowSchema, rolloutHead, searchedText } from './sample-heads.ts';
import type { ListedAnswer, ListedRollout, ListedRow } from './sample-heads.ts';
import { TextSearch } from './text-search.ts';

/** A line that is no row, or none that can be read. */
export const NO_ROW = 0;
export const ANSWER = 1;
export const ROLLOUT = 2;

/** What a rollout's head is kept with. */
export interface KeptRollout {
  head: RolloutHead;
  question: string;
}

export class SampleTable implements LineTaker {
  readonly stages = new Names();
  readonly benchmarks = new Names();
  readonly ids = new Names();
  readonly clusters = new Names();
  readonly kind = new Column(Uint8Array);
  readonly stage = new Column(Int32Array);
  /** Of answers. */
  readonly benchmark = new Column(Int32Array);
  readonly id = new Column(Int32Array);
  readonly cluster = new Column(Int32Array);
  readonly sample = new Column(Int32Array);
  readonly verdict = new Column(Uint8Array);
  readonly truncated = new Column(Uint8Array);
  /** NaN where it is not known. */
  readonly tokens = new Column(Float64Array);
  /** Of rollouts; NaN where it was left out of its group. */
  readonly reward = new Column(Float64Array);
  readonly start = new Column(Float64Array);
  readonly end = new Column(Float64Array);
  readonly groups = new GroupList();
  readonly broken = new BrokenLines();
  readonly #heads = new SideTexts();
  readonly #texts = new SideTexts();
  readonly search = new TextSearch(this.#texts);
  answers = 0;
  rollouts = 0;
  readonly rolloutVerdicts: Partial<Record<QuestionVerdict, number>> = {};
  mostTokens = 0;

  get size(): number {
    return this.kind.size;
  }

  take(line: Buffer | null, start: number, end: number): void {
    const row = this.size;
    this.start.push(start);
    this.end.push(end);
    const read = isBlank(line) ? null : readRow(line, listedRowSchema);
    if (read === null) return this.#pushNone();
    if ('fault' in read) {
      this.broken.add(row, read.fault);
      return this.#pushNone();
    }
    if (read.row.kind === 'answer') this.#pushAnswer(read.row, row);
    else this.#pushRollout(read.row, row);
  }

  settle(): void {
    this.#heads.flush();
    this.#texts.flush();
  }

  close(): void {
    this.#heads.close();
    this.#texts.close();
  }

  verdictAt(row: number): QuestionVerdict {
    return questionVerdicts[this.verdict.at(row)] as QuestionVerdict;
  }

  answerHead(row: number): AnswerHead {
    return JSON.parse(this.#heads.at(row)) as AnswerHead;
  }

  rollout(row: number): KeptRollout {
    return JSON.parse(this.#heads.at(row)) as KeptRollout;
  }

  #pushAnswer(answer: ListedAnswer, row: number): void {
    this.answers++;
    this.#push(answer, JSON.stringify(answerHead(answer, row)));
    this.benchmark.push(this.benchmarks.code(answer.benchmark));
    this.cluster.push(this.clusters.code(answer.cluster));
    this.reward.push(NaN);
  }

  #pushRollout(rollout: ListedRollout, row: number): void {
    this.rollouts++;
    const { verdict, stage, step, questionId, sample, reward } = rollout;
    this.rolloutVerdicts[verdict] = (this.rolloutVerdicts[verdict] ?? 0) + 1;
    this.mostTokens = Math.max(this.mostTokens, rollout.completionTokens ?? 0);
    const question = rollout.source === undefined ? '' : askedOf(rollout.source);
    const kept: KeptRollout = { head: rolloutHead(rollout, row), question };
    this.#push(rollout, JSON.stringify(kept));
    this.benchmark.push(-1);
    this.cluster.push(-1);
    this.reward.push(reward ?? NaN);
    this.groups.add({
      row,
      stage: this.stages.code(stage),
      step,
      id: this.ids.code(questionId),
      sample,
      reward,
    });
  }

  #push(listed: ListedRow, head: string): void {
    this.kind.push(listed.kind === 'answer' ? ANSWER : ROLLOUT);
    this.stage.push(this.stages.code(listed.stage));
    this.id.push(this.ids.code(listed.questionId));
    this.sample.push(listed.sample);
    this.verdict.push(questionVerdicts.indexOf(listed.verdict));
    this.truncated.push(isTruncated(listed) ? 1 : 0);
    this.tokens.push(listed.completionTokens ?? NaN);
    this.#heads.push(head);
    this.#texts.push(searchedText(listed));
  }

  #pushNone(): void {
    this.kind.push(NO_ROW);
    for (const column of [this.stage, this.benchmark, this.id, this.cluster, this.sample]) column.push(-1);
    for (const column of [this.verdict, this.truncated]) column.push(0);
    for (const column of [this.tokens, this.reward]) column.push(NaN);
    this.#heads.push(null);
    this.#texts.push(null);
  }
}
