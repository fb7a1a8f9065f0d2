/** Splits reasoning into steps and finds what its conclusion names; shared by the criteria. */

import type { Question } from '../core/question.ts';

const FEW_LINES = 3;

/** A step is a line; a text of fewer than three lines is split at the ends of sentences as well. */
export function splitSteps(reasoning: string): string[] {
  const lines = reasoning.split('\n').map((line) => line.trim());
  const steps = lines.filter((line) => line !== '');
  if (steps.length >= FEW_LINES) return steps;
  return steps
    .flatMap((line) => line.split(/(?<=[.!?;])\s+|(?<=[。！？；])/))
    .filter((step) => step.trim() !== '');
}

/** The spellings under which each possible answer may be named; empty where answers are numbers or free text. */
export function namedAnswers(question: Question): Map<string, RegExp> {
  const { reference } = question;
  const named = new Map<string, RegExp>();
  if (reference?.kind === 'label') {
    for (const [label, spellings] of Object.entries(reference.labels))
      named.set(label, anyOf(spellings, 'iu'));
  } else if (reference?.kind === 'choice') {
    for (const letter of Object.keys(reference.options)) named.set(letter, anyOf([letter], 'u'));
  } else if (reference?.kind === 'boolean') {
    // 是 and 否 are left out: in running Chinese they are "is" and part of "whether".
    named.set('yes', anyOf(['yes', 'true'], 'iu'));
    named.set('no', anyOf(['no', 'false'], 'iu'));
  }
  return named;
}

function anyOf(words: readonly string[], flags: string): RegExp {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{Script=Latin}\\d])(?:${escaped.join('|')})(?![\\p{Script=Latin}\\d])`, flags);
}

/** The answers that the last step naming any of them names; empty when none is ever named. */
export function concludedAnswers(question: Question, steps: readonly string[]): string[] {
  const named = [...namedAnswers(question)];
  for (const step of steps.toReversed()) {
    const found = named.filter(([, pattern]) => pattern.test(step)).map(([answer]) => answer);
    if (found.length > 0) return found;
  }
  return [];
}

/** The gold of a label, choice or yes/no question, under the names of `namedAnswers`; empty for the other kinds. */
export function goldAnswers(question: Question): string[] {
  const { reference } = question;
  if (reference?.kind === 'label') return [reference.label];
  if (reference?.kind === 'choice') return reference.letters;
  if (reference?.kind === 'boolean') return [reference.value ? 'yes' : 'no'];
  return [];
}
