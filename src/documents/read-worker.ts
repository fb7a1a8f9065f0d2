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

async function work({ name, bytes }: ReaderData): Promise<FromReader> {
  try {
    return { read: await readFile(name, bytes) };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { refused: error.message, code: error.code, hint: error.hint };
  }
}

parentPort?.postMessage(await work(workerData as ReaderData));
