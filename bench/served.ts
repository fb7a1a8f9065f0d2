/** A server of ours in a process of its own: its memory and its processor time are only its, and its load comes from outside. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The name its model is asked by. */
export const MODEL_NAME = 'bench';

export interface ServedOptions {
  /** Of the model. */
  folder: string;
  maxRows: number;
  threads: number;
  maxOpen: number;
}

export interface Probe {
  /** Resident bytes of the process, the engine's thread included. */
  rss: number;
  /** Bytes of the main thread: JavaScript objects, what lies outside of its heap, and of that the array buffers. */
  heap: number;
  external: number;
  arrayBuffers: number;
  /** Bytes of JavaScript objects of the engine's thread. */
  engineHeap: number;
  /** Of the main thread's event loop since the last probe; a loop that waits for nothing shows about 10. */
  delayMs: { p50: number; p99: number; max: number };
  /** Answers being written or waited for. */
  open: number;
  /** Processor time of all threads since the start. */
  cpuMs: number;
  /** Of the engine since the start, whether or not somebody waits for them. */
  steps: number;
  tokens: number;
  /** Of the server's log, and of Node, since the last probe. */
  errors: string[];
  warnings: string[];
}

export type ToServer = { id: number; collects: boolean } | { stop: true };
export type FromServer = { url: string } | { id: number; probe: Probe };

export interface Served {
  /** Without /v1. */
  url: string;
  /** `collects`: after a garbage collection of the main thread. */
  probe(options?: { collects: boolean }): Promise<Probe>;
  stop(): Promise<void>;
}

export async function startServed(options: ServedOptions): Promise<Served> {
  const program = join(import.meta.dirname, 'serve-child.ts');
  const child = fork(program, [JSON.stringify(options)], { execArgv: ['--expose-gc'] });
  const waiting = new Map<number, (probe: Probe) => void>();
  let next = 0;
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the server has ended with ${String(code)}`);
  });
  // Whoever waits for an answer is told; nobody may be waiting.
  gone.catch(() => {});
  const send = (message: ToServer): void => void child.send(message);
  const url = await Promise.race([
    gone,
    new Promise<string>((resolve) => {
      child.on('message', (message: FromServer) => {
        if ('url' in message) return resolve(message.url);
        waiting.get(message.id)?.(message.probe);
        waiting.delete(message.id);
      });
    }),
  ]);
  return {
    url,
    probe({ collects } = { collects: false }) {
      const id = next++;
      const answer = new Promise<Probe>((resolve) => waiting.set(id, resolve));
      send({ id, collects });
      return Promise.race([gone, answer]);
    },
    async stop() {
      const ended = once(child, 'exit');
      send({ stop: true });
      await ended;
    },
  };
}
