/**
 * One scorer for the data filter, the reward, and the evaluation, so that the three cannot drift: an answer against its
 * reference gives a typed outcome with the rule that decided. Implements the rule part of the paper's answer check
 * (v5, 3.2) and of its accuracy reward (eq. 4.3); departs in using no judge for objective answers.
 */

import { InputError } from '../core/errors.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Reference } from '../core/question.ts';
import type { FinishReason } from '../core/trace.ts';
import { checkFormat } from './format.ts';
import type { FormatCheck, FormatOptions } from './format.ts';
import { scoreBoolean } from './score-boolean.ts';
import { scoreChoice } from './score-choice.ts';
import { scoreLabel } from './score-label.ts';
import { scoreNumber } from './score-number.ts';
import { scoreText } from './score-text.ts';

/** Scores the text of an answer (what stands inside `<answer>`) by rule. @throws InputError for a reference of no known kind. */
export function scoreAnswer(answer: string, reference: Reference): Outcome {
  switch (reference.kind) {
    case 'number':
      return scoreNumber(answer, reference);
    case 'choice':
      return scoreChoice(answer, reference);
    case 'label':
      return scoreLabel(answer, reference);
    case 'boolean':
      return scoreBoolean(answer, reference);
    case 'text':
      return scoreText(answer, reference);
    default:
      return refuseKind(reference);
  }
}

/** Not `unscorable`: a kind that no rule knows is a mistake of the caller, in plain JavaScript or in unchecked JSON. */
function refuseKind(reference: never): never {
  const { kind } = reference as { kind?: unknown };
  throw new InputError(`no rule scores answers to a reference of the kind ${JSON.stringify(kind)}`, {
    code: 'reference',
    hint: 'Known kinds: number, choice, label, boolean, text.',
  });
}

export interface ScoredGeneration {
  outcome: Outcome;
  format: FormatCheck;
}

/**
 * Scores a whole generation. The answer is scored whenever one can be read, also where the format is not valid (that is
 * `format`'s to say). Without one: `truncated` when the length limit ended it, `unparseable` when it ended by itself.
 */
export function scoreGeneration(
  generation: { text: string; finishReason: FinishReason },
  reference: Reference | null,
  options: FormatOptions = {},
): ScoredGeneration {
  const format = checkFormat(generation.text, options);
  if (reference === null) {
    return {
      format,
      outcome: { verdict: 'unscorable', rule: 'reference', reason: 'the question has no reference' },
    };
  }
  if (format.answer !== null) return { format, outcome: scoreAnswer(format.answer, reference) };
  return { format, outcome: withoutAnswer(generation.finishReason, format.reason) };
}

/** The outcome of a generation without an answer: it was cut off, withheld, or gives none that can be read, which `why` explains. */
export function withoutAnswer(finishReason: FinishReason, why: string): Outcome {
  switch (finishReason) {
    case 'length':
      return { verdict: 'truncated', rule: 'format', reason: 'the length limit came before the answer' };
    case 'filtered':
      return { verdict: 'unparseable', rule: 'withheld', reason: 'the provider withheld the answer' };
    case 'stop':
    case 'other':
      return { verdict: 'unparseable', rule: 'format', reason: `no answer: ${why}` };
  }
}
