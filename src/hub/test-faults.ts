/** Faults that the test servers show, each once, at the next request whose address holds a text. */

import type { IncomingMessage, ServerResponse } from 'node:http';

export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Announces the whole body and breaks the connection after some bytes. */
  | { resetAfter: number }
  /** Ends properly after some bytes, without having announced a length. */
  | { truncateAfter: number }
  /** Other bytes of the same length. */
  | { wrongBytes: true }
  /** The whole file where a part is asked for. */
  | { ignoreRange: true }
  /** A part that begins so many bytes before the one that is asked for. */
  | { early: number };

export class Faults {
  readonly #waiting: { at: string; fault: Fault }[] = [];

  add(at: string, ...faults: readonly Fault[]): void {
    this.#waiting.push(...faults.map((fault) => ({ at, fault })));
  }

  /** The fault for this request, which then is used up. */
  take(url: string): Fault | undefined {
    const i = this.#waiting.findIndex(({ at }) => url.includes(at));
    return i === -1 ? undefined : this.#waiting.splice(i, 1)[0]?.fault;
  }

  get unused(): number {
    return this.#waiting.length;
  }
}

/** Answers with a file, or the part of it that is asked for, in the way of `fault`. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  fault: Fault | undefined,
): void {
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const isPart = asked !== undefined && !(fault && 'ignoreRange' in fault);
  const early = fault && 'early' in fault ? fault.early : 0;
  const start = isPart ? Number(asked) - early : 0;
  const whole = fault && 'wrongBytes' in fault ? Buffer.alloc(content.length, 0x21) : content;
  const body = whole.subarray(start);
  response.statusCode = isPart ? 206 : 200;
  if (isPart) {
    response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`);
  }
  if (fault && 'truncateAfter' in fault) {
    response.end(body.subarray(0, fault.truncateAfter));
    return;
  }
  response.setHeader('content-length', body.length);
  if (fault && 'resetAfter' in fault) {
    response.write(body.subarray(0, fault.resetAfter), () => response.destroy());
    return;
  }
  response.end(body);
}
