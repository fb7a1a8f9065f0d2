/**
 * `fetch` over `node:http`, for requests that may take minutes. The built-in one gives up after 300 seconds without a
 * header, which a reasoning model that answers in one piece needs; here only the caller's signal ends a request.
 * Connections are kept and there are as many as requests in flight. HTTP(S)_PROXY and NO_PROXY are honoured.
 */

import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
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

/** What can be sent through `HttpFetch`: all that the provider packages and the batch API need. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

const BODYLESS = new Set([101, 204, 205, 304]);

export class HttpFetch {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  constructor(env: NodeJS.ProcessEnv) {
    const options = { keepAlive: true, maxSockets: Infinity, maxFreeSockets: 1024, proxyEnv: env };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
  }

  readonly fetch: Fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    // Only forms (uploads of batches) need to be encoded first.
    const form = init.body instanceof FormData ? new Response(init.body) : undefined;
    const body = form ? Buffer.from(await form.arrayBuffer()) : textOf(init.body);
    const headers = Object.fromEntries(new Headers(init.headers));
    const type = form?.headers.get('content-type');
    if (type) headers['content-type'] = type;
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    return this.#send(url, init.method ?? 'GET', headers, body, init.signal ?? undefined);
  };

  #send(
    url: URL,
    method: string,
    headers: Record<string, string>,
    body: Buffer | string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const secure = url.protocol === 'https:';
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
        incoming.once('end', () => end(() => resolve(responseOf(incoming, Buffer.concat(chunks)))));
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function textOf(body: RequestInit['body']): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  throw new RangeError('HttpFetch: only texts and forms can be sent');
}

function responseOf(incoming: IncomingMessage, body: Buffer): Response {
  const status = incoming.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  const init = { status, statusText: incoming.statusMessage ?? '', headers };
  return new Response(BODYLESS.has(status) ? null : new Uint8Array(body), init);
}
