/** How a request is refused, and what the log says of faults. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '../core/errors.ts';
import { ApiError } from './api-error.ts';
import { drained } from './drained.ts';

export async function refuse(reply: FastifyReply, error: ApiError): Promise<FastifyReply> {
  if (error.status === 413) await drained(reply.request.raw);
  if (error.retryAfter !== null) void reply.header('retry-after', String(error.retryAfter));
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(error.status).type('application/json').send(error.body);
}

/** Fastify's own refusals (body too large, not JSON, another content type) in our words. */
export function httpError(error: unknown, request: FastifyRequest): unknown {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number')
    return error;
  const { statusCode, message } = error;
  if (statusCode >= 500) return error;
  const code =
    'code' in error && typeof error.code === 'string' ? error.code.replace(/^FST_/, '').toLowerCase() : null;
  const more = statusCode === 413 ? `: it may have ${shownBytes(request.routeOptions.bodyLimit)}.` : '';
  return new ApiError(statusCode, message.slice(0, 300) + more, { code });
}

/** What a generation ends with when its reader leaves is no fault; other errors are one, whoever is there to hear of them. */
export function isOfLeaving(reply: FastifyReply, error: ApiError): boolean {
  return reply.raw.destroyed && error.code === 'shutting_down';
}

export function said(error: unknown): string {
  // What an upstream did is no fault of this program: where it was noticed helps nobody.
  if (error instanceof RequestError || error instanceof ApiError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function shownBytes(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes.toLocaleString('en-US')} bytes`;
}
