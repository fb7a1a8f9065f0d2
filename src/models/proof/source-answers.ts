/** What the source answers: the measure of its exports. */

import { InputError } from '../../core/errors.ts';
import type { ChatMessage } from '../../core/trace.ts';
import type { SourceModel } from './greedy-model.ts';

/** New tokens of an answer, unless the context ends before: room for reasoning to reach its end. */
export const ANSWER_TOKENS = 256;

export interface SourceAnswer {
  messages: readonly ChatMessage[];
  /** The conversation in the chat template, and its tokens. */
  text: string;
  prompt: Int32Array;
  answer: Int32Array;
}

/**
 * Greedy answers to the first `count` prompts that leave room for an answer in `contextLength`. Throws `InputError` when
 * none does.
 */
export async function sourceAnswers(
  source: SourceModel,
  prompts: readonly (readonly ChatMessage[])[],
  { count, contextLength }: { count: number; contextLength: number },
): Promise<SourceAnswer[]> {
  const fitting = prompts
    .map((messages) => {
      const text = source.render(messages);
      return { messages, text, prompt: source.encode(text) };
    })
    .filter(({ prompt }) => prompt.length < contextLength)
    .slice(0, count);
  if (fitting.length === 0) {
    throw new InputError(`no prompt of the proof fits the model's context of ${contextLength} tokens`, {
      hint: 'Its context is too short for the questions it is proven with: export a model with a longer one.',
    });
  }
  return Promise.all(
    fitting.map(async (one) => {
      const room = Math.min(ANSWER_TOKENS, contextLength - one.prompt.length);
      return { ...one, answer: await source.continue(one.prompt, room) };
    }),
  );
}
