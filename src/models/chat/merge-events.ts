/** Text of one sample that nobody has read yet is told as one event. */

import type { ChatEvent } from './chat-model.ts';

export function mergeEvents(last: ChatEvent, next: ChatEvent): ChatEvent | null {
  if (!('text' in last) || !('text' in next) || last.sample !== next.sample) return null;
  return {
    sample: last.sample,
    text: last.text + next.text,
    tokens: last.tokens + next.tokens,
    logprobs: last.logprobs.length === 0 ? next.logprobs : [...last.logprobs, ...next.logprobs],
  };
}
