/** What stands before an answer and ends it: rendering byte for byte, tokens of the prompts, tokens that end the answer. */

import type { GreedyModel, SourceModel } from './greedy-model.ts';
import type { SourceAnswer } from './source-answers.ts';

const AROUND = 12;

/** The first thing that is not the source's, in words; null when all is. */
export function templateFault(
  source: SourceModel,
  exported: GreedyModel,
  answers: readonly SourceAnswer[],
): string | null {
  for (const [index, { messages, text, prompt }] of answers.entries()) {
    const rendered = exported.render(messages);
    if (rendered !== text) {
      let same = 0;
      while (same < text.length && text[same] === rendered[same]) same++;
      const from = Math.max(0, same - AROUND);
      const shown = (whole: string): string => JSON.stringify(whole.slice(from, from + 2 * AROUND));
      return `the chat template renders prompt ${index + 1} otherwise: ${shown(text)} became ${shown(rendered)}`;
    }
    const tokens = exported.encode(text);
    if (tokens.join() !== prompt.join()) {
      const at = prompt.findIndex((token, i) => token !== tokens[i]);
      const [is, was] = [tokens[at] ?? 'none', prompt[at] ?? 'none'];
      return `the tokenizer reads prompt ${index + 1} otherwise: token ${at + 1} is ${is}, was ${was}`;
    }
  }
  const missing = source.endIds.filter((id) => !exported.endIds.includes(id));
  if (missing.length === 0) return null;
  return `an answer no longer ends at ${missing.map((id) => JSON.stringify(source.tokenText(id))).join(', ')}`;
}
