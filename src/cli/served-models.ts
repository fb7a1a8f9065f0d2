/** The models that `serve` and `ui` are started with. */

import { InputError } from '../core/errors.ts';
import { checkLocalModel, checkModelString, openChatModel } from '../models/index.ts';
import type { ChatModel } from '../models/index.ts';

export interface ModelFlags {
  model: string[];
  context?: number;
  streams: number;
  runsDir: string;
}

/** `NAME=MODEL` or `MODEL`, which is its own name. What is wrong with them is said before one is loaded, which takes time. */
export function namedModels({ model: given, runsDir }: ModelFlags): Map<string, string> {
  const named = new Map<string, string>();
  for (const entry of given) {
    const [, name = entry, model = entry] = /^([\w.-]+)=(.+)$/.exec(entry) ?? [];
    // Nothing tells of it before: it may hold a password.
    checkModelString(model);
    if (named.has(name))
      throw new InputError(`two models are named ${name}`, { hint: 'Name them with NAME=MODEL.' });
    named.set(name, model);
  }
  for (const model of named.values()) checkLocalModel(model, runsDir);
  return named;
}

export function openServed(model: string, { context, streams, runsDir }: ModelFlags): Promise<ChatModel> {
  return openChatModel(model, {
    ...{ contextLength: context, maxRows: streams, runsDirectory: runsDir, env: process.env },
    warn: (message) => console.error(`warning: ${message}`),
  });
}
