/**
 * Finds the answer in a generation: what stands in `<answer>`; for models that were not trained on the tags, the last `\boxed{}` behind the
 * thinking. An open `<think>` has no answer behind it, and thinking is never read as one.
 */

import type { Outcome } from '../../core/outcome.ts';
import { splitThinking } from '../../models/split-thinking.ts';
import { boxedContents, checkFormat } from '../../verify/index.ts';
import type { Generated, Reading } from './protocol.ts';

/** The answer as it is to be scored; null where there is none. */
export function readAnswer(text: string): string | null {
  const { answer } = checkFormat(text);
  if (answer !== null) return answer;
  const boxed = boxedContents(splitThinking(text).content ?? '').at(-1) ?? '';
  return boxed === '' ? null : `\\boxed{${boxed}}`;
}

/** The reading of a generation without an answer: it was cut off, withheld, or gives none in a form that can be read. */
export function noAnswer({ text, finishReason }: Generated): Reading {
  return { answer: null, outcome: outcomeOf(finishReason, text) };
}

function outcomeOf(finishReason: Generated['finishReason'], text: string): Outcome {
  switch (finishReason) {
    case 'length':
      return { verdict: 'truncated', rule: 'format', reason: 'the length limit came before the answer' };
    case 'filtered':
      return { verdict: 'unparseable', rule: 'withheld', reason: 'the provider withheld the answer' };
    case 'stop':
    case 'other':
      return {
        verdict: 'unparseable',
        rule: 'format',
        reason: `no answer: ${checkFormat(text).reason}, and nothing is boxed behind the thinking`,
      };
  }
}
