/**
 * `POST /api/documents?name=FILE`: the bytes of a file → the documents that a request may carry. Nothing is kept. Reading is on threads
 * of their own; what is turned away here is more uploads than memory should hold.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InputError } from '../core/errors.ts';
import { MOST_BYTES, readDocument, type ReadDocument } from '../documents/index.ts';
import { ApiError } from './api-error.ts';

/** Two are read at a time, the others wait with their bytes in memory. */
const MOST_OPEN = 8;

export function addDocumentsRoute(app: FastifyInstance): void {
  let open = 0;
  void app.register((scope, _options, done) => {
    // Whatever a browser or curl calls the file, its bytes are what is read.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.addHook('onRequest', (request, reply, next) => {
      if (/^multipart\//i.test(request.headers['content-type'] ?? '')) {
        const message = 'Send the file itself, not a form: curl --data-binary @FILE.';
        throw new ApiError(415, message, { code: 'unsupported_media_type' });
      }
      if (open >= MOST_OPEN) {
        const message = `${MOST_OPEN} files are being read already.`;
        throw new ApiError(503, message, { code: 'overloaded', retryAfter: 2 });
      }
      open++;
      reply.raw.on('close', () => void open--);
      next();
    });
    scope.post('/api/documents', { bodyLimit: MOST_BYTES }, async (request, reply) => {
      const name = nameOf(request);
      const bytes = request.body;
      // A log of requests must not hold files.
      request.body = null;
      return read(name, bytes instanceof Uint8Array ? bytes : new Uint8Array(), leaving(reply));
    });
    done();
  });
}

function nameOf({ query }: FastifyRequest): string {
  const { name } = query as { name?: unknown };
  if (typeof name === 'string' && name.trim() !== '') return name;
  const message = 'Name the file: POST /api/documents?name=report.pdf, with its bytes as the body.';
  throw new ApiError(400, message, { code: 'missing_name', param: 'name' });
}

/** Fires when the one who sent the file has gone. */
function leaving(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.on('close', () => left.abort());
  return left.signal;
}

async function read(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<ReadDocument> {
  try {
    return await readDocument(name, bytes, { signal });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new ApiError(400, [error.message, error.hint].join(' ').trim(), { code: error.code });
  }
}
