/** Answers that are sent once: who has seen one asks whether it is still the same, and is told so without its being made again. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentHash } from '../../core/ids.ts';

/** Another program may tell the same things in another shape. */
const epoch = Date.now();

/** `stamp` is another one whenever the answer is; `answer` is asked for where the reader has not seen it. */
export async function sendUnlessSeen(
  request: FastifyRequest,
  reply: FastifyReply,
  stamp: string,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const tag = `"${contentHash([epoch, request.url, stamp], 32)}"`;
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  const seen = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''));
  if (seen.includes(tag)) return reply.code(304).send();
  return answer();
}
