/** `fin-r1 tinker serve` in a process of its own over one model folder, as a user starts it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FailedCommand, memoryOf } from './watch-child.ts';

export const TINKER_MODEL = 'bench';

export interface TinkerServed {
  url: string;
  /** Resident bytes. */
  memory(): number;
  stop(): Promise<void>;
}

export async function startTinker(folder: string): Promise<TinkerServed> {
  const directory = await mkdtemp(join(tmpdir(), 'fin-r1-tinker-'));
  const program = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
  const flags = ['--model', `${TINKER_MODEL}=${folder}`, '--port', '0', '--directory', directory];
  const child = spawn(process.execPath, [program, 'tinker', 'serve', ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const told: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      told.push(line);
      const [found] = /http:\/\/\S+?:\d+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new FailedCommand(`tinker serve has ended:\n${told.join('\n')}`)));
  });
  return {
    url,
    memory: () => memoryOf(child.pid as number),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}
