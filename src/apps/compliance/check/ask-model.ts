/**
 * Asks a model what it says of one text and one rule. The first attempt is greedy; a second, with another seed, only where the first could
 * not be read. A model that gives nothing readable has a fault, and no opinion.
 */

import { BudgetError, RequestError, type FinR1Error } from '../../../core/errors.ts';
import type { ChatMessage } from '../../../core/trace.ts';
import { isRemote } from '../../../models/model-string.ts';
import { splitThinking } from '../../../models/split-thinking.ts';
import { PromptTooLongError, type TextModel } from '../../../models/text-model.ts';
import {
  opinionSchema,
  readOpinion,
  shortOpinionSchema,
  type Fault,
  type WrittenOpinion,
} from './opinion.ts';

const ATTEMPTS = 2;
const RETRY_TEMPERATURE = 0.3;
/** Thinking included. */
const MAX_TOKENS = 2_048;
/** A model on this machine writes the bounded JSON and nothing else, and room for more would be taken from the answers beside it. */
const MAX_BOUNDED_TOKENS = 768;

/** @throws what ends the whole check: an interruption, a key that is refused. */
export async function askModel(
  model: TextModel,
  messages: readonly ChatMessage[],
): Promise<WrittenOpinion | Fault> {
  const faults: string[] = [];
  for (let seed = 0; seed < ATTEMPTS; seed++) {
    const given = await contentOf(model, messages, seed);
    const read = 'content' in given ? readOpinion(given.content) : given;
    if (!('fault' in read)) return read;
    faults.push(read.fault);
    if ('isFinal' in read) break;
  }
  return { fault: [...new Set(faults)].join('; then ') };
}

async function contentOf(
  model: TextModel,
  messages: readonly ChatMessage[],
  seed: number,
): Promise<{ content: string } | (Fault & { isFinal?: true })> {
  const temperature = seed === 0 ? 0 : RETRY_TEMPERATURE;
  const [jsonSchema, maxTokens] = isRemote(model.source ?? model.id)
    ? [opinionSchema, MAX_TOKENS]
    : [shortOpinionSchema, MAX_BOUNDED_TOKENS];
  let generation;
  try {
    const params = { maxTokens, temperature, seed, jsonSchema };
    [generation] = await model.generate(messages, params, 1);
  } catch (error) {
    if (!isOnlyThisLost(error)) throw error;
    return { fault: error.message, isFinal: true };
  }
  if (generation === undefined) return { fault: 'no answer came' };
  if (generation.finishReason === 'length') return { fault: `cut off after ${maxTokens} tokens` };
  if (generation.finishReason === 'filtered') return { fault: 'the provider withheld the answer' };
  const { content } = splitThinking(generation.text);
  return content === null ? { fault: 'its thinking never ends' } : { content };
}

/** Money that is spent ends no check: the rules' tests still speak, and that the model does not is said. */
function isOnlyThisLost(error: unknown): error is FinR1Error {
  if (error instanceof RequestError) return !error.stopsRun;
  return error instanceof PromptTooLongError || error instanceof BudgetError;
}
