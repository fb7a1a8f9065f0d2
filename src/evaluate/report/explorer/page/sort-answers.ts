/** The order of the list. Runs in the page. */

import type { AnswerIndex } from '../page-data.ts';

/** `order` is `file`, `longest`, `shortest`, `id` or `outcome`; equal answers stay in the order of the file. */
export function sortAnswers(index: AnswerIndex, numbers: readonly number[], order: string): number[] {
  const outcome = index.facets.find(({ key }) => key === 'outcome');
  const collator = new Intl.Collator('en', { numeric: true });
  const compare: Record<string, (a: number, b: number) => number> = {
    longest: (a, b) => (index.tokens[b] ?? 0) - (index.tokens[a] ?? 0),
    shortest: (a, b) => (index.tokens[a] ?? 0) - (index.tokens[b] ?? 0),
    id: (a, b) => collator.compare(index.ids[a] ?? '', index.ids[b] ?? ''),
    outcome: (a, b) =>
      collator.compare(
        outcome?.values[outcome.codes[a] ?? 0] ?? '',
        outcome?.values[outcome.codes[b] ?? 0] ?? '',
      ),
  };
  const by = compare[order];
  return by === undefined ? [...numbers] : [...numbers].sort(by);
}
