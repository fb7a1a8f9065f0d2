/** Tells in 32 bits whether two golds say the same. Of a choice the texts of the right options count, not their letters. */

import type { Reference } from '../../core/question.ts';
import { contentHash } from '../../core/ids.ts';
import { normalise } from './tokens.ts';

function goldOf(reference: Reference): unknown {
  switch (reference.kind) {
    case 'number':
      return [reference.value, reference.unit];
    case 'choice':
      return reference.letters.map((letter) => normalise(reference.options[letter] ?? letter).trim()).sort();
    case 'label':
      return reference.label;
    case 'boolean':
      return reference.value;
    case 'text':
      return normalise(reference.text).trim();
  }
}

export function goldKey(reference: Reference | null): number {
  return reference === null ? 0 : parseInt(contentHash([reference.kind, goldOf(reference)], 8), 16);
}
