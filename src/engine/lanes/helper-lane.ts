/**
 * A lane on a thread of its own. Two halves of a batch on two threads with a session each are faster than one session on
 * two threads: its operators wait for each other at every node, and small ones do not use a second thread at all.
 */

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Lane, LaneOptions, Work, WorkResult } from './step-runner.ts';
import type { Answer } from './worker.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

interface Waiting {
  resolve(results: WorkResult[]): void;
  reject(error: unknown): void;
}

export class HelperLane implements Lane {
  readonly #worker: Worker;
  #waiting: Waiting | null = null;
  /** Why the thread is gone. */
  #ended: unknown = null;

  /** The weights and gradients must lie in shared memory. */
  constructor(options: LaneOptions) {
    // A flag of this process such as --input-type=module would change how the program is read.
    this.#worker = new Worker(program, { workerData: options, execArgv: [] });
    this.#worker.on('message', (answer: Answer) => {
      if ('results' in answer) this.#settle((waiting) => waiting.resolve(answer.results));
      else this.#settle((waiting) => waiting.reject(answer.error));
    });
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', (code) => this.#end(new Error(`the helper thread ended with code ${code}`)));
    // After the listeners: the first of them holds the process.
    this.#worker.unref();
  }

  async run(works: readonly Work[]): Promise<WorkResult[]> {
    if (this.#ended !== null) throw this.#ended;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      // The process must not end while it waits, and need not stay for an idle helper.
      this.#worker.ref();
      this.#worker.postMessage(works);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(reason: unknown): void {
    this.#ended ??= reason;
    this.#settle((waiting) => waiting.reject(this.#ended));
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    if (waiting !== null) how(waiting);
  }
}
