/** A model that answers many conversations at once and tells each answer as it is written: what a server needs of a model. */

import type { FinishReason } from '../../core/trace.ts';
import type { ChatTurn, ToolUse } from './chat-turn.ts';

export interface ChatParams {
  /** Null: as long as the context allows. */
  maxTokens: number | null;
  /** 0 = greedy. */
  temperature: number;
  topP: number;
  /** −1 = all. */
  topK: number;
  seed: number;
  /** An answer ends before the first of these texts. */
  stop: readonly string[];
  /** Likeliest tokens to tell beside each one, at most 20; null: no log probabilities. */
  topLogprobs: number | null;
  /** The answer shall be JSON of this JSON schema. */
  jsonSchema?: { name: string; schema: Readonly<Record<string, unknown>> };
  /** What the model may call; absent: nothing. */
  tools?: ToolUse;
}

export interface TokenLogprob {
  token: string;
  logprob: number;
  top: readonly { token: string; logprob: number }[];
}

/** A part of a call of a tool: the first one begins it, the others go on with its arguments. */
export interface CallPiece {
  /** Among the calls of the answer. */
  index: number;
  begins?: { id: string; name: string };
  arguments: string;
}

export type ChatEvent =
  | {
      sample: number;
      /** What has been written since the last event, tags of thinking included. */
      text: string;
      /** Written since the last event; 0 where it is only known at the end. */
      tokens: number;
      /** Of the tokens since the last event; empty where they were not asked for. */
      logprobs: readonly TokenLogprob[];
    }
  | { sample: number; call: CallPiece }
  | {
      sample: number;
      end: FinishReason;
      completionTokens: number;
      /** Where the prompt was only estimated before. */
      promptTokens?: number;
    };

export interface ChatAnswer {
  promptTokens: number;
  /** Ends with each sample's end. Leaving it, or the caller's signal, stops the generation. */
  events: AsyncIterable<ChatEvent>;
}

export interface ChatModel {
  /** The model string. */
  readonly id: string;
  /** Tokens of prompt and answer together; null where it is not known. */
  readonly contextLength: number | null;
  /** What it cannot do, in one sentence; null: it can. */
  readonly lacks: { logprobs: string | null; textPrompts: string | null; tools: string | null };
  /**
   * Answers a conversation, or goes on with a text, `samples` times.
   * @throws PromptTooLongError, InputError for what the model lacks, RequestError.
   */
  ask(
    prompt: readonly ChatTurn[] | string,
    params: ChatParams,
    options: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer>;
  /** Answers being written or waited for. */
  readonly open: number;
  close(): Promise<void>;
}
