/** A model with a system prompt, for those that ask questions and know nothing of it. */

import { withSystemPrompt } from '../core/system-prompt.ts';
import type { TextModel } from './text-model.ts';

/** A model that is asked everything below its system prompt. */
export function toldModel(model: TextModel, systemPrompt: string | undefined): TextModel {
  if (systemPrompt === undefined) return model;
  const { id, source } = model;
  return {
    id,
    ...(source !== undefined && { source }),
    // No await before `generate`: requests of one tick make one batch.
    generate: (messages, params, numSamples) =>
      model.generate(withSystemPrompt(messages, systemPrompt), params, numSamples),
  };
}
