/** A scripted text model for the tests of this room. */

import type { ChatMessage } from '../core/trace.ts';
import type { Generation, GenerationParams, TextModel } from '../models/text-model.ts';

export type Reply = string | Partial<Generation> | Error;

export interface Asked {
  messages: readonly ChatMessage[];
  params: GenerationParams;
}

/** Gives `replies` in turn, the last one for ever; or what a function says to the prompt. Keeps what it was asked. */
export function replying(
  replies: readonly Reply[] | ((prompt: string, params: GenerationParams) => Reply),
): TextModel & { asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    id: 'test/model',
    asked,
    async generate(messages, params, numSamples) {
      asked.push({ messages, params });
      const reply =
        typeof replies === 'function'
          ? replies(messages.at(-1)?.content ?? '', params)
          : replies[Math.min(asked.length, replies.length) - 1];
      if (reply === undefined) throw new Error('the test gave no reply');
      if (reply instanceof Error) throw reply;
      const part = typeof reply === 'string' ? { text: reply } : reply;
      const generation: Generation = {
        text: '',
        finishReason: 'stop',
        promptTokens: 11,
        completionTokens: 7,
        requestKey: `key-${asked.length}`,
        ...part,
      };
      return Array.from({ length: numSamples }, () => generation);
    },
  };
}
