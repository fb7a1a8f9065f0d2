/**
 * What an export is asked: the first held-out questions of the run as its models were asked them, in turn from each
 * benchmark; for a model without a run generated questions of FinSim, always the same.
 */

import type { RunFolder } from '../../core/run-folder.ts';
import { withSystemPrompt } from '../../core/system-prompt.ts';
import type { ChatMessage } from '../../core/trace.ts';
import { finsimBenchmarks, finsimQuestions, renderMessages } from '../../data/index.ts';
import { readSamples } from '../../evaluate/index.ts';

export interface ProofPrompts {
  /** More than are needed: those too long for the model's context are left out. */
  prompts: (readonly ChatMessage[])[];
  /** Where they come from, for the card. */
  from: string;
}

/** The first of each group, then the second of each, … */
function inTurn<T>(groups: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, i) => groups.flatMap((group) => group.slice(i, i + 1))).flat();
}

/** `run` null: the model belongs to none. */
export function proofPrompts(
  run: RunFolder | null,
  { count, systemPrompt }: { count: number; systemPrompt: string | undefined },
): ProofPrompts {
  const answers = run === null ? [] : readSamples(run).answers;
  const byBenchmark = Map.groupBy(answers, ({ benchmark }) => benchmark);
  const held = [...byBenchmark.values()].map((rows) => [...new Set(rows.map(({ prompt }) => prompt))]);
  if (held.length > 0) {
    const prompts = inTurn(held).map((content) =>
      withSystemPrompt([{ role: 'user', content }], systemPrompt),
    );
    return { prompts, from: `held-out questions of the run (${[...byBenchmark.keys()].join(', ')})` };
  }
  const questions = finsimBenchmarks.map((benchmark) =>
    finsimQuestions({ benchmark, split: 'test', count, seed: 1, difficulty: undefined }),
  );
  return { prompts: inTurn(questions).map(renderMessages), from: 'generated questions (FinSim)' };
}
