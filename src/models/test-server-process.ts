/**
 * The test server in a process of its own, so that a benchmark leaves it another core, and a test can kill its client.
 *
 * `node src/models/test-server-process.ts '{"latency":100,"capacity":{"inFlight":512,"over":"queue"}}'` prints its base
 * URL and serves until its standard input closes: it ends with whoever started it.
 */

import { spawn } from 'node:child_process';
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
  type TestServerStats,
} from './test-server.ts';

export type SpawnedTestServer = Pick<TestServer, 'url' | 'model' | 'close'> & {
  stats(): Promise<TestServerStats>;
};

export interface SpawnedOptions extends Omit<TestServerOptions, 'answer' | 'onRequest'> {
  /** Characters of thinking in every answer; the default answer's few where it is not given. */
  thinkingLength?: number;
}

export async function spawnTestServer(options: SpawnedOptions = {}): Promise<SpawnedTestServer> {
  const child = spawn(process.execPath, [import.meta.filename, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    void ended.then(() => reject(new RangeError('the test server ended before it served')));
  });
  return {
    url,
    model: `${url}#test-model`,
    stats: async () => (await (await fetch(new URL('/stats', url))).json()) as TestServerStats,
    close: () => {
      child.stdin.end();
      return ended;
    },
  };
}

if (import.meta.main) {
  const { thinkingLength, ...options } = JSON.parse(process.argv[2] ?? '{}') as SpawnedOptions;
  const sentence = 'Net revenue rose from 5,735 to 5,829, that is by 94. ';
  const thinking = sentence.repeat(Math.ceil((thinkingLength ?? 0) / sentence.length));
  const answer = `<think>\n${thinking}\n</think>\n\\boxed{1.64%}`;
  const server = await startTestServer({ ...options, ...(thinkingLength && { answer: () => answer }) });
  console.log(server.url);
  process.stdin.resume().once('end', () => process.exit(0));
}
