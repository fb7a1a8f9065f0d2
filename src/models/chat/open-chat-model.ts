/** From a model string to a model that streams. */

import type { StreamSamplerOptions } from '../../engine/index.ts';
import { openGguf } from '../gguf-model.ts';
import { MODEL_STRINGS, readModelString } from '../model-string.ts';
import { requireSamplingMemory } from '../memory/require-sampling-memory.ts';
import { locateModel } from '../resolve-model.ts';
import type { ChatModel } from './chat-model.ts';
import { GgufChat } from './gguf-chat.ts';
import { HttpChat } from './http-chat.ts';
import { openLocalChat } from './local-chat.ts';

export interface OpenChatOptions extends StreamSamplerOptions {
  runsDirectory: string;
  env: NodeJS.ProcessEnv;
  warn: (message: string) => void;
  /** Of a GGUF model: tokens of prompt and answer together. */
  contextLength?: number;
}

/** @throws InputError when there is no such model, its key is missing, or it does not fit into memory. */
export async function openChatModel(
  model: string,
  { runsDirectory, env, warn, contextLength, ...streaming }: OpenChatOptions,
): Promise<ChatModel> {
  const address = readModelString(model, env);
  if (address.kind === 'http') return new HttpChat(address);
  if (address.kind === 'gguf')
    return new GgufChat(await openGguf(address.path, { id: address.id, warn, contextLength }));
  const { id, directory } = locateModel(model, { runsDirectory, hint: MODEL_STRINGS });
  await requireSamplingMemory(id, directory, 1);
  return openLocalChat(id, directory, streaming);
}
