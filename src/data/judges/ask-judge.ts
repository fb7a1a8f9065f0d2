/**
 * Asks a judge until it gives a verdict that can be read, or says why there is none. A judge that refuses, thinks without end, is cut off or
 * breaks its form has given no verdict; it is asked again, and never read generously.
 *
 * The first attempt is greedy. Others are sampled a little, each with a seed of its own: the same request would only bring the same answer
 * again, from the cache or from the model.
 */

import { RequestError } from '../../core/errors.ts';
import { splitThinking } from '../../models/split-thinking.ts';
import { PromptTooLongError, type GenerationParams, type TextModel } from '../../models/text-model.ts';
import { askModel } from '../ask-model.ts';
import type { JudgeFailure } from '../judge.ts';

export interface JudgeOptions {
  /** Attempts after the first. */
  retries?: number;
  /** Thinking and verdict together. */
  maxTokens?: number;
}

export interface ReadVerdict<T> {
  verdict: T;
}

const RETRIES = 2;
const MAX_TOKENS = 4096;
const RETRY_TEMPERATURE = 0.3;
const EXCERPT = 120;

/**
 * `read` gets what stands after the thinking. What stops the whole run is thrown on: BudgetError, an abort, a RequestError with `stopsRun`.
 */
export async function askJudge<T>(
  model: TextModel,
  prompt: string,
  read: (content: string) => ReadVerdict<T> | JudgeFailure,
  options: JudgeOptions & Pick<GenerationParams, 'jsonSchema'>,
): Promise<ReadVerdict<T> | JudgeFailure> {
  const { retries = RETRIES, maxTokens = MAX_TOKENS, jsonSchema } = options;
  const failures: string[] = [];
  for (let attempt = 0; attempt <= retries; attempt++) {
    const temperature = attempt === 0 ? 0 : RETRY_TEMPERATURE;
    const params = { maxTokens, temperature, seed: attempt, ...(jsonSchema && { jsonSchema }) };
    const given = await contentOf(model, prompt, params);
    const result = 'content' in given ? read(given.content) : given;
    if ('verdict' in result) return result;
    failures.push(result.failed);
    if ('final' in given) break;
  }
  const times = failures.length === 1 ? 'once' : `${failures.length} times`;
  return { failed: `${model.id}, asked ${times}: ${[...new Set(failures)].join('; ')}` };
}

/** `final` where asking again cannot help: the pool behind the model has tried, or the prompt is too long. */
async function contentOf(
  model: TextModel,
  prompt: string,
  params: GenerationParams,
): Promise<{ content: string } | { failed: string; final?: true }> {
  let generation;
  try {
    generation = await askModel(model, prompt, params);
  } catch (error) {
    const isLost = error instanceof RequestError ? !error.stopsRun : error instanceof PromptTooLongError;
    if (!isLost) throw error;
    return { failed: (error as Error).message, final: true };
  }
  const { text, finishReason } = generation;
  if (finishReason === 'length') return { failed: `cut off after ${params.maxTokens} tokens` };
  if (finishReason === 'filtered') return { failed: 'the provider withheld the answer' };
  const { content } = splitThinking(text);
  return content === null ? { failed: 'its thinking never ends' } : { content };
}

/** The beginning of what a judge said, for people. */
export function excerptOf(content: string): string {
  const line = content.trim().replace(/\s+/g, ' ');
  return line === ''
    ? 'nothing'
    : JSON.stringify(line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line);
}

/** Text that a judge shall look at and not obey: none of the marks around it can be closed or opened from inside. */
export function asData(text: string): string {
  return text.trim().replace(/<(?=\/?[\p{L}_]+>)/gu, '‹');
}
