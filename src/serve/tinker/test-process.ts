/** `fin-r1 tinker serve` as a process, for tests and benchmarks: it can be ended at any moment and started again. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts');

export class TinkerProcess {
  url = '';
  readonly #flags: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(flags: readonly string[]) {
    this.#flags = flags;
  }

  /** @param model As the flag --model takes it. */
  static async start(model: string, directory: string): Promise<TinkerProcess> {
    const server = new TinkerProcess(['--model', model, '--directory', directory]);
    await server.begin();
    return server;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** On the port that it had, if it had one. */
  async begin(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const child = spawn(process.execPath, [program, 'tinker', 'serve', ...this.#flags, '--port', port], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    const told: string[] = [];
    this.url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stderr).on('line', (line) => {
        told.push(line);
        const [found] = /http:\/\/\S+?:\d+/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', () => reject(new Error(`tinker serve has ended:\n${told.join('\n')}`)));
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
