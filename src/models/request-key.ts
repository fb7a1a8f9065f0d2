/** The name of a request: the same for the same model, messages, parameters and sample, whatever code asks. */

import { contentHash } from '../core/ids.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { GenerationParams } from './text-model.ts';

const LENGTH = 32;

/** Content hash of all that decides an answer. `sample` tells the answers to one request apart. */
export function requestKey(
  model: string,
  messages: readonly ChatMessage[],
  params: GenerationParams,
  sample: number,
): string {
  return contentHash({ model, messages, params, sample }, LENGTH);
}
