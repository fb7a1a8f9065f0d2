/** The program of a thread that reads one file (`reading-thread.ts`). */

import { parentPort, workerData } from 'node:worker_threads';
import { FinR1Error } from '../core/errors.ts';
import type { ReadDocument } from './document.ts';
import { readFile } from './read-file.ts';

export interface ReaderData {
  name: string;
  bytes: Uint8Array;
}

/** A refusal crosses to the other thread without its class; what nobody foresaw ends this one with an error. */
export type FromReader = { read: ReadDocument } | { refused: string; code: string; hint: string | undefined };

/** PDF.js goes on reading after some failures of damaged files, and leaves their promises to nobody. */
const faults: string[] = [];
process.on('unhandledRejection', (error) => {
  faults.push(error instanceof Error ? error.message : String(error));
});

async function work({ name, bytes }: ReaderData): Promise<FromReader> {
  try {
    const { documents, notes } = await readFile(name, bytes);
    const [fault] = faults;
    const note = `The file is damaged, and something may be missing (${fault}).`;
    return { read: { documents, notes: fault === undefined ? notes : [...notes, note] } };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { refused: error.message, code: error.code, hint: error.hint };
  }
}

work(workerData as ReaderData).then(
  (message) => parentPort?.postMessage(message),
  (error: unknown) => {
    // Not left to the handler above, which would take it for one of PDF.js.
    setImmediate(() => {
      throw error;
    });
  },
);
