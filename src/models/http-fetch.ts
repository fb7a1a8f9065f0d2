/** `fetch` in this process, over `HttpSender`: what a provider's batch API is asked through. */

import { HttpSender, type HttpReply } from './http-send.ts';

/** What can be sent: all that the provider packages and the batch API need. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

const BODYLESS = new Set([101, 204, 205, 304]);

export class HttpFetch {
  readonly #sender: HttpSender;

  constructor(env: NodeJS.ProcessEnv) {
    this.#sender = new HttpSender(env);
  }

  readonly fetch: Fetch = async (input, init = {}) => {
    // Only forms (uploads of batches) need to be encoded first.
    const form = init.body instanceof FormData ? new Response(init.body) : undefined;
    const body = form ? Buffer.from(await form.arrayBuffer()) : textOf(init.body);
    const headers = Object.fromEntries(new Headers(init.headers));
    const type = form?.headers.get('content-type');
    if (type) headers['content-type'] = type;
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const request = { url: urlOf(input), method: init.method ?? 'GET', headers, body };
    return responseOf(await this.#sender.send(request, init.signal ?? undefined));
  };

  close(): void {
    this.#sender.close();
  }
}

export function urlOf(input: string | URL | Request): string {
  return input instanceof Request ? input.url : String(input);
}

export function textOf(body: RequestInit['body']): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  throw new RangeError('only texts and forms can be sent');
}

export function responseOf({ status, statusText, headers, body }: HttpReply): Response {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) all.append(name, one);
  }
  return new Response(BODYLESS.has(status) ? null : new Uint8Array(body), {
    status,
    statusText,
    headers: all,
  });
}
