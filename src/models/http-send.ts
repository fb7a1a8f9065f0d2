/**
 * One request over `node:http`, which may take minutes: only the caller's signal ends it. The built-in `fetch` gives up
 * after 300 seconds without a header, which a reasoning model that answers in one piece needs. Connections are kept and
 * there are as many as requests in flight. HTTP(S)_PROXY and NO_PROXY are honoured.
 */

import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** No whole answer came over the network. */
export class TransportError extends Error {
  /** Whether the server may have received the request, and so have done and billed its work. */
  readonly sent: boolean;
  readonly timedOut: boolean;

  constructor(message: string, options: { sent: boolean; timedOut?: boolean }) {
    super(message);
    this.name = 'TransportError';
    this.sent = options.sent;
    this.timedOut = options.timedOut ?? false;
  }
}

export interface HttpRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Buffer | string | undefined;
}

export interface HttpReply {
  status: number;
  statusText: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export class HttpSender {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  constructor(env: NodeJS.ProcessEnv) {
    const options = { keepAlive: true, maxSockets: Infinity, maxFreeSockets: 1024, proxyEnv: env };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
  }

  /** @throws TransportError, or the signal's reason. */
  send({ url, method, headers, body }: HttpRequest, signal: AbortSignal | undefined): Promise<HttpReply> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const secure = url.startsWith('https:');
      const options = { method, headers, agent: secure ? this.#https : this.#http };
      const outgoing = secure ? httpsRequest(url, options) : httpRequest(url, options);
      let connected = false;
      const stop = () => {
        outgoing.destroy();
        end(() => reject(signal?.reason as Error));
      };
      const end = (settle: () => void) => {
        signal?.removeEventListener('abort', stop);
        settle();
      };
      const fail = (error: Error) =>
        end(() => reject(new TransportError(error.message || error.name, { sent: connected })));
      signal?.addEventListener('abort', stop, { once: true });
      outgoing.once('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => (connected = true));
        else connected = true;
      });
      outgoing.once('error', fail);
      outgoing.once('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', fail);
        incoming.once('end', () => {
          const { statusCode: status = 0, statusMessage: statusText = '', headers: received } = incoming;
          end(() => resolve({ status, statusText, headers: received, body: Buffer.concat(chunks) }));
        });
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
