/** The HTTP side of the server: keys, bodies, refusals, log and metrics. */

import { createHash, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drained } from '../drained.ts';
import { hostName } from '../host-name.ts';
import { KeyRing } from '../keys/api-keys.ts';
import { said } from '../refuse.ts';
import { LEFT_STATUS } from '../request-metrics.ts';
import { addBodyParsers } from './body-parsers.ts';
import { addBodyRoom } from './body-room.ts';
import type { TinkerServeOptions } from './serve-options.ts';
import { TinkerError, tinkerErrorOf } from './tinker-error.ts';
import type { TinkerMetrics } from './tinker-metrics.ts';

export const API = '/api/v1';
/** Above the time that a poll is held, so that no connection closes under one. */
const KEEP_ALIVE_MS = 75_000;

export function createApp(
  options: TinkerServeOptions,
  metrics: TinkerMetrics,
  isEnding: () => boolean,
  addRoutes: (api: FastifyInstance) => void,
): FastifyInstance {
  const { maxBodyBytes, hosts, log } = options;
  const isKnown = keyCheck(options);
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: 300_000,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 1000 },
    frameworkErrors: (error, _request, reply) => void refuse(reply, tinkerErrorOf(error)),
  });
  addBodyParsers(app, maxBodyBytes);
  app.decorateRequest('begun', 0);

  app.addHook('onRequest', async (request, reply) => {
    request.begun = performance.now();
    reply.raw.on('close', () => conclude(request, reply, !reply.raw.writableFinished));
    if (hosts !== null && !hosts.includes(hostName(request.headers.host)))
      throw new TinkerError(403, 'This server answers on this machine only.');
    if (request.routeOptions.config.isOpen === true) return;
    if (!isKnown(request)) {
      throw new TinkerError(
        401,
        'This server asks for a key it knows, in the header X-API-Key (TINKER_API_KEY).',
      );
    }
    // A poll waits for the job that still runs.
    if (isEnding() && !request.url.startsWith(`${API}/retrieve_future`))
      throw new TinkerError(503, 'The server is ending; it goes on when it is started again.', {
        retryAfter: 5,
      });
  });
  addBodyRoom(app, options);
  app.setErrorHandler((error, request, reply) => {
    const told = tinkerErrorOf(error);
    if (told.status >= 500 && !(error instanceof TinkerError))
      log({ level: 'error', route: request.routeOptions.url ?? null, error: said(error) });
    return refuse(reply, told);
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, new TinkerError(404, `There is no ${request.method} ${request.url.slice(0, 200)} here.`)),
  );

  const conclude = (request: FastifyRequest, reply: FastifyReply, hasLeft: boolean): void => {
    const route = request.routeOptions.url ?? 'none';
    const ms = performance.now() - request.begun;
    const status = hasLeft ? LEFT_STATUS : reply.statusCode;
    metrics.requests.inc({ route, status: String(status) });
    metrics.seconds.observe({ route }, ms / 1000);
    const bytes = Number(request.headers['content-length'] ?? 0);
    log({
      ...{ level: 'info', time: new Date().toISOString(), method: request.method, route },
      ...{ status, ms: Math.round(ms), bytes },
    });
  };

  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  void app.register(
    (api, _options, done) => {
      addRoutes(api);
      done();
    },
    { prefix: API },
  );
  return app;
}

/** The SDK takes keys that begin with `tml-` only, so that such a beginning is no part of the key. */
function keyCheck({ keysPath, key }: TinkerServeOptions): (request: FastifyRequest) => boolean {
  const ring = keysPath === null ? null : new KeyRing(keysPath);
  if (ring === null && key === null) return () => true;
  const bare = (given: string): string => given.replace(/^tml-/, '');
  const hash = (given: string): Buffer => createHash('sha256').update(bare(given)).digest();
  const own = key === null ? null : hash(key);
  return ({ headers }) => {
    const given = headers['x-api-key'];
    if (typeof given !== 'string') return false;
    if (own !== null && timingSafeEqual(own, hash(given))) return true;
    return ring !== null && ring.find(bare(given)) !== null;
  };
}

async function refuse(reply: FastifyReply, error: TinkerError): Promise<FastifyReply> {
  if (error.status === 413) await drained(reply.request.raw);
  if (error.retryAfter !== null) void reply.header('retry-after', String(error.retryAfter));
  // A number that is taken stays taken, though clients try a conflict again for minutes.
  if (error.status === 409) void reply.header('x-should-retry', 'false');
  return reply.code(error.status).type('application/json').send(error.body);
}
