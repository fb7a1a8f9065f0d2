/** One request to a provider, through its package of the Vercel AI SDK. */

import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { JSONSchema7, LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { InputError } from '../core/errors.ts';
import { isCalling } from './chat/chat-turn.ts';
import type { ChatTurn } from './chat/chat-turn.ts';
import type { Fetch } from './http-fetch.ts';
import type { HttpAddress } from './model-string.ts';
import type { GenerationParams } from './text-model.ts';

/**
 * The model object of the package that speaks to this provider. OpenAI's own knows which of its models reason and take
 * `max_completion_tokens` and no temperature. Chat completions everywhere: batches and compatible servers have them too.
 */
export function languageModel(
  address: HttpAddress,
  fetch: Fetch,
  headers: Readonly<Record<string, string>> = {},
): LanguageModelV4 {
  const { provider, baseUrl: baseURL, name } = address;
  const apiKey = address.apiKey ?? undefined;
  if (provider === 'openai') return createOpenAI({ baseURL, apiKey, fetch }).chat(name);
  const supportsStructuredOutputs = address.traits.json === 'schema';
  return createOpenAICompatible({
    name: provider,
    baseURL,
    apiKey,
    fetch,
    headers,
    supportsStructuredOutputs,
    // Of a stream too; elsewhere it changes nothing.
    includeUsage: true,
  }).chatModel(name);
}

/** Sample `sample` of a request is the one with the seed that far on. @throws InputError when the provider has no such parameter. */
export function callOptions(
  address: HttpAddress,
  messages: readonly ChatTurn[],
  params: GenerationParams,
  sample: number,
): LanguageModelV4CallOptions {
  const { maxTokens, temperature, topP, topK, seed, jsonSchema } = params;
  if (topK !== undefined && !address.traits.topK) {
    throw new InputError(
      `${address.id}: ${address.provider} has no parameter top_k (${topK} was asked for)`,
      {
        code: 'model',
        hint: 'Leave topK out, or use top_p.',
      },
    );
  }
  return {
    prompt: messages.map(promptMessage),
    maxOutputTokens: maxTokens,
    temperature,
    topP,
    seed: seed + sample,
    ...(topK !== undefined && { providerOptions: { [address.provider]: { top_k: topK } } }),
    ...(jsonSchema && {
      responseFormat: { type: 'json', name: jsonSchema.name, schema: jsonSchema.schema as JSONSchema7 },
    }),
  };
}

function promptMessage(turn: ChatTurn): LanguageModelV4CallOptions['prompt'][number] {
  const { role, content } = turn;
  if (role === 'system') return { role, content };
  if (role === 'tool') {
    const { toolCallId, name: toolName } = turn;
    return {
      role,
      content: [{ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: content } }],
    };
  }
  const text = { type: 'text', text: content } as const;
  if (!isCalling(turn)) return { role, content: [text] };
  const { reasoning, toolCalls } = turn;
  return {
    role: 'assistant',
    content: [
      // Some providers want it back in front of the calls that it led to, and the others do not look at it.
      ...(reasoning === '' ? [] : [{ type: 'reasoning', text: reasoning } as const]),
      ...(content === '' ? [] : [text]),
      ...toolCalls.map(({ id: toolCallId, name: toolName, arguments: input }) => {
        return { type: 'tool-call', toolCallId, toolName, input } as const;
      }),
    ],
  };
}
