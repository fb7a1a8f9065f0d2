/** The events of one sample with the calls in its text told apart. */

import type { CallStream } from './call-stream.ts';
import type { ChatEvent } from './chat-model.ts';

/** `calls` null: no tools were offered, and all is text. */
export function callEvents(calls: CallStream | null, event: ChatEvent): ChatEvent[] {
  if (calls === null || 'call' in event) return [event];
  const { sample } = event;
  const parts = 'end' in event ? calls.end() : calls.push(event.text);
  const told = parts.map((part): ChatEvent =>
    'call' in part ? { sample, call: part.call } : { sample, text: part.text, tokens: 0, logprobs: [] },
  );
  if ('end' in event) return [...told, event];
  // Its tokens are counted whatever becomes of the text.
  const [first] = told;
  if (first !== undefined && 'text' in first) return [{ ...event, text: first.text }, ...told.slice(1)];
  return [{ ...event, text: '' }, ...told];
}
