/** What is no HTTP (too many headers, a line that cannot be read) is told as OpenAI tells errors, before the connection ends. */

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from './api-error.ts';

const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  // The reader has gone already.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUSES[error.code ?? ''] ?? 400;
  const refusal = new ApiError(status, `The request cannot be read: ${STATUS_CODES[status]}.`, {
    code: 'bad_request',
  });
  const body = JSON.stringify(refusal.body);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
