/** Many large bodies at once. */

import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MOST_BODIES } from './body-room.ts';
import { testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

const BYTES = 16 * 2 ** 20;

let place: Awaited<ReturnType<typeof testPlace>>;
let server: TestTinkerServer;
beforeAll(async () => {
  place = await testPlace();
  server = await tinkerServerAt(place, { maxBodyBytes: BYTES });
});
afterAll(async () => {
  await server.shutDown();
  await place.remove();
});

/** A request whose body never comes whole. */
async function unfinished(to = server.url): Promise<Socket> {
  const { port, pathname } = new URL(to);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST ${pathname}/create_session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${BYTES}\r\n\r\n{`,
  );
  return socket;
}

/** Until the server has seen what came before it. */
const seen = (): Promise<unknown> => server.get('healthz');

/** A poll of a job that is not there is answered at once. */
const poll = (): Promise<{ status: number }> => server.post('retrieve_future', { request_id: '999' });
const large = (to = server): Promise<{ status: number }> =>
  to.post('create_session', { user_metadata: { a: 'x'.repeat(200_000) } });

it('reads so many large ones at a time; the next waits until one has gone, small ones do not', async () => {
  const first = await Promise.all(Array.from({ length: MOST_BODIES }, () => unfinished()));
  await seen();
  const waiting = await unfinished();
  await seen();
  let isAnswered = false;
  const answer = large().then((one) => {
    isAnswered = true;
    return one;
  });
  for (let i = 0; i < 20; i++) await seen();
  expect((await poll()).status).toBe(404);
  expect(isAnswered).toBe(false);
  // One that left takes nothing.
  waiting.destroy();
  first[0]?.destroy();
  expect((await answer).status).toBeLessThan(500);
  for (const socket of first) socket.destroy();
  const after = await Promise.all(Array.from({ length: 3 * MOST_BODIES }, () => large()));
  expect(after.every(({ status }) => status < 500)).toBe(true);
});

it('gives up those of which nothing more comes', async () => {
  const other = await testPlace();
  const brisk = await tinkerServerAt(other, { maxBodyBytes: BYTES, stalledMs: 200 });
  const stalled = await Promise.all(Array.from({ length: 2 * MOST_BODIES }, () => unfinished(brisk.url)));
  const ends = stalled.map((socket) => once(socket.resume(), 'close'));
  expect((await large(brisk)).status).toBeLessThan(500);
  await Promise.all(ends);
  await brisk.shutDown();
  await other.remove();
});
