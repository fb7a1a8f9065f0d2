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
async function unfinished(): Promise<Socket> {
  const { port, pathname } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST ${pathname}/create_session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${BYTES}\r\n\r\n{`,
  );
  return socket;
}

/** Until the server has seen what came before it. */
const seen = (): Promise<unknown> => server.get('healthz');

it('reads so many at a time; the next waits until one has gone, and one that left takes nothing', async () => {
  const first = await Promise.all(Array.from({ length: MOST_BODIES }, unfinished));
  await seen();
  const waiting = await unfinished();
  await seen();
  let isAnswered = false;
  const session = server.session().then((id) => {
    isAnswered = true;
    return id;
  });
  for (let i = 0; i < 20; i++) await seen();
  expect(isAnswered).toBe(false);
  waiting.destroy();
  first[0]?.destroy();
  expect(await session).toMatch(/./);
  for (const socket of first) socket.destroy();
  expect(await Promise.all(Array.from({ length: 3 * MOST_BODIES }, () => server.session()))).toHaveLength(24);
});
