/** A served model as the applications ask it: for whole answers. What its provider said is for the server's log alone, as is where it lives. */

import { RequestError } from '../../core/errors.ts';
import { chatAsText, PromptTooLongError } from '../../models/index.ts';
import type { ChatModel, TextModel } from '../../models/index.ts';
import { apiErrorOf } from '../api-error.ts';
import type { ApiError } from '../api-error.ts';
import type { AnswerRecord } from './answer-record.ts';

interface Options {
  /** Of one answer. */
  maxTokens: number;
  signal: AbortSignal;
  record: AnswerRecord;
  /** Told what the provider said. */
  onFault: (error: ApiError) => void;
}

/** @param name That it is served under. */
export function servedText(
  name: string,
  model: ChatModel,
  { maxTokens, signal, record, onFault }: Options,
): TextModel {
  const text = chatAsText(name, model, { maxTokens, signal, begun: (prompt) => record.round(prompt) });
  return {
    ...text,
    async generate(...asked) {
      try {
        return await text.generate(...asked);
      } catch (error) {
        if (error instanceof PromptTooLongError)
          throw new PromptTooLongError(name, error.promptTokens, error.contextLength);
        if (!(error instanceof RequestError)) throw error;
        const { status, retryable } = error;
        const told = apiErrorOf(error);
        onFault(told);
        throw new RequestError(told.message, { status, retryable, cause: error });
      }
    },
  };
}
