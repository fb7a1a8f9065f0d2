/** `fin-r1 tinker serve` in a process of its own over one model folder, as a user starts it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TinkerProcess } from '../src/serve/tinker/test-process.ts';
import { memoryOf } from './watch-child.ts';

export const TINKER_MODEL = 'bench';

export interface TinkerServed {
  url: string;
  /** Resident bytes. */
  memory(): number;
  stop(): Promise<void>;
}

export async function startTinker(folder: string): Promise<TinkerServed> {
  const directory = await mkdtemp(join(tmpdir(), 'fin-r1-tinker-'));
  const server = await TinkerProcess.start(`${TINKER_MODEL}=${folder}`, directory);
  return {
    url: server.url,
    memory: () => memoryOf(server.pid as number),
    async stop() {
      await server.end('SIGTERM');
      await rm(directory, { recursive: true });
    },
  };
}
