/**
 * Finds the answer in a generation: what stands in `<answer>`; for models that were not trained on the tags, the last `\boxed{}` behind the
 * thinking. An open `<think>` has no answer behind it, and thinking is never read as one.
 */

import { splitThinking } from '../../models/split-thinking.ts';
import { boxedContents, checkFormat, withoutAnswer } from '../../verify/index.ts';
import type { Generated, Reading } from './protocol.ts';

/** The answer as it is to be scored; null where there is none. */
export function readAnswer(text: string): string | null {
  const { answer } = checkFormat(text);
  if (answer !== null) return answer;
  const boxed = boxedContents(splitThinking(text).content ?? '').at(-1) ?? '';
  return boxed === '' ? null : `\\boxed{${boxed}}`;
}

/** The reading of a generation without an answer in a form that can be read. */
export function noAnswer({ text, finishReason }: Generated): Reading {
  const why = `${checkFormat(text).reason}, and nothing is boxed behind the thinking`;
  return { answer: null, outcome: withoutAnswer(finishReason, why) };
}
