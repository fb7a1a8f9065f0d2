/** The reference of a question as one text: the standard answer that judges compare with. */

import type { Question } from '../core/question.ts';
import { goldText } from './gold-text.ts';

const truth = { en: ['yes', 'no'], zh: ['是', '否'] } as const;

/** Null where there is no reference. */
export function referenceText(question: Question): string | null {
  const { reference, language } = question;
  switch (reference?.kind) {
    case undefined:
      return null;
    case 'choice':
      return reference.letters.map((letter) => named(letter, reference.options[letter])).join('; ');
    case 'label':
      return reference.label;
    case 'boolean':
      return truth[language][reference.value ? 0 : 1];
    case 'text':
      return alternatives(reference.text, reference.accepted, language);
    case 'number':
      // As a person prints it: a judge need not know how a data set counts percentages.
      return goldText(question);
  }
}

function named(letter: string, option: string | undefined): string {
  return option === undefined ? letter : `${letter}. ${option}`;
}

function alternatives(text: string, accepted: readonly string[], language: Question['language']): string {
  const others = accepted.filter((other) => other !== text);
  return [text, ...others].join(language === 'zh' ? '（或）' : ' (or) ');
}
