/** Server-sent events over a raw response, no faster than its reader takes them. */

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

  /** Waits where the reader is slower than the writer; one that has left is told nothing more. */
  async send(data: string): Promise<void> {
    // Neither `drain` nor `close` would come any more.
    if (this.#response.destroyed || this.#response.write(`data: ${data}\n\n`)) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        this.#response.off('drain', goOn).off('close', goOn);
        resolve();
      };
      this.#response.on('drain', goOn).on('close', goOn);
    });
  }

  end(): void {
    this.#response.end();
  }
}
