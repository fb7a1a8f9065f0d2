/**
 * A proxy that is as bad as a network can be, by a seed: late, overloaded, broken before a request has arrived, broken
 * after it was taken so that the answer is lost, and requests that arrive twice.
 */

import { Agent, createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../core/random.ts';

const faults = ['late', '429', '503', 'reset', 'lost', 'twice'] as const;
type Fault = (typeof faults)[number];

interface Taken {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export class FaultProxy {
  readonly url: string;
  /** How often each fault has been done. */
  readonly done = new Map<Fault, number>();
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** `share` of all requests meet a fault. `target` is asked anew for each, since a server that starts again may move. */
  static async start(options: { target: () => string; seed: number; share: number }): Promise<FaultProxy> {
    const { target, seed, share } = options;
    const random = Random.derive(seed, 'faults');
    const server = createServer((incoming, response) => {
      const fault = random.chance(share) ? random.pick(faults) : undefined;
      void proxy.#serve(incoming, response, target(), fault).catch(() => response.destroy());
    });
    server.requestTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new FaultProxy(server);
    return proxy;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(
    incoming: IncomingMessage,
    response: ServerResponse,
    target: string,
    fault: Fault | undefined,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const taken: Taken = { method, path, headers, body: Buffer.concat(chunks) };
    if (fault !== undefined) this.done.set(fault, (this.done.get(fault) ?? 0) + 1);
    if (fault === 'reset') return void response.destroy();
    if (fault === '429' || fault === '503') {
      response.writeHead(Number(fault), { 'content-type': 'application/json', 'retry-after-ms': '20' });
      return void response.end('{"detail": "not now"}');
    }
    if (fault === 'late') await sleep(50);
    const answer = await this.#forward(target, taken);
    if (fault === 'twice') await this.#forward(target, taken);
    if (fault === 'lost') return void response.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  #forward(target: string, { method, path, headers, body }: Taken): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(new URL(path, target), { method, headers, agent: this.#agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 502,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
