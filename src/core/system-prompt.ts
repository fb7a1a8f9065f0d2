/** What a model is always told before a conversation. Fin-R1 has such a prompt over RL and inference (training figure of its repository). */

import type { ChatMessage } from './trace.ts';

/** A conversation that begins with what its model is always told; a system prompt of its own stays. */
export function withSystemPrompt(
  messages: readonly ChatMessage[],
  systemPrompt: string | undefined,
): ChatMessage[] {
  if (systemPrompt === undefined || messages[0]?.role === 'system') return [...messages];
  return [{ role: 'system', content: systemPrompt }, ...messages];
}
