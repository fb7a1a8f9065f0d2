/** A pool for an estimate: its models say what the request cache holds, and never ask. Each request is told to `onRequest`. */

import { RequestError } from '../core/errors.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { ModelPool, OpenModelPool } from '../models/index.ts';

export interface PeekedRequest {
  stage: string;
  model: string;
  messages: readonly ChatMessage[];
  maxTokens: number;
  isCached: boolean;
}

export function peekingPool(
  pool: Pick<OpenModelPool, 'peek'>,
  onRequest: (request: PeekedRequest) => void,
): ModelPool {
  return {
    open: (model, stage) =>
      Promise.resolve({
        id: model,
        generate(messages, params, numSamples) {
          const { maxTokens } = params;
          const kept = Array.from({ length: numSamples }, (_, sample) => {
            const answer = pool.peek(model, messages, params, sample);
            onRequest({ stage, model, messages, maxTokens, isCached: answer !== null });
            return answer;
          });
          const answers = kept.filter((answer) => answer !== null);
          if (answers.length === numSamples) return Promise.resolve(answers);
          const why = { retryable: false, stopsRun: false };
          return Promise.reject(new RequestError(`${model}: not in the cache`, why));
        },
      }),
    usage: () => [],
    close: () => Promise.resolve(),
  };
}
