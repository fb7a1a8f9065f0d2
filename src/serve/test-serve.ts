/** A server over a tiny model of its own, for tests. */

import { rm } from 'node:fs/promises';
import { tinyModel } from '../engine/test-model.ts';
import { openChatModel } from '../models/index.ts';
import type { ChatModel } from '../models/index.ts';
import { createServer } from './server.ts';
import type { ServeOptions } from './serve-options.ts';

export interface TestServer {
  /** Without /v1. */
  url: string;
  model: ChatModel;
  log: Readonly<Record<string, unknown>>[];
  directory: string;
  close(): Promise<void>;
}

export async function testServer(change: Partial<ServeOptions> = {}): Promise<TestServer> {
  const made = await tinyModel('Qwen3ForCausalLM', { contextLength: 256 });
  const model = await openChatModel(made.folder, {
    ...{ runsDirectory: made.directory, env: {}, warn: () => {}, threads: 1 },
  });
  const log: Readonly<Record<string, unknown>>[] = [];
  const server = createServer({
    ...{
      models: new Map([['tiny', model]]),
      keysPath: null,
      hosts: null,
      origins: [],
      pageFolder: null,
      stages: null,
    },
    ...{ maxBodyBytes: 1e6, maxTokens: 200, maxOpen: 64, logPrompts: false },
    log: (line) => void log.push(line),
    ...change,
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ url, model, log, directory: made.directory },
    async close() {
      await server.shutDown(0);
      await rm(made.directory, { recursive: true });
    },
  };
}
