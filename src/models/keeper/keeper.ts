/**
 * The keeper as the asking process sees it: a child process that sends requests and hands back replies, and that goes on
 * when this process is killed (`main.ts`). It has a session of its own, so that what ends this process's group leaves it
 * alone, and ends with `close`, or by itself once this process is gone and its requests are over.
 *
 * Tried on Linux. Elsewhere nothing is done differently, but whether a process is the heir of a number is known on Linux
 * only.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FinR1Error } from '../../core/errors.ts';
import { TransportError, type HttpReply, type HttpRequest } from '../http-send.ts';
import { newOwner } from '../process-owner.ts';
import { Outbox, type Order, type Report } from './messages.ts';

/** Source and build lie alike: the program beside this file, with the same ending. */
const program = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url));
/** How to reach a provider, and nothing that is secret to it. */
const VARIABLES =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|node_use_system_ca|node_tls_reject_unauthorized|ssl_cert_(file|dir)|systemroot)$/i;

interface Waiting {
  resolve: (reply: HttpReply) => void;
  reject: (error: unknown) => void;
}

interface Running {
  child: ChildProcess;
  name: string;
  outbox: Outbox<Order>;
  ended: Promise<unknown>;
}

export class Keeper {
  readonly #args: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #timeoutMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #running: Running | undefined;
  #sent = 0;

  /** `cachePath`: absolute. `owner`: this process's name in the journal. */
  constructor(options: { cachePath: string; owner: string; env: NodeJS.ProcessEnv; timeoutMs: number }) {
    this.#args = [program, options.cachePath, options.owner];
    this.#env = Object.fromEntries(Object.entries(options.env).filter(([name]) => VARIABLES.test(name)));
    this.#timeoutMs = options.timeoutMs;
  }

  /** Its name in the journal; starts it where it does not run. */
  get name(): string {
    this.#running ??= this.#start();
    return this.#running.name;
  }

  /** @throws TransportError, or the signal's reason. */
  send(key: string, request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpReply> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    this.#running ??= this.#start();
    const { child, outbox } = this.#running;
    const id = this.#sent++;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        outbox.add({ kind: 'cancel', id });
        end(() => reject(signal?.reason as Error));
      };
      const end = (settle: () => void) => {
        signal?.removeEventListener('abort', cancel);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) child.channel?.unref();
        settle();
      };
      signal?.addEventListener('abort', cancel, { once: true });
      // Only what is in flight holds this process up.
      if (this.#waiting.size === 0) child.channel?.ref();
      this.#waiting.set(id, {
        resolve: (reply) => end(() => resolve(reply)),
        reject: (error) => end(() => reject(error as Error)),
      });
      outbox.add({ kind: 'send', id, key, request, timeoutMs: this.#timeoutMs });
    });
  }

  /** What became of the request is written down. */
  done(key: string): void {
    this.#running?.outbox.add({ kind: 'done', key });
  }

  /** When this returns, the keeper has ended. */
  async close(): Promise<void> {
    if (this.#running === undefined) return;
    const { child, outbox, ended } = this.#running;
    outbox.add({ kind: 'end' });
    outbox.flush();
    child.ref();
    await ended;
  }

  #start(): Running {
    const child = spawn(process.execPath, this.#args, {
      detached: true,
      env: this.#env,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    });
    child.on('message', (reports: Report[]) => reports.forEach((report) => this.#settle(report)));
    child.on('error', (error) => this.#gone(child, broken(`cannot be started: ${error.message}`)));
    child.on('exit', (code, signal) =>
      this.#gone(
        child,
        code === null || code === 0
          ? new TransportError(`the keeper process was ended (${signal ?? 'code 0'})`, { sent: true })
          : broken(`ended with code ${code}`),
      ),
    );
    child.unref();
    child.channel?.unref();
    // When it has ended meanwhile, `exit` or `error` says so to those that wait.
    const outbox = new Outbox<Order>((orders) => {
      if (child.connected) child.send(orders, () => undefined);
    });
    const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    return { child, name: newOwner(child.pid ?? 0), outbox, ended };
  }

  #settle(report: Report): void {
    const waiting = this.#waiting.get(report.id);
    if ('reply' in report) waiting?.resolve(report.reply);
    else waiting?.reject(new TransportError(report.failure.message, { sent: report.failure.sent }));
  }

  #gone(child: ChildProcess, why: Error): void {
    if (this.#running?.child !== child) return;
    this.#running = undefined;
    for (const { reject } of [...this.#waiting.values()]) reject(why);
  }
}

function broken(what: string): FinR1Error {
  return new FinR1Error('keeper', `the keeper process ${what}`, {
    hint: `It is this program: ${process.execPath} ${program}. Install the package anew if it is damaged.`,
  });
}
