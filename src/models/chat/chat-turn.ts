/** Conversations in which tools are called: beside the messages that everybody knows, calls and what came of them. */

import type { ChatMessage } from '../../core/trace.ts';

export interface ToolCall {
  id: string;
  name: string;
  /** JSON as the model wrote it, which may be none. */
  arguments: string;
}

export interface CallingTurn extends ChatMessage {
  role: 'assistant';
  /** What was thought before the calls: templates and providers say themselves whether models are shown it again. */
  reasoning: string;
  toolCalls: readonly ToolCall[];
}

export interface ResultTurn {
  role: 'tool';
  content: string;
  toolCallId: string;
  /** The tool's. */
  name: string;
}

export type ChatTurn = ChatMessage | CallingTurn | ResultTurn;

export function isCalling(turn: ChatTurn): turn is CallingTurn {
  return 'toolCalls' in turn;
}

export interface ToolDefinition {
  name: string;
  description?: string;
  /** JSON schema of the arguments, an object. */
  parameters: Readonly<Record<string, unknown>>;
  /** What is told as a call follows the schema. */
  isStrict: boolean;
}

export interface ToolUse {
  tools: readonly ToolDefinition[];
  /** `none`: no call; `auto`: the model decides; `required`: at least one; a name: that tool. */
  choice: 'none' | 'auto' | 'required' | { name: string };
  /** Several calls in one answer. */
  isParallel: boolean;
}
