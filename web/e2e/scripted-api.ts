/** An API that writes what a test tells it to, when it tells it to: a model whose words are known. */

import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedApi {
  /** The model string. */
  model: string;
  /** Bodies of the requests so far. */
  asked: { messages: { role: string; content: string }[] }[];
  /** Writes a piece to every open answer, once there is one. */
  write(piece: { reasoning_content?: string; content?: string }): Promise<void>;
  finish(): Promise<void>;
  /** Answers that somebody still reads. */
  readonly open: number;
  close(): Promise<void>;
}

export async function startScriptedApi(): Promise<ScriptedApi> {
  const open = new Set<ServerResponse>();
  const asked: ScriptedApi['asked'] = [];
  let arrived = Promise.withResolvers<void>();
  const reader = async (): Promise<void> => {
    while (open.size === 0) await arrived.promise;
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push(JSON.parse(body) as ScriptedApi['asked'][number]);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      open.add(response);
      response.on('close', () => open.delete(response));
      arrived.resolve();
      arrived = Promise.withResolvers();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const send = async (choice: object): Promise<void> => {
    await reader();
    const chunk = {
      id: 'x',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, ...choice }],
    };
    for (const response of open) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  return {
    model: `http://127.0.0.1:${port}/v1#scripted`,
    asked,
    write: (delta) => send({ delta, finish_reason: null }),
    async finish() {
      await send({ delta: {}, finish_reason: 'stop' });
      for (const response of open) response.end('data: [DONE]\n\n');
      open.clear();
    },
    get open() {
      return open.size;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
