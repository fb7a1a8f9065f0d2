/** Servers for tests: over a tiny model of its own, or over any models. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyModel } from '../engine/test-model.ts';
import { openChatModel } from '../models/index.ts';
import type { ChatModel } from '../models/index.ts';
import { createServer } from './server.ts';
import type { ServeOptions } from './serve-options.ts';

interface ServerOver {
  /** Without /v1. */
  url: string;
  log: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

export interface TestServer extends ServerOver {
  model: ChatModel;
  directory: string;
}

export async function serverOver(
  models: ReadonlyMap<string, ChatModel>,
  change: Partial<ServeOptions> = {},
): Promise<ServerOver> {
  const log: Readonly<Record<string, unknown>>[] = [];
  const server = createServer({
    ...{ models, keysPath: null, hosts: null, origins: [], pageFolder: null, runsDir: null, stages: null },
    ...{ maxBodyBytes: 1e6, maxTokens: 200, maxOpen: 64, logPrompts: false },
    log: (line) => void log.push(line),
    ...change,
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  return { url, log, close: () => server.shutDown(0) };
}

/** `template`: of its chats, where it is not ChatML. */
export async function testServer(
  change: Partial<ServeOptions> = {},
  { template, contextLength = 256 }: { template?: string; contextLength?: number } = {},
): Promise<TestServer> {
  const made = await tinyModel('Qwen3ForCausalLM', { contextLength });
  if (template !== undefined) await writeFile(join(made.folder, 'chat_template.jinja'), template);
  const model = await openChatModel(made.folder, {
    ...{ runsDirectory: made.directory, env: {}, warn: () => {}, threads: 1 },
  });
  const { close, ...server } = await serverOver(new Map([['tiny', model]]), change);
  return {
    ...{ ...server, model, directory: made.directory },
    async close() {
      await close();
      await rm(made.directory, { recursive: true });
    },
  };
}
