/**
 * The keeper: a process of its own that owns the connections of a pool, so that a killed pool loses no answer it has paid
 * for. `keeper.ts` starts it; it works through the orders of its parent and never tries anything by itself.
 *
 * When its parent has died, it waits for what is in flight (each until its time-out), writes whole answers that the
 * parent had not yet put into the cache into the journal, and ends. It writes nothing else anywhere, and no key at all.
 */

import { mayBeBilled } from '../billed.ts';
import { HttpSender, TransportError, type HttpReply } from '../http-send.ts';
import { keyIn, redacted } from '../redacted.ts';
import { Inheritance, type Ending } from './inheritance.ts';
import { Outbox, type Order, type Report } from './messages.ts';

interface Kept {
  id: number;
  key: string;
  /** The key that the request bears, which is written nowhere. */
  secret: string | null;
  abort: AbortController;
  /** When its time-out fires, by `performance.now()`. */
  until: number;
  /** Undefined while it is in flight. */
  outcome?: HttpReply | TransportError;
}

const [cachePath = '', owner = ''] = process.argv.slice(2);
const sender = new HttpSender(process.env);
/** All that the parent has not settled. A request that is tried again takes the place of its first try. */
const kept = new Map<string, Kept>();
const inFlight = new Map<number, Kept>();
const outbox = new Outbox<Report>((reports) => {
  // The parent may just have died: then the channel says so, and what was not settled is kept.
  if (process.connected) process.send?.(reports, undefined, undefined, () => undefined);
});
let inheritance: Inheritance | undefined;

function obey(order: Order): void {
  if (order.kind === 'send') void send(order);
  else if (order.kind === 'cancel') inFlight.get(order.id)?.abort.abort(canceled());
  else if (order.kind === 'done') kept.delete(order.key);
  else process.exit();
}

async function send({ id, key, request, timeoutMs }: Order & { kind: 'send' }): Promise<void> {
  const until = performance.now() + timeoutMs;
  const one: Kept = { id, key, secret: keyIn(request.headers), abort: new AbortController(), until };
  kept.set(key, one);
  inFlight.set(id, one);
  try {
    one.outcome = await sender.send(request, one.abort.signal);
    outbox.add({ id, reply: one.outcome });
  } catch (error) {
    // What is no failure of the network comes before anything is sent: a header or an address that cannot be.
    one.outcome =
      error instanceof TransportError ? error : new TransportError(String(error), { sent: false });
    const { message, sent } = one.outcome;
    outbox.add({ id, failure: { message, sent } });
  }
  inFlight.delete(id);
  if (inheritance) settle(inheritance, [one]);
}

function canceled(): TransportError {
  return new TransportError('the request was ended', { sent: true });
}

function inherit(): void {
  inheritance = new Inheritance(cachePath, owner);
  inheritance.dropAllBut([...kept.keys()]);
  for (const { abort, until } of inFlight.values()) {
    setTimeout(() => abort.abort(canceled()), until - performance.now());
  }
  settle(inheritance, [...kept.values()]);
}

function settle(heir: Inheritance, ones: readonly Kept[]): void {
  for (const { id, key, secret, outcome } of ones) {
    // Only the last try counts.
    if (outcome && kept.get(key)?.id === id) heir.settle(key, endingOf(outcome, secret));
  }
  if (inFlight.size === 0) process.exit();
}

function endingOf(outcome: HttpReply | TransportError, secret: string | null): Ending {
  if (outcome instanceof TransportError) return { kind: outcome.sent ? 'lost' : 'unbilled' };
  const { status } = outcome;
  const body = redacted(outcome.body.toString(), secret);
  if (status >= 200 && status < 300 && isWhole(body)) return { kind: 'answered', body };
  return { kind: mayBeBilled(status) ? 'lost' : 'unbilled' };
}

function isWhole(body: string): boolean {
  try {
    JSON.parse(body);
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
  return true;
}

// It ends with its parent, which may need it for answers that it waits for at its own end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('uncaughtException', () => {
  // One connection's error must not take the others' answers along. What could not be written stays in the journal as it
  // is: without a living keeper that is an orphan, and is told of.
  if (!process.connected && inFlight.size === 0) process.exit(1);
});
process.on('message', (orders: Order[]) => orders.forEach(obey));
if (process.connected) process.once('disconnect', inherit);
else inherit();
