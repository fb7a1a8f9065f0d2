/** The tools of a request as a provider's package takes them. */

import type { JSONSchema7, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { ToolUse } from './chat/chat-turn.ts';
import type { HttpAddress } from './model-string.ts';

export function toolOptions(
  { provider }: Pick<HttpAddress, 'provider'>,
  options: LanguageModelV4CallOptions,
  { tools, choice, isParallel }: ToolUse,
): LanguageModelV4CallOptions {
  // OpenAI's package has a name of its own for it; the others pass on what they are given.
  const oneCall = provider === 'openai' ? { parallelToolCalls: false } : { parallel_tool_calls: false };
  return {
    ...options,
    tools: tools.map(({ name, description, parameters, isStrict }) => ({
      ...{ type: 'function', name, inputSchema: parameters as JSONSchema7 },
      ...(description !== undefined && { description }),
      ...(isStrict && { strict: true }),
    })),
    toolChoice: typeof choice === 'string' ? { type: choice } : { type: 'tool', toolName: choice.name },
    ...(!isParallel && {
      providerOptions: {
        ...options.providerOptions,
        [provider]: { ...options.providerOptions?.[provider], ...oneCall },
      },
    }),
  };
}
