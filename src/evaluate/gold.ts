/** Expected and given answers as short texts, and as classes where the task has classes. */

import type { Reference, ReferenceKind } from '../core/question.ts';
import { scoreAnswer } from '../verify/index.ts';

/** True where answers come from a small fixed set, so that a majority baseline means something. */
export function isClassified(kind: ReferenceKind | null | undefined): boolean {
  return kind === 'label' || kind === 'boolean' || kind === 'choice';
}

/** The expected answer as text: `0.14464`, `B`, `bullish`, `yes`. */
export function goldAnswer(reference: Reference): string {
  switch (reference.kind) {
    case 'number':
      return reference.text ?? String(reference.value);
    case 'choice':
      return reference.letters.join('');
    case 'label':
      return reference.label;
    case 'boolean':
      return reference.value ? 'yes' : 'no';
    case 'text':
      return reference.text;
  }
}

/**
 * The class an answer names: the one against which the scorer finds it correct. Null where no class, or more than one,
 * can be read from it, and for references that have no classes (a choice of several options among them).
 */
export function predictedClass(answer: string | null, reference: Reference | null): string | null {
  if (answer === null || reference === null) return null;
  const matching = classReferences(reference).filter(
    (candidate) => scoreAnswer(answer, candidate).verdict === 'correct',
  );
  const [only] = matching;
  return matching.length === 1 && only !== undefined ? goldAnswer(only) : null;
}

function classReferences(reference: Reference): Reference[] {
  if (reference.kind === 'label')
    return Object.keys(reference.labels).map((label) => ({ ...reference, label }));
  if (reference.kind === 'boolean') return [true, false].map((value) => ({ ...reference, value }));
  if (reference.kind === 'choice' && reference.letters.length === 1)
    return Object.keys(reference.options).map((letter) => ({ ...reference, letters: [letter] }));
  return [];
}
