/** One checkpoint: deleted, given a time to live, published, and fetched as an archive. Its id, `weights/NAME`, holds a "/". */

import { randomUUID } from 'node:crypto';
import { createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { create } from 'tar';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import { ttlBody } from '../../../tinker/wire/rest-bodies.ts';
import { isKind } from '../../../tinker/wire/tinker-path.ts';
import type { AppContext } from '../app-context.ts';
import type { CheckpointRow } from '../store/checkpoints.ts';
import { TinkerError } from '../tinker-error.ts';

/** An archive's address is good for so long; it needs no key, as downloads send none. */
const ARCHIVE_MS = 3_600_000;

export function addCheckpointRoutes(app: FastifyInstance, context: AppContext, api: string): void {
  const { store, workshop, places } = context;
  const archives = new Map<string, { checkpoint: CheckpointRow; expires: number }>();
  const url = '/training_runs/:id/checkpoints/*';

  app.get(url, (request, reply) => {
    const checkpoint = requireById(context, request, 'archive');
    const now = Date.now();
    for (const [old, { expires }] of archives) if (expires < now) archives.delete(old);
    const [token, expires] = [randomUUID(), now + ARCHIVE_MS];
    archives.set(token, { checkpoint, expires });
    const name = `${checkpoint.name}.tar.gz`;
    const location = `${request.protocol}://${request.host}${api}/archives/${token}/${name}`;
    void reply.header('location', location).header('expires', new Date(expires).toUTCString());
    return reply.code(302).send({ url: location, expires: new Date(expires).toISOString() });
  });

  app.get<{ Params: { token: string } }>(
    '/archives/:token/:name',
    { config: { isOpen: true } },
    (request, reply) => {
      const found = archives.get(request.params.token);
      if (found === undefined || found.expires < Date.now())
        throw new TinkerError(404, 'This archive is not offered any more: ask for its address again.');
      const { model, kind, name } = found.checkpoint;
      if (store.checkpoints.get(found.checkpoint) === undefined)
        throw new TinkerError(404, 'This checkpoint has been deleted.');
      const packed = create({ cwd: places.checkpoint(model, kind, name), portable: true }, ['.']);
      const zipped = createGzip();
      // Threads of Node's own pack it, so that the server answers meanwhile.
      packed.on('error', (error) => zipped.destroy(error instanceof Error ? error : undefined));
      packed.pipe(zipped);
      void reply.header('content-disposition', `attachment; filename="${name}.tar.gz"`);
      return reply.type('application/gzip').send(zipped);
    },
  );

  app.put(url, (request, reply) => {
    const checkpoint = requireById(context, request, 'ttl');
    const { ttl_seconds } = parseBody(ttlBody, request.body, 'the body of ttl');
    store.checkpoints.setExpiry(checkpoint, ttl_seconds === null ? null : Date.now() + ttl_seconds * 1000);
    return reply.code(204).send();
  });
  app.post(url, (request, reply) => {
    store.checkpoints.setPublic(requireById(context, request, 'publish'), true);
    return reply.code(204).send();
  });
  app.delete(url, (request, reply) => {
    const isPublished = rest(request).length === 3;
    const checkpoint = requireById(context, request, isPublished ? 'publish' : null);
    if (isPublished) store.checkpoints.setPublic(checkpoint, false);
    else workshop.deleteCheckpoint(checkpoint);
    return reply.code(204).send();
  });
}

function rest(request: FastifyRequest): string[] {
  return (request.params as { '*': string })['*'].split('/');
}

/** `KIND/NAME`, and behind it `action` where there is one. */
function requireById({ store }: AppContext, request: FastifyRequest, action: string | null): CheckpointRow {
  const { id } = request.params as { id: string };
  const [kind = '', name = '', ...more] = rest(request);
  if (more.join('/') !== (action ?? '')) {
    if (name !== '' && name !== action)
      throw new TinkerError(404, `There is no ${request.method} ${request.url.slice(0, 200)} here.`);
    throw new TinkerError(
      400,
      `${JSON.stringify(kind)} is no id of a checkpoint: use weights/NAME or sampler_weights/NAME.`,
    );
  }
  if (!isKind(kind) || name === '')
    throw new TinkerError(
      400,
      `${JSON.stringify(kind)} is no id of a checkpoint: use weights/NAME or sampler_weights/NAME.`,
    );
  const found = store.checkpoints.get({ model: id, kind, name });
  if (found === undefined)
    throw new TinkerError(404, `The training run ${id} has no checkpoint ${kind}/${name}.`);
  return found;
}
