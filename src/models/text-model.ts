/** Text generation from anywhere: what evaluation, distillation and the applications may ask of a model. */

import { InputError } from '../core/errors.ts';
import type { ChatMessage, FinishReason } from '../core/trace.ts';

export interface Generation {
  /**
   * The whole generated text without the token that ended the turn; all other special tokens are kept. Thinking that a
   * provider sends apart (`reasoning_content`) stands in front as `<think>\n…\n</think>\n`, as models write it inline.
   */
  text: string;
  finishReason: FinishReason;
  promptTokens: number;
  /** New tokens, thinking and the one that ended the turn included. */
  completionTokens: number;
  /** Content hash of model, messages, parameters and sample: the key of the request cache. */
  requestKey: string;
}

export interface GenerationParams {
  maxTokens: number;
  /** 0 = greedy. */
  temperature: number;
  topP?: number;
  topK?: number;
  seed: number;
  /** The answer shall be JSON of this JSON schema. Providers that can, enforce it; the caller checks all the same. */
  jsonSchema?: { name: string; schema: Readonly<Record<string, unknown>> };
}

export interface TextModel {
  /** The model string, e.g. `run:quickstart@sft`, or the name that it is served under. */
  readonly id: string;
  /** The model string, where `id` is another name: it tells whether what is asked leaves this machine. */
  readonly source?: string;
  /**
   * Answers a conversation `numSamples` times. Calls made in the same tick may run as one batch.
   * @throws PromptTooLongError when the conversation leaves no room for an answer; where models are behind HTTP also
   * RequestError (no answer could be had, retries included) and BudgetError (the money is spent).
   */
  generate(
    messages: readonly ChatMessage[],
    params: GenerationParams,
    numSamples: number,
  ): Promise<Generation[]>;
}

/** The conversation does not fit the model's context: no verdict on the model's answer, since it could give none. */
export class PromptTooLongError extends InputError {
  readonly promptTokens: number;
  readonly contextLength: number;

  constructor(
    model: string,
    promptTokens: number,
    contextLength: number,
    hint = 'Shorten the documents of the question, or use a model with a longer context.',
  ) {
    super(`${model}: the prompt has ${promptTokens} tokens, the context holds ${contextLength}`, {
      code: 'prompt-too-long',
      hint,
    });
    this.promptTokens = promptTokens;
    this.contextLength = contextLength;
  }
}
