import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { serverOver } from './test-serve.ts';

it('tells a client that sends everything before it reads why its body is refused', async () => {
  const server = await serverOver(new Map());
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const body = Buffer.alloc(24e6, 'x');
  const head = [
    'POST /v1/advisory/report?as=html HTTP/1.1',
    ...[`host: ${hostname}`, 'content-type: application/json', `content-length: ${body.length}`],
    ...['', ''],
  ].join('\r\n');
  socket.pause();
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.write(head);
    socket.write(body, (error) => (error ? reject(error) : resolve()));
  });
  socket.resume();
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer.toString()).toContain('it may have 1,000,000 bytes.');
  socket.destroy();
  await server.close();
});
