/** One request to a provider, through its package of the Vercel AI SDK. */

import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { JSONSchema7, LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { InputError } from '../core/errors.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { Fetch } from './http-fetch.ts';
import type { HttpAddress } from './model-string.ts';
import type { GenerationParams } from './text-model.ts';

/**
 * The model object of the package that speaks to this provider. OpenAI's own knows which of its models reason and take
 * `max_completion_tokens` and no temperature. Chat completions everywhere: batches and compatible servers have them too.
 */
export function languageModel(address: HttpAddress, fetch: Fetch): LanguageModelV4 {
  const { provider, baseUrl: baseURL, name } = address;
  const apiKey = address.apiKey ?? undefined;
  if (provider === 'openai') return createOpenAI({ baseURL, apiKey, fetch }).chat(name);
  const supportsStructuredOutputs = address.traits.json === 'schema';
  return createOpenAICompatible({
    name: provider,
    baseURL,
    apiKey,
    fetch,
    supportsStructuredOutputs,
    // Of a stream too; elsewhere it changes nothing.
    includeUsage: true,
  }).chatModel(name);
}

/** Sample `sample` of a request is the one with the seed that far on. @throws InputError when the provider has no such parameter. */
export function callOptions(
  address: HttpAddress,
  messages: readonly ChatMessage[],
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

function promptMessage({ role, content }: ChatMessage): LanguageModelV4CallOptions['prompt'][number] {
  return role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] };
}
