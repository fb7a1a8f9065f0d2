/**
 * An export's answers held against its source's, token for token.
 *
 * After a first difference two greedy answers are no longer the same text, and counting positions would count nothing. So
 * the source's answer is fed: where the export would have gone on otherwise, that token counts as a difference, and the
 * export goes on from the source's token. The share of tokens that agree is thus that of positions at which both hold the
 * same token for the likeliest. Up to the first difference this is the export's own answer, so that `identical` counts
 * answers that came out alike with nothing fed.
 */

import type { GreedyModel, SourceModel } from './greedy-model.ts';
import { joined } from './greedy-model.ts';
import type { SourceAnswer } from './source-answers.ts';

/** One token at which the export would have gone on otherwise. */
export interface Difference {
  /** Index of the prompt, and of the token in the answer, both from 0. */
  prompt: number;
  token: number;
  /** The two tokens as text; null where the export did not go on at all. */
  source: string;
  exported: string | null;
  /** How much likelier the source held its own: difference of the two log probabilities, in nats. */
  margin: number | null;
}

export interface Agreement {
  answers: number;
  /** Answers that are the source's from beginning to end. */
  identical: number;
  /** Answers whose end both reached, of those that the source ended before the limit. */
  ended: number;
  endedAlike: number;
  /** Tokens that were compared, and that agree. */
  tokens: number;
  agreed: number;
  /** In the order of prompts and tokens. */
  differences: Difference[];
  /** Why comparing stopped early; null: every token was compared. */
  stopped: string | null;
}

interface Row {
  index: number;
  row: SourceAnswer;
  /** Tokens of the answer that are compared. */
  at: number;
}

/**
 * Compares all tokens of `answers`; once more than `mostDifferent` tokens differ it stops, since nothing can come of it.
 */
export async function compareAnswers(
  source: SourceModel,
  exported: GreedyModel,
  answers: readonly SourceAnswer[],
  mostDifferent: number,
): Promise<Agreement> {
  const differences: Difference[] = [];
  const differing = new Set<number>();
  let open: Row[] = answers.map((row, index) => ({ index, row, at: 0 }));
  let stopped: string | null = null;
  const ends = new Set(source.endIds);
  const isEnded = ({ answer }: SourceAnswer): boolean => ends.has(answer.at(-1) ?? -1);
  let missedEnds = 0;

  while (open.length > 0 && stopped === null) {
    const goneOn = await Promise.all(
      open.map(({ row: { prompt, answer }, at }) =>
        exported.continue(joined(prompt, answer.subarray(0, at)), answer.length - at),
      ),
    );
    const next: Row[] = [];
    for (const [i, { index, row, at }] of open.entries()) {
      const tokens = goneOn[i] as Int32Array;
      const rest = row.answer.subarray(at);
      const first = rest.findIndex((token, k) => token !== tokens[k]);
      if (first < 0) continue;
      const position = at + first;
      differing.add(index);
      if (position === row.answer.length - 1 && isEnded(row)) missedEnds++;
      differences.push(await differenceAt(source, row, { index, position, token: tokens[first] }));
      if (position + 1 < row.answer.length) next.push({ index, row, at: position + 1 });
    }
    open = next;
    if (differences.length > mostDifferent && open.length > 0)
      stopped = `more than ${mostDifferent} tokens differ`;
  }

  const all = answers.reduce((sum, { answer }) => sum + answer.length, 0);
  const left = open.reduce((sum, { row, at }) => sum + row.answer.length - at, 0);
  const ended = answers.filter(isEnded).length;
  differences.sort((a, b) => a.prompt - b.prompt || a.token - b.token);
  return {
    answers: answers.length,
    identical: answers.length - differing.size,
    ended,
    endedAlike: ended - missedEnds - open.filter(({ row }) => isEnded(row)).length,
    tokens: all - left,
    agreed: all - left - differences.length,
    differences,
    stopped,
  };
}

async function differenceAt(
  source: SourceModel,
  { prompt, answer }: SourceAnswer,
  { index, position, token }: { index: number; position: number; token: number | undefined },
): Promise<Difference> {
  const own = answer[position] as number;
  const before = joined(prompt, answer.subarray(0, position));
  const logprobOf = async (candidate: number): Promise<number> =>
    (await source.logprobs(before, Int32Array.of(candidate)))[0] as number;
  return {
    prompt: index,
    token: position,
    source: source.tokenText(own),
    exported: token === undefined ? null : source.tokenText(token),
    margin: token === undefined ? null : (await logprobOf(own)) - (await logprobOf(token)),
  };
}
