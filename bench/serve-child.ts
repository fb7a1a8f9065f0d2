/**
 * The program of a server of ours in a process of its own (`served.ts`): the model of a folder behind `createServer`, and what it tells
 * its parent of itself when it is asked. Usage: fork('serve-child.ts', [JSON of ServedOptions]).
 */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import type { FromWorker } from '../src/engine/streams/stream-worker.ts';
import { openChatModel } from '../src/models/index.ts';
import { createServer } from '../src/serve/index.ts';
import { MODEL_NAME } from './served.ts';
import type { FromServer, Probe, ServedOptions, ToServer } from './served.ts';

const { folder, maxRows, threads, maxOpen } = JSON.parse(process.argv[2] ?? '') as ServedOptions;
const told = { steps: 0, tokens: 0, errors: [] as string[], warnings: [] as string[] };
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

let engine: Worker | null = null;
process.on('worker', (worker) => {
  engine = worker;
  // Beside the server's own listener, and so also what nobody waits for any more.
  worker.on('message', (message: FromWorker) => {
    if (!('tokens' in message)) return;
    told.steps++;
    for (const tokens of message.tokens.values()) told.tokens += tokens.length;
  });
});
process.on('warning', ({ name, message }) => told.warnings.push(`${name}: ${message.slice(0, 300)}`));

const model = await openChatModel(folder, {
  ...{ runsDirectory: folder, env: {}, maxRows, threads },
  warn: (message) => told.warnings.push(message),
});
const server = createServer({
  ...{
    models: new Map([[MODEL_NAME, model]]),
    keysPath: null,
    pageFolder: null,
    stages: null,
    runsDir: null,
  },
  ...{ hosts: null, origins: [] },
  ...{ maxBodyBytes: 1e6, maxTokens: 4096, maxOpen, logPrompts: false },
  log: (line) => {
    if (line.level === 'error') told.errors.push(JSON.stringify(line).slice(0, 600));
  },
});

async function probe(collects: boolean): Promise<Probe> {
  if (collects) globalThis.gc?.();
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { used_heap_size: engineHeap } = (await engine?.getHeapStatistics()) ?? { used_heap_size: 0 };
  const { user, system } = process.cpuUsage();
  const ms = (nanoseconds: number): number => nanoseconds / 1e6;
  const delayMs = { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) };
  delay.reset();
  return {
    ...{ rss, heap: heapUsed, external, arrayBuffers, engineHeap, delayMs },
    ...{ open: model.open, cpuMs: (user + system) / 1000, steps: told.steps, tokens: told.tokens },
    ...{ errors: told.errors.splice(0), warnings: told.warnings.splice(0) },
  };
}

const tell = (message: FromServer): void => void process.send?.(message);

process.on('message', (message: ToServer) => {
  if ('stop' in message) {
    void server.shutDown(0).then(() => process.disconnect());
    return;
  }
  void probe(message.collects).then((answer) => tell({ id: message.id, probe: answer }));
});
// A parent that is gone leaves nothing behind.
process.on('disconnect', () => process.exit());

tell({ url: await server.app.listen({ host: '127.0.0.1', port: 0 }) });
