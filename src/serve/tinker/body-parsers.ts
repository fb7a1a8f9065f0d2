/** Bodies come as bytes, JSON or protobuf, which clients may have compressed; what they unpack to is bounded too. */

import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Slots } from '../../core/slots.ts';
import { JSON_TYPE, namesProtobuf, PROTOBUF_TYPE } from '../../tinker/wire/content-types.ts';
import { MOST_BODIES } from './body-room.ts';
import { checkJsonBounds } from './json-bounds.ts';
import { TinkerError } from './tinker-error.ts';

const unpackers = { zstd: promisify(zstdDecompress), gzip: promisify(gunzip) };

export function addBodyParsers(app: FastifyInstance, maxBytes: number): void {
  app.removeAllContentTypeParsers();
  const parse = async (request: FastifyRequest, body: Buffer): Promise<unknown> => {
    const bytes = await unpacked(request, body, maxBytes);
    if (namesProtobuf(request.headers['content-type'])) return bytes;
    if (bytes.length === 0) return {};
    checkJsonBounds(bytes);
    try {
      return JSON.parse(bytes.toString('utf8')) as unknown;
    } catch {
      throw new TinkerError(422, 'The body is not JSON.');
    }
  };
  // What they unpack to is not known before.
  const slots = new Slots(MOST_BODIES);
  for (const type of [JSON_TYPE, PROTOBUF_TYPE])
    app.addContentTypeParser<Buffer>(
      type,
      { parseAs: 'buffer' },
      async (request: FastifyRequest, body: Buffer) => slots.run(() => parse(request, body)),
    );
}

async function unpacked(request: FastifyRequest, body: Buffer, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'zstd' && encoding !== 'gzip')
    throw new TinkerError(415, `Content-Encoding ${encoding.slice(0, 50)} is not taken; zstd and gzip are.`);
  try {
    return await unpackers[encoding](body, { maxOutputLength: maxBytes });
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isLarge
      ? new TinkerError(413, `The body unpacks to more than ${maxBytes} bytes.`)
      : new TinkerError(422, `The body cannot be unpacked as ${encoding}.`);
  }
}
