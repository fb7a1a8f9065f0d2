/** What the process that asks and its keeper tell each other. Both send lists, one a turn of the event loop. */

import type { HttpReply, HttpRequest } from '../http-send.ts';

export type Order =
  | { kind: 'send'; id: number; key: string; request: HttpRequest; timeoutMs: number }
  | { kind: 'cancel'; id: number }
  /** What became of the request is written down; its answer need not be kept any more. */
  | { kind: 'done'; key: string }
  /** Nothing is in flight, and nothing comes any more. */
  | { kind: 'end' };

export type Report =
  | { id: number; reply: HttpReply }
  /** No whole answer came. */
  | { id: number; failure: { message: string; sent: boolean } };

/** Collects messages and hands them on together: each one over the channel costs a system call on both sides. */
export class Outbox<Message> {
  readonly #post: (messages: Message[]) => void;
  #waiting: Message[] = [];

  constructor(post: (messages: Message[]) => void) {
    this.#post = post;
  }

  add(message: Message): void {
    if (this.#waiting.push(message) === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length > 0) this.#post(messages);
  }
}
