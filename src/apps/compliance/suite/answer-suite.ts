/** A checker run over a suite. */

import pMap from 'p-map';
import { FinR1Error } from '../../../core/errors.ts';
import { Random } from '../../../core/random.ts';
import type { Checker } from '../check/checker.ts';
import type { CheckedText } from '../check/verdict.ts';
import type { LabelledText } from './labelled-text.ts';

export interface Answered {
  row: LabelledText;
  checked: CheckedText;
}

export interface Watch {
  /** Ends the work with an InterruptedError. */
  signal?: AbortSignal | undefined;
  onDone?: ((done: number) => void) | undefined;
  /** Texts that are checked at the same time: with a model, their requests are too. Default 1. */
  concurrency?: number | undefined;
}

/**
 * Every row checked; the answers are in the order of the rows. @throws what the checker throws; FinR1Error where a quote is not what stands
 * in the text at its place, since no figure could be trusted then.
 */
export async function answerSuite(
  rows: readonly LabelledText[],
  checker: Checker,
  { signal, onDone, concurrency = 1 }: Watch = {},
): Promise<Answered[]> {
  let done = 0;
  const answer = async (row: LabelledText): Promise<Answered> => {
    const checked = await checker.check({ id: row.id, text: row.text }, signal);
    requireQuotes(row, checked);
    onDone?.(++done);
    return { row, checked };
  };
  return pMap(rows, answer, { concurrency });
}

function requireQuotes({ id, text: whole }: LabelledText, { verdicts }: CheckedText): void {
  for (const { rule, quotes } of verdicts)
    for (const { text, start, end } of quotes)
      if (whole.slice(start, end) !== text)
        throw new FinR1Error(
          'quote',
          `${id}: the quote of ${rule.id} is not in the text at ${start}: ${text}`,
        );
}

/** A seeded sample of about `limit` rows made of whole pairs, in the order of the suite. */
export function samplePairs(rows: readonly LabelledText[], limit: number, seed: number): LabelledText[] {
  const pairs = [...Map.groupBy(rows, (row) => row.pair).values()];
  const taken = new Set<LabelledText>();
  for (const pair of Random.derive(seed, 'suite-sample').shuffle(pairs)) {
    if (taken.size + pair.length > limit) break;
    for (const row of pair) taken.add(row);
  }
  return rows.filter((row) => taken.has(row));
}
