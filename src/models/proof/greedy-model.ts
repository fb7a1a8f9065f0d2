/** A model as the proof of an export asks it: tokens in, the likeliest tokens out. */

import type { ChatMessage } from '../../core/trace.ts';
import { modelInputOf } from '../../tinker/model-input.ts';
import type { SamplingClient } from '../../tinker/types.ts';

export interface GreedyModel {
  /** Tokens that end an answer. */
  readonly endIds: readonly number[];
  /** The conversation up to where the answer begins. */
  render(messages: readonly ChatMessage[]): string;
  encode(text: string): Int32Array;
  /** The likeliest tokens after `tokens`, the one that ends the answer included. Calls of one tick may be one batch. */
  continue(tokens: Int32Array, maxTokens: number): Promise<Int32Array>;
}

/** The model that was exported; it also says how likely what it wrote was. */
export interface SourceModel extends GreedyModel {
  tokenText(token: number): string;
  /** log p of each token of `answer` after `prompt`. */
  logprobs(prompt: Int32Array, answer: Int32Array): Promise<Float32Array>;
}

export function joined(...parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A model of this engine. */
export function localGreedyModel(client: SamplingClient): SourceModel {
  const tokenizer = client.getTokenizer();
  return {
    endIds: tokenizer.stopIds,
    render: (messages) => tokenizer.renderChat(messages, { addGenerationPrompt: true }),
    encode: (text) => tokenizer.encode(text),
    tokenText: (token) => tokenizer.decode([token], { keepSpecial: true }),
    async continue(tokens, maxTokens) {
      const samplingParams = { maxTokens, temperature: 0 };
      const { sequences } = await client.sample({
        prompt: modelInputOf(tokens),
        numSamples: 1,
        samplingParams,
      });
      return sequences[0]?.tokens ?? new Int32Array(0);
    },
    async logprobs(prompt, answer) {
      return (await client.computeLogprobs(modelInputOf(joined(prompt, answer)))).subarray(prompt.length);
    },
  };
}
