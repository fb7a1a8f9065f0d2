/**
 * The keeper: a process of its own that holds the connections to providers. When the process that asks is killed, the requests on their
 * way are finished here and their bodies kept, so that the next process need not ask, and pay, again.
 *
 * Started by `keeper-fetch.ts` in a session of its own, so that a signal to its parent's process group does not reach it. It ends when its
 * parent has ended and nothing is on its way any more. It retries nothing and writes no log.
 */

import { DatabaseSync } from 'node:sqlite';
import { HttpFetch, TransportError } from '../http-fetch.ts';
import { newOwner } from '../process-owner.ts';
import { KeptBodies } from './kept-bodies.ts';
import type { FromKeeper, KeptRequest, KeptResponse, ToKeeper } from './messages.ts';

/** What the pool has not yet done with. */
interface Expected {
  key: string;
  controller: AbortController;
  response: KeptResponse | null;
  /** Null while it is on its way; else whether the provider may have seen it. */
  ended: { sent: boolean } | null;
}

const BUSY_MS = 20_000;
const [, , path = '', parent = ''] = process.argv;
const database = new DatabaseSync(path, { timeout: BUSY_MS });
const kept = new KeptBodies(database);
const owner = newOwner();
kept.register(owner, parent);
const http = new HttpFetch(process.env);
const expected = new Map<number, Expected>();
let isOrphan = false;

process.on('message', (message: ToKeeper) => {
  switch (message.kind) {
    case 'send':
      void carryOut(message.id, message.key, message.request);
      return;
    case 'abort':
      expected.get(message.id)?.controller.abort(new Error('aborted'));
      return;
    case 'settled':
      expected.delete(message.id);
  }
});

process.on('disconnect', () => {
  isOrphan = true;
  const known = [...expected.values()].filter(({ ended }) => ended?.sent !== false).map(({ key }) => key);
  kept.forgetUnsent(parent, new Set(known));
  for (const [id, one] of expected) if (one.ended !== null) keep(id, one);
  endWhenIdle();
});

async function carryOut(id: number, key: string, { timeoutMs, ...request }: KeptRequest): Promise<void> {
  const one: Expected = { key, controller: new AbortController(), response: null, ended: null };
  expected.set(id, one);
  const late = new TransportError(`no answer within ${(timeoutMs ?? 0) / 1000} s`, {
    sent: true,
    timedOut: true,
  });
  const timer = timeoutMs === null ? undefined : setTimeout(() => one.controller.abort(late), timeoutMs);
  try {
    const { url, ...init } = request;
    const response = await http.fetch(url, { ...init, signal: one.controller.signal });
    one.response = {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      body: await response.text(),
    };
    one.ended = { sent: true };
    if (isOrphan) keep(id, one);
    else tell({ kind: 'response', id, response: one.response });
  } catch (error) {
    const isTransport = error instanceof TransportError;
    const message = error instanceof Error ? error.message : String(error);
    const [sent, timedOut] = [isTransport ? error.sent : true, isTransport && error.timedOut];
    one.ended = { sent };
    if (isOrphan) keep(id, one);
    else tell({ kind: 'failure', id, message, sent, timedOut });
  } finally {
    clearTimeout(timer);
    if (isOrphan) endWhenIdle();
  }
}

/** Only a whole answer is worth keeping: everything else has to be asked for again. */
function keep(id: number, { key, response }: Expected): void {
  expected.delete(id);
  if (response === null || response.status < 200 || response.status > 299 || !isJson(response.body)) return;
  kept.put(key, response);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
  return true;
}

/** A parent that dies while it is told something is noticed by `disconnect`. */
function tell(message: FromKeeper): void {
  process.send?.(message, () => undefined);
}

function endWhenIdle(): void {
  if (expected.size > 0) return;
  kept.unregister(owner);
  process.exit(0);
}
