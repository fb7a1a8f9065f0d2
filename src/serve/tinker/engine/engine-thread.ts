/** The engine on a thread of its own, so that polls and heartbeats are answered while it computes. */

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FinR1Error } from '../../../core/errors.ts';
import type { EngineWorkerData, FromEngine, ToEngine } from './engine-worker.ts';
import { EngineError } from './sent-failure.ts';
import type { EngineVerb, TinkerEngine } from './tinker-engine.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./engine-worker${extname(import.meta.url)}`, import.meta.url);

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

export class EngineThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  /** Why the thread is gone. */
  #ended: Error | null = null;

  constructor(threads: number | undefined) {
    const workerData: EngineWorkerData = { threads };
    // A flag of this process such as --input-type=module would change how the program is read.
    this.#worker = new Worker(program, { workerData, execArgv: [] });
    this.#worker.on('message', (message: FromEngine) => {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if ('error' in message) waiting?.reject(new EngineError(message.error));
      else waiting?.resolve(message.result as never);
    });
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => this.#end(new FinR1Error('engine', 'the thread of the engine has ended')));
  }

  /** @throws EngineError when the verb fails, FinR1Error when the thread is gone. */
  call<V extends EngineVerb>(
    verb: V,
    call: Parameters<TinkerEngine[V]>[0],
  ): Promise<Awaited<ReturnType<TinkerEngine[V]>>> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, verb, call });
    });
  }

  /** For when no call is open: a thread that is ended in the middle of a step takes the process with it. */
  async close(): Promise<void> {
    if (this.#ended !== null) return;
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#send({ close: true });
    await exited;
  }

  #send(message: ToEngine): void {
    this.#worker.postMessage(message);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(this.#ended);
  }
}
