/** The small HTTP helpers of the test server. */

import type { IncomingMessage, ServerResponse } from 'node:http';

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    .end(body);
}

export function errorBody(message: string, type = 'test_server_error'): object {
  return { error: { message, type, param: null, code: null } };
}

export function notFound(response: ServerResponse): void {
  json(response, 404, errorBody('No such path, file or batch'));
}
