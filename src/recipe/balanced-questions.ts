/**
 * Questions with their labels nearer to equal shares. Where one label is the gold of most questions, saying it to all of them pays more
 * than telling them apart, and GRPO goes there within a few steps (LOG.md, SmolLM2 on TFNS).
 */

import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';

/** The label that a rule looks for; undefined where the gold is not one of a few. */
function labelOf({ reference }: Question): string | undefined {
  if (reference?.kind === 'label') return reference.label;
  return reference?.kind === 'boolean' ? String(reference.value) : undefined;
}

/**
 * Of n questions with a label, where the rarest label has m, it keeps m (n / m)^(1 − balance): 0 keeps all, 0.5 makes shares go by
 * square roots, 1 makes them equal. Drawn by `seed`, each source by itself; the order stays, and so do questions without a label.
 */
export function balancedQuestions(questions: readonly Question[], balance: number, seed: number): Question[] {
  if (balance === 0) return [...questions];
  const labelled = questions.filter((question) => labelOf(question) !== undefined);
  const left = new Set<Question>();
  for (const [source, ofSource] of Map.groupBy(labelled, (question) => question.source)) {
    const byLabel = Map.groupBy(ofSource, labelOf);
    const fewest = Math.min(...[...byLabel.values()].map(({ length }) => length));
    for (const [label, all] of byLabel) {
      const random = Random.derive(seed, 'balance', source, label ?? '');
      const drawn = all.map((question) => ({ question, key: random.float() })).sort((a, b) => a.key - b.key);
      const kept = Math.round(fewest * (all.length / fewest) ** (1 - balance));
      for (const { question } of drawn.slice(kept)) left.add(question);
    }
  }
  return questions.filter((question) => !left.has(question));
}
