/** Conversations with tools as chat templates read them (Hugging Face's form). */

import type { TemplateMessage } from '../../engine/index.ts';
import { isCalling } from './chat-turn.ts';
import type { ChatTurn, ToolDefinition } from './chat-turn.ts';

export function templateMessage(turn: ChatTurn): TemplateMessage {
  if (turn.role === 'tool') {
    const { role, content, toolCallId, name } = turn;
    return { role, content, tool_call_id: toolCallId, name };
  }
  // Templates ask whether there is such a key at all.
  if (!isCalling(turn)) return turn;
  const { role, content, reasoning, toolCalls } = turn;
  return {
    ...{ role, content },
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    tool_calls: toolCalls.map(({ id, name, arguments: text }) => ({
      ...{ id, type: 'function' },
      function: { name, arguments: objectOr(text) },
    })),
  };
}

export function templateTool({ name, description, parameters }: ToolDefinition): object {
  return {
    type: 'function',
    function: { name, ...(description !== undefined && { description }), parameters },
  };
}

/** Templates write arguments as JSON; what is none is left as it was written. */
function objectOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
