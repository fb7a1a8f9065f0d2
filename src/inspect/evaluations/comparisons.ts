/** Comparisons of the answers of two models; the last few are kept as long as no answer has come. */

import type { RunPlace } from '../folder/run-place.ts';
import type { OpenFile } from '../lines/growing-file.ts';
import type { OpenRuns } from '../runs/open-runs.ts';
import type { SampleTable } from '../samples/sample-table.ts';
import { answerSet } from './answer-set.ts';
import { compareAnswerSets, type ComparedAnswers } from './compare-answers.ts';

/** A model of a run that has answered. */
export interface Side {
  place: RunPlace;
  stage: string;
}

const KEPT = 4;

export class Comparisons {
  readonly #runs: OpenRuns;
  readonly #kept = new Map<string, Promise<ComparedAnswers>>();

  constructor(runs: OpenRuns) {
    this.#runs = runs;
  }

  /** `work` gets the comparison, and the rows of both to be looked up. */
  use<R>(
    [a, b]: readonly [Side, Side],
    work: (compared: ComparedAnswers, first: SampleTable, second: SampleTable) => R,
  ): Promise<R> {
    return this.#runs.samples(a.place, (first) =>
      this.#runs.samples(b.place, async (second) => {
        const key = JSON.stringify([stateOf(a, first), stateOf(b, second)]);
        const compare = (): Promise<ComparedAnswers> =>
          compareAnswerSets(answerSet(first.lines, a.stage), answerSet(second.lines, b.stage));
        return work(await this.#keptOr(key, compare), first.lines, second.lines);
      }),
    );
  }

  #keptOr(key: string, compare: () => Promise<ComparedAnswers>): Promise<ComparedAnswers> {
    const compared = this.#kept.get(key) ?? compare();
    this.#kept.delete(key);
    this.#kept.set(key, compared);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return compared;
  }
}

function stateOf({ place, stage }: Side, { series, lines }: OpenFile<SampleTable>): unknown[] {
  return [place.directory, stage, series, lines.size];
}
