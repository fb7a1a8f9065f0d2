/** From a provider package's result to what is kept of an answer. */

import type { LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import type { ChatMessage, FinishReason } from '../core/trace.ts';
import { estimatePromptTokens, estimateTokens } from './estimate-tokens.ts';
import { BrokenAnswerError } from './failure.ts';
import type { CachedAnswer } from './request-cache.ts';
import { joinThinking } from './split-thinking.ts';

/** Reasons by which a provider says that it broke off: DeepSeek's when it has no capacity left, OpenRouter's. */
const BROKEN_OFF = new Set(['insufficient_system_resource', 'error']);

export interface ProviderAnswer {
  answer: CachedAnswer;
  /** Prompt tokens that the provider had cached, and bills at another price. */
  cachedPromptTokens: number;
}

/** @throws BrokenAnswerError when the provider broke off. */
export function answerOf(
  result: LanguageModelV4GenerateResult,
  messages: readonly ChatMessage[],
): ProviderAnswer {
  const { raw } = result.finishReason;
  if (raw !== undefined && BROKEN_OFF.has(raw)) {
    throw new BrokenAnswerError(`the provider broke off (finish_reason ${raw})`);
  }
  const finishReason = reasonOf(result.finishReason.unified);
  const textOf = (type: 'text' | 'reasoning') =>
    result.content.map((part) => (part.type === type ? part.text : '')).join('');
  const thinking = textOf('reasoning');
  const content = textOf('text');
  const { inputTokens, outputTokens } = result.usage;
  return {
    answer: {
      text: joinThinking(thinking, content, finishReason !== 'stop'),
      finishReason,
      // Some servers count nothing, or say 0.
      promptTokens: inputTokens.total || estimatePromptTokens(messages),
      completionTokens: outputTokens.total || estimateTokens(thinking + content),
    },
    cachedPromptTokens: inputTokens.cacheRead || deepSeekCacheHits(result.usage.raw),
  };
}

export function reasonOf(unified: LanguageModelV4GenerateResult['finishReason']['unified']): FinishReason {
  switch (unified) {
    case 'stop':
    case 'length':
      return unified;
    case 'content-filter':
      return 'filtered';
    default:
      return 'other';
  }
}

function deepSeekCacheHits(raw: unknown): number {
  const hits = (raw as { prompt_cache_hit_tokens?: unknown } | undefined)?.prompt_cache_hit_tokens;
  return typeof hits === 'number' ? hits : 0;
}
