/** A model that is served, as the applications ask one: whole answers. What it takes is noted for limits and the log. */

import { InterruptedError } from '../../core/errors.ts';
import { requestKey } from '../../models/index.ts';
import type { ChatModel, ChatParams, Generation, TextModel } from '../../models/index.ts';
import type { AnswerRecord } from '../openai/answer-record.ts';

interface Options {
  /** Longest answer. */
  maxTokens: number;
  signal: AbortSignal;
  record: AnswerRecord;
}

/** @param name Under which it is served: what a verdict says of who spoke. */
export function chatAsText(
  name: string,
  model: ChatModel,
  { maxTokens, signal, record }: Options,
): TextModel {
  return {
    id: name,
    async generate(messages, given, numSamples) {
      const params: ChatParams = {
        ...{ topP: 1, topK: -1, stop: [], topLogprobs: null, ...given },
        maxTokens: Math.min(given.maxTokens, maxTokens),
      };
      const { promptTokens, events } = await model.ask(messages, params, { samples: numSamples, signal });
      const round = record.round(promptTokens);
      const made = Array.from({ length: numSamples }, (_, sample): Generation => ({
        ...{ text: '', finishReason: 'stop', promptTokens, completionTokens: 0 },
        requestKey: requestKey(model.id, messages, given, sample),
      }));
      let open = numSamples;
      for await (const event of events) {
        round.take(event);
        const generation = made[event.sample] as Generation;
        if ('end' in event) {
          Object.assign(generation, { finishReason: event.end, completionTokens: event.completionTokens });
          open--;
        } else if ('text' in event) generation.text += event.text;
      }
      if (open > 0) throw new InterruptedError('the answer ended early');
      return made;
    },
  };
}
