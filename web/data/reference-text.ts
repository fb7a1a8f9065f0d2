/** The reference of a question as people read it: as its source prints it, where that is known. */

import type { Reference } from '../../src/core/question.ts';

export function referenceText(reference: Reference, truth: { yes: string; no: string }): string {
  switch (reference.kind) {
    case 'number':
      return reference.text ?? `${reference.value}${reference.unit === 'percent' ? ' %' : ''}`;
    case 'choice':
      return reference.letters.map((letter) => withOption(letter, reference.options[letter])).join('; ');
    case 'label':
      return reference.label;
    case 'boolean':
      return reference.value ? truth.yes : truth.no;
    case 'text':
      return reference.text;
  }
}

function withOption(letter: string, option: string | undefined): string {
  return option === undefined ? letter : `${letter} ${option}`;
}
