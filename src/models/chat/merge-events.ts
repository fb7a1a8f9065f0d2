/** Text of one sample, or of one call, that nobody has read yet is told as one event. */

import type { ChatEvent } from './chat-model.ts';

export function mergeEvents(last: ChatEvent, next: ChatEvent): ChatEvent | null {
  if (last.sample !== next.sample) return null;
  if ('call' in last && 'call' in next) {
    const { call, sample } = last;
    if (next.call.begins !== undefined || next.call.index !== call.index) return null;
    return { sample, call: { ...call, arguments: call.arguments + next.call.arguments } };
  }
  if (!('text' in last) || !('text' in next)) return null;
  return {
    sample: last.sample,
    text: last.text + next.text,
    tokens: last.tokens + next.tokens,
    logprobs: last.logprobs.length === 0 ? next.logprobs : [...last.logprobs, ...next.logprobs],
  };
}
