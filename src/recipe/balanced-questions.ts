/**
 * As many questions of each label as the rarest has. Where one label is the gold of most questions, saying it to all of them pays more
 * than telling them apart, and GRPO goes there within a few steps (LOG.md, SmolLM2 on TFNS).
 */

import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';

/** The label that a rule looks for; undefined where the gold is not one of a few. */
function labelOf({ reference }: Question): string | undefined {
  if (reference?.kind === 'label') return reference.label;
  return reference?.kind === 'boolean' ? String(reference.value) : undefined;
}

/** Balances each source by itself, by a draw of `seed`; the order stays, and so do questions without a label. */
export function balancedQuestions(questions: readonly Question[], seed: number): Question[] {
  const labelled = questions.filter((question) => labelOf(question) !== undefined);
  const left = new Set<Question>();
  for (const [source, ofSource] of Map.groupBy(labelled, (question) => question.source)) {
    const byLabel = Map.groupBy(ofSource, labelOf);
    const fewest = Math.min(...[...byLabel.values()].map(({ length }) => length));
    for (const [label, all] of byLabel) {
      const random = Random.derive(seed, 'balance', source, label ?? '');
      const drawn = all.map((question) => ({ question, key: random.float() })).sort((a, b) => a.key - b.key);
      for (const { question } of drawn.slice(fewest)) left.add(question);
    }
  }
  return questions.filter((question) => !left.has(question));
}
