/** llama.cpp's own server as a peer: found where it was built or named, started on a GGUF file with the threads of all benchmarks. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { builtLlamaServer } from '../interop/llama-server.ts';
import { THREADS } from './bench-model.ts';

const PATIENCE_MS = 60_000;

/** The server's program, or null where there is none. @throws Error for a path that was named and is not there. */
export function llamaServerPath(named: string | undefined): string | null {
  const given = named ?? (process.env.FIN_R1_LLAMA_SERVER || undefined);
  if (given !== undefined) {
    if (!existsSync(given)) throw new Error(`there is no llama-server at ${given}`);
    return given;
  }
  const built = builtLlamaServer();
  if (existsSync(built)) return built;
  process.stderr.write(
    '(no llama-server: `node interop/build-llama-server.ts` builds it; --peer PATH or FIN_R1_LLAMA_SERVER name another one)\n',
  );
  return null;
}

export interface LlamaPeer {
  /** Without /v1. */
  url: string;
  stop(): Promise<void>;
}

/** `slots` answers at a time, each of at most `contextLength` tokens. */
export async function startLlama(
  program: string,
  model: string,
  { slots, contextLength }: { slots: number; contextLength: number },
): Promise<LlamaPeer> {
  const port = await freePort();
  const options = {
    '--model': model,
    ...{ '--host': '127.0.0.1', '--port': port },
    ...{ '--threads': THREADS, '--threads-batch': THREADS },
    ...{ '--parallel': slots, '--ctx-size': slots * contextLength },
    // Prompts here never come again: keeping copies of them would only cost it time.
    '--cache-ram': 0,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [name, String(value)]);
  const child = spawn(program, [...args, '--cont-batching', '--no-ui'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => void child.kill();
  process.once('exit', end);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${program} has ended:\n${said}`);
  });
  // Told to whoever waits for it below.
  gone.catch(() => {});
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([gone, untilHealthy(url)]);
  return {
    url,
    async stop() {
      process.off('exit', end);
      const ended = once(child, 'exit');
      end();
      await ended;
    },
  };
}

async function untilHealthy(url: string): Promise<void> {
  const begun = performance.now();
  while (performance.now() - begun < PATIENCE_MS) {
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch (error) {
      // Nobody listens there yet.
      if (!(error instanceof TypeError)) throw error;
    }
    await wait(100);
  }
  throw new Error(`llama-server is not ready after ${PATIENCE_MS / 1000} s`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
