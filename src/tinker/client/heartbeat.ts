/**
 * Keeps a session alive: servers drop one, and unload its models, some minutes after its last heartbeat. The beats come
 * from a thread of their own, so that an engine or a loop that blocks this one for minutes costs no session.
 */

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface HeartbeatOptions {
  url: string;
  apiKey: string | undefined;
  sessionId: string;
  intervalMs: number;
  /** Told after so long without success. */
  alarmMs: number;
}

/** No heartbeat arrived for a while. */
export interface HeartbeatNews {
  seconds: number;
  fault: string;
}

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./heartbeat-worker${extname(import.meta.url)}`, import.meta.url);

export class Heartbeat {
  readonly #worker: Worker;
  #isClosed = false;

  constructor(options: HeartbeatOptions, onNotice: (text: string) => void) {
    // A flag of this process such as --input-type=module would change how the program is read.
    this.#worker = new Worker(program, { workerData: options, execArgv: [] });
    this.#worker.on('message', ({ seconds, fault }: HeartbeatNews) =>
      onNotice(`no heartbeat of the Tinker session got through for ${seconds} s: ${fault}`),
    );
    const ended = (why: string): void => {
      if (!this.#isClosed) onNotice(`the heartbeat of the Tinker session has ended: ${why}`);
    };
    this.#worker.on('error', (error) => ended(String(error)));
    this.#worker.on('exit', (code) => ended(`its thread left with code ${code}`));
    // After the listeners: the first of them holds the process.
    this.#worker.unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }
}
