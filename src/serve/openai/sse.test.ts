/** Events over a real connection, to readers that are slow or gone. */

import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SseWriter } from './sse.ts';

/** More than the buffers of a connection take at once. */
const LONG = 'x'.repeat(4e6);

let response: ServerResponse;
let events: SseWriter;
let reader: IncomingMessage;
let close: () => void;

beforeEach(async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  // It leaves in the middle of an answer.
  asked.on('error', () => {});
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  asked.end();
  [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  events = new SseWriter(response, {});
  await events.send('first');
  [reader] = await answered;
  reader.on('error', () => {});
  close = () => {
    asked.destroy();
    server.close();
  };
});
afterEach(() => close());

it('waits for a slow reader, and leaves nothing behind on the response when it goes on', async () => {
  const listeners = (): number[] => ['drain', 'close', 'error'].map((name) => response.listenerCount(name));
  const before = listeners();
  let hasGoneOn = false;
  const first = events.send(LONG).then(() => (hasGoneOn = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasGoneOn).toBe(false);
  reader.resume();
  await first;
  for (let i = 0; i < 5; i++) await events.send(LONG);
  expect(listeners()).toEqual(before);
});

it('waits no longer when its reader leaves, nor for one that has left before', async () => {
  const waiting = events.send(LONG);
  reader.destroy();
  await waiting;
  expect(response.destroyed).toBe(true);
  await events.send('more');
  events.end();
  expect(response.listenerCount('drain')).toBe(0);
});
