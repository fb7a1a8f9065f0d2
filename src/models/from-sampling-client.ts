/** A text model over a Tinker sampler: chat to tokens, sample, tokens to text. */

import { answerTokens } from '../tinker/answer-tokens.ts';
import { modelInputOf } from '../tinker/model-input.ts';
import type { SampledSequence, SamplingClient, Tokenizer } from '../tinker/types.ts';
import { requestKey } from './request-key.ts';
import { openedThought } from './split-thinking.ts';
import { PromptTooLongError, type Generation, type TextModel } from './text-model.ts';

/**
 * Wraps a sampler. With `contextLength` (tokens, prompt and answer together) a prompt that leaves no room is a
 * `PromptTooLongError`, and `maxTokens` is held to the room there is: such an answer ends with `length`.
 */
export function fromSamplingClient(
  id: string,
  client: SamplingClient,
  options: { contextLength?: number } = {},
): TextModel {
  const tokenizer = client.getTokenizer();
  const contextLength = options.contextLength ?? Number.POSITIVE_INFINITY;

  return {
    id,
    // No await before `sample`: requests of one tick make one batch.
    async generate(messages, params, numSamples) {
      const chat = tokenizer.renderChat(messages, { addGenerationPrompt: true });
      const [prompt, opened] = [tokenizer.encode(chat), openedThought(chat)];
      const room = contextLength - prompt.length;
      if (room < 1) throw new PromptTooLongError(id, prompt.length, contextLength);
      const { sequences } = await client.sample({
        prompt: modelInputOf(prompt),
        numSamples,
        samplingParams: {
          maxTokens: Math.min(params.maxTokens, room),
          seed: params.seed,
          temperature: params.temperature,
          topP: params.topP,
          topK: params.topK,
        },
      });
      return sequences.map((sequence, sample) => ({
        ...toGeneration(sequence, tokenizer, opened),
        promptTokens: prompt.length,
        requestKey: requestKey(id, messages, params, sample),
      }));
    },
  };
}

function toGeneration(
  sequence: SampledSequence,
  tokenizer: Tokenizer,
  opened: string,
): Pick<Generation, 'text' | 'finishReason' | 'completionTokens'> {
  return {
    text: opened + tokenizer.decode(answerTokens(sequence, tokenizer), { keepSpecial: true }),
    finishReason: sequence.stopReason,
    completionTokens: sequence.tokens.length,
  };
}
