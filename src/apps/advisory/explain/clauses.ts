/**
 * Holds the clauses of a sentence without a number to known forms: a caution, or one of few descriptions. Harm hides in such clauses
 * (`the volatility is 9.8%, which the fund pays back`), even where each of their words is allowed.
 */

import { chineseClauses } from './clauses-zh.ts';
import { englishClauses } from './clauses-en.ts';

/** What is known of a language's clauses. Names stand as `□` and numbers as `■`. */
export interface ClauseForms {
  parts(sentence: string): string[];
  /** It warns, or says how little is known. */
  isCaution(part: string): boolean;
  /** It says what a figure is, or where it comes from. */
  isDescription(part: string): boolean;
  /** It says nothing by itself: `in a bad year`. */
  isAdverbial(part: string): boolean;
  /** A condition or a source, in front of a number: `if markets fall`. */
  isOpening(part: string): boolean;
}

/** What is wrong with the clauses of a sentence; null where nothing is. */
export function clauseFault(sentence: string): string | null {
  const forms = /\p{Script=Han}/u.test(sentence) ? chineseClauses : englishClauses;
  const parts = forms
    .parts(sentence.toLowerCase().replace(/[（(] ?■ ?[）)]/g, ' ■ '))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isFigure = (part: string): boolean => part.includes('■');
  for (const [i, part] of parts.entries()) {
    if (isFigure(part) || forms.isAdverbial(part) || forms.isCaution(part) || forms.isDescription(part))
      continue;
    if (
      forms.isOpening(part) &&
      parts.slice(i + 1).some((later) => isFigure(later) || forms.isCaution(later))
    )
      continue;
    return `“${part}” says no number of a figure, and is no known caution or description`;
  }
  const tells = parts.some((part) => isFigure(part) || forms.isCaution(part));
  return tells ? null : 'it says no number of a figure';
}
