/** One file, one thread: started for it, ended with it, or by the limits of time and memory. */

import { Worker } from 'node:worker_threads';
import { InputError, InterruptedError } from '../core/errors.ts';
import type { ReadDocument } from './document.ts';
import type { FromReader, ReaderData } from './read-worker.ts';
import { refusal } from './refusal.ts';

export interface Reading {
  program: URL;
  name: string;
  bytes: Uint8Array;
  timeLimitMs: number;
  mostHeapMib: number;
  /** Ends the thread. */
  signal?: AbortSignal;
}

const HINT = 'Give the pages or sheets that matter as a file of their own, or save it anew.';

export async function readOnThread(reading: Reading): Promise<ReadDocument> {
  const { program, name, timeLimitMs, mostHeapMib, signal } = reading;
  const gaveUp = (): Error => new InterruptedError(`nobody waits for ${name} any more`);
  if (signal?.aborted === true) throw gaveUp();
  // A view may lie in a larger buffer, all of which would be copied.
  const bytes = new Uint8Array(reading.bytes);
  const workerData: ReaderData = { name, bytes };
  const worker = new Worker(program, {
    workerData,
    transferList: [bytes.buffer],
    // A flag of this process such as --input-type=module would change how the program is read.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostHeapMib },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadDocument>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(refusal(name, `took longer than ${timeLimitMs / 1000} seconds to read.`, HINT));
      }, timeLimitMs);
      signal?.addEventListener('abort', () => reject(gaveUp()), { once: true });
      worker.on('message', (message: FromReader) => {
        if ('read' in message) return resolve(message.read);
        const { refused, code, hint } = message;
        reject(new InputError(refused, { code, hint }));
      });
      worker.on('error', (error: Error & { code?: string }) => {
        const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(isMemory ? refusal(name, `needs more than ${mostHeapMib} MiB to read.`, HINT, error) : error);
      });
      worker.on('exit', () => reject(refusal(name, 'could not be read: its reader ended.', HINT)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
