/** Server-sent events over a raw response, no faster than its reader takes them. */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

export class SseWriter {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, headers: Readonly<Record<string, string>>) {
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      // Proxies such as nginx would gather the events.
      'x-accel-buffering': 'no',
      ...headers,
    });
  }

  /** Waits where the reader is slower than the writer. */
  async send(data: string): Promise<void> {
    if (this.#response.write(`data: ${data}\n\n`)) return;
    await Promise.race([once(this.#response, 'drain'), once(this.#response, 'close')]);
  }

  end(): void {
    this.#response.end();
  }
}
