/**
 * `node interop/tinker/record.ts PYTHON SDK`: runs `record_session.py` with an environment's interpreter against our server over its tests'
 * tiny model, and writes what the SDK sent, what it got, and what it decoded from that, to `test/fixtures/tinker/sdk-SDK.json`. Left out
 * are heartbeats, telemetry and polls that found nothing, whose number depends on the clock.
 */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { testPlace, tinkerServerAt } from '../../src/serve/tinker/test-tinker.ts';
import type { Exchange, Recorded, TinkerFixture } from '../../test/fixtures/tinker/fixture.ts';

const KEPT = ['accept', 'content-type', 'x-tinker-request-type', 'x-tinker-request-iteration'];
const NOISE = ['session_heartbeat', 'telemetry'];

const here = dirname(fileURLToPath(import.meta.url));
const [python, name] = process.argv.slice(2);
if (python === undefined || name === undefined)
  throw new Error('give the interpreter and the name of the SDK');
const exchanges: Exchange[] = [];
const place = await testPlace();
const server = await tinkerServerAt(place);
const proxy = createServer((request, response) => void pass(request, response));
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const work = await mkdtemp(join(tmpdir(), 'fin-r1-record-'));
try {
  const seen = join(work, 'seen.json');
  const { port } = proxy.address() as AddressInfo;
  await runSession(python, [join(here, 'record_session.py'), `http://127.0.0.1:${port}`, 'tiny', seen]);
  const { sdk, decoded } = JSON.parse(await readFile(seen, 'utf8')) as Pick<TinkerFixture, 'sdk' | 'decoded'>;
  const fixture: TinkerFixture = { sdk, exchanges, decoded };
  const target = join(here, '..', '..', 'test', 'fixtures', 'tinker', `sdk-${name}.json`);
  // The folder of the tokenizer is this machine's.
  await writeFile(target, `${JSON.stringify(fixture, null, 1).replaceAll(place.base, 'BASE')}\n`);
  console.log(`${target}: ${exchanges.length} exchanges, ${decoded.length} decoded answers`);
} finally {
  proxy.close();
  await server.shutDown();
  await place.remove();
  await rm(work, { recursive: true });
}

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const body = await buffer(request);
  const headers = Object.fromEntries(
    KEPT.flatMap((key) => (typeof request.headers[key] === 'string' ? [[key, request.headers[key]]] : [])),
  );
  const answer = await fetch(new URL(url, server.url), {
    method,
    headers,
    redirect: 'manual',
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 408 && !NOISE.some((part) => url.endsWith(part))) {
    const told = { status: answer.status, ...recorded(bytes, answer.headers.get('content-type') ?? '') };
    exchanges.push({ method, url, headers, ...recorded(body, headers['content-type'] ?? ''), answer: told });
  }
  const contentType = answer.headers.get('content-type');
  // The SDK takes a 400 without a length for a proxy's fault, and asks again for minutes.
  response.writeHead(answer.status, {
    'content-length': bytes.length,
    ...(contentType !== null && { 'content-type': contentType }),
  });
  response.end(bytes);
}

/** JSON as it is, other bytes in base64. */
function recorded(bytes: Buffer, contentType: string): Recorded {
  if (bytes.length === 0) return {};
  if (contentType.includes('json')) return { json: JSON.parse(bytes.toString('utf8')) as unknown };
  return { base64: bytes.toString('base64') };
}

function runSession(command: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, TINKER_TELEMETRY: '0', HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(command, args, { env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the recorded session ended with code ${code}`));
    });
  });
}
