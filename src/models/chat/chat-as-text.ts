/** A model that streams, as a text model: whole answers. Of models of this machine only this way holds answers to a JSON schema. */

import { InterruptedError } from '../../core/errors.ts';
import { requestKey } from '../request-key.ts';
import type { Generation, TextModel } from '../text-model.ts';
import type { ChatEvent, ChatModel, ChatParams } from './chat-model.ts';

interface Options {
  /** Longest answer; default: what is asked for. */
  maxTokens?: number;
  signal: AbortSignal;
  /** Called with the prompt's tokens before an answer; what it gives back is told each event of it. */
  begun?: (promptTokens: number) => { take(event: ChatEvent): void };
}

/** @param name What a verdict says of who spoke. @throws InterruptedError when an answer ends early. */
export function chatAsText(
  name: string,
  model: ChatModel,
  { maxTokens = Infinity, signal, begun }: Options,
): TextModel {
  return {
    id: name,
    source: model.id,
    async generate(messages, given, numSamples) {
      const params: ChatParams = {
        ...{ topP: 1, topK: -1, stop: [], topLogprobs: null, ...given },
        maxTokens: Math.min(given.maxTokens, maxTokens),
      };
      const { promptTokens, events } = await model.ask(messages, params, { samples: numSamples, signal });
      const round = begun?.(promptTokens);
      const made = Array.from({ length: numSamples }, (_, sample): Generation => ({
        ...{ text: '', finishReason: 'stop', promptTokens, completionTokens: 0 },
        requestKey: requestKey(model.id, messages, given, sample),
      }));
      let open = numSamples;
      for await (const event of events) {
        round?.take(event);
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
