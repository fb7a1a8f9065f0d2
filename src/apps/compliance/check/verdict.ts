/** What a check says of a text: verdicts by rule, each with the passage it rests on, and one for the whole. */

import type { RuleFacts } from '../rules/rule.ts';

/**
 * - `breach`: a rule's test, or a model with a quote that is in the text, says that it is broken.
 * - `needs review`: a person has to look: a test that only suspects, a model that disagrees, that accuses without words to show, or could not be read.
 * - `compliant`: the rule's topic is touched and nothing was found against it.
 * - `not applicable`: the rule's topic is not touched.
 * Of the whole text: the gravest of its rules. Without any rule that applies it is `not applicable`, never a breach.
 */
export const decisions = ['breach', 'needs review', 'compliant', 'not applicable'] as const;
export type Decision = (typeof decisions)[number];

/** A passage of the text under check, verbatim: `text === whole.slice(start, end)`, in UTF-16 units. */
export interface Quote {
  text: string;
  start: number;
  end: number;
}

export interface Verdict {
  rule: RuleFacts;
  decision: Decision;
  /** Empty only where nothing is held against the text, or a model holds it without words to show. */
  quotes: Quote[];
  reason: string;
  /** Who decided: a test of the rule by its id, or the model. */
  by: { kind: 'test'; test: string } | { kind: 'model'; model: string } | { kind: 'retrieval' };
  /** A wording that would keep the rule; null where none is suggested. */
  suggestion: string | null;
  /** What else an officer should know: a model that disagreed, a quote that was rejected. */
  notes: string[];
}

/** Something in the text that tries to steer or to hide from the check. It turns no verdict; it is shown. */
export interface Manipulation {
  kind:
    | 'instruction'
    | 'hidden text'
    | 'lookalike letters'
    | 'encoded text'
    | 'mixed scripts'
    | 'disguised words';
  quote: Quote;
  /** What the passage reads as once it is undone: decoded, or in plain letters. */
  plain: string | null;
}

/** One text as it is given to a check: a document, a page, a message. */
export interface TextToCheck {
  /** Unique in its batch, e.g. `mails.csv#17`. */
  id: string;
  text: string;
  /** Who wrote it and when, where the file tells. */
  sender?: string;
  time?: string;
  /** Passages that its readers do not see (`display: none`, white letters, hidden runs of Word), in UTF-16 units. */
  hidden?: { start: number; end: number }[];
}

export interface CheckedText {
  id: string;
  /** `other`: one that no rulebook can be written in. */
  language: 'en' | 'zh' | 'mixed' | 'other';
  /** SHA-256 of the text, hex. */
  inputHash: string;
  decision: Decision;
  /** The gravest first; `not applicable` ones are left out and counted. */
  verdicts: Verdict[];
  notApplicable: number;
  manipulations: Manipulation[];
  rulebooks: { name: string; version: string }[];
  /** Null: none was asked. */
  model: string | null;
  /** SHA-256 over the messages that were sent to the model, hex; null where none was asked. */
  promptHash: string | null;
  /** Why the model's word is missing for some rules, a sentence each: refused, not readable, out of budget. */
  modelFaults: string[];
  /** What the verdict does not cover, a sentence each: a language that none of the rulebooks reads. */
  notes?: string[];
}
