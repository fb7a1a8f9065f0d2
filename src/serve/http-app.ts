/**
 * What every server of fin-r1 does over HTTP, whatever it serves: who may ask, limits of keys, every fault of a request in one shape,
 * log lines, request metrics, health, and an orderly end.
 */

import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InterruptedError } from '../core/errors.ts';
import { ApiError, apiErrorOf } from './api-error.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { hostName } from './host-name.ts';
import { KeyRing } from './keys/api-keys.ts';
import type { ApiKey } from './keys/api-keys.ts';
import { RateLimits } from './keys/rate-limits.ts';
import { httpError, isOfLeaving, refuse, said } from './refuse.ts';
import { LEFT_STATUS } from './request-metrics.ts';
import type { RequestMetrics } from './request-metrics.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a key. */
    isOpen?: boolean;
  }
  interface FastifyRequest {
    /** Null where no keys are asked for. */
    apiKey: ApiKey | null;
    /** Milliseconds, of `performance.now`. */
    begun: number;
    /** What its sender was told instead of an answer. */
    refusal: ApiError | null;
  }
}

/** For answers that were stopped to say so. */
const LAST_WORDS_MS = 1000;

export interface HttpAppOptions {
  /** File of hashed keys; null: everybody who reaches the server may ask. */
  keysPath: string | null;
  /** Names in the Host header that are answered; null: any. Keeps pages of other names, pointed at this machine, away. */
  hosts: readonly string[] | null;
  /** Origins of web pages that may ask. */
  origins: readonly string[];
  maxBodyBytes: number;
  /** Where requests belong, for those that went elsewhere: `the API is below /v1`. */
  whereTo: string;
  metrics: RequestMetrics;
  /** Gets a line of JSON a request. */
  log: (line: Readonly<Record<string, unknown>>) => void;
}

export interface EndedRequest {
  /** The status that an answer broke off with after its beginning; null: it did not. */
  brokenWith: number | null;
  /** What the log says of it beside what it says of every request. */
  noted: Readonly<Record<string, unknown>>;
}

export interface HttpApp {
  app: FastifyInstance;
  limits: RateLimits;
  /** Refuses a request of a key that has used up its limits. */
  enter: (request: FastifyRequest) => void;
  /** Fires when the reader leaves, or the server ends. */
  leaving: (reply: FastifyReply) => AbortSignal;
  /** Adds /health, with `more` beside the status, and /metrics. */
  addHealth: (more: () => Readonly<Record<string, unknown>>) => void;
  /** Takes no more requests, waits while some of them are `open`, for `graceMs` at most, then stops them. */
  shutDown: (graceMs: number, open: () => number) => Promise<void>;
}

/** @param ended Called once a response is sent or its reader gone, and the handler has ended. */
export function openHttpApp(
  { keysPath, hosts, origins, maxBodyBytes, whereTo, metrics, log }: HttpAppOptions,
  ended: (request: FastifyRequest, hasLeft: boolean) => EndedRequest,
): HttpApp {
  const keys = keysPath === null ? null : new KeyRing(keysPath);
  const limits = new RateLimits();
  const stopping = new AbortController();
  let isEnding = false;
  const app = fastify({
    bodyLimit: maxBodyBytes,
    // A connection that sends nothing must not be kept for ever.
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void refuse(reply, apiErrorOf(httpError(error, request))),
  });

  // Node itself answers this without a body.
  app.server.on('checkExpectation', (_request, response) => {
    const refusal = new ApiError(417, 'This server expects no Expect but 100-continue.', {
      code: 'expectation_failed',
    });
    response.writeHead(417, { 'content-type': 'application/json' }).end(JSON.stringify(refusal.body));
  });

  app.decorateRequest('apiKey', null);
  app.decorateRequest('begun', 0);
  app.decorateRequest('refusal', null);
  // Pages of other origins may send plain text without asking first.
  app.removeContentTypeParser('text/plain');

  app.addHook('onRequest', async (request, reply) => {
    request.begun = performance.now();
    reply.raw.on('close', () => {
      const hasLeft = !reply.raw.writableFinished;
      // A handler learns of the same event that its reader has left, and ends in the ticks after it.
      setImmediate(() => conclude(request, reply, hasLeft));
    });
    // Balancers that look at its health have to learn of it before the connection is refused.
    if (isEnding && request.routeOptions.url !== '/health')
      throw apiErrorOf(new InterruptedError('the server is ending'));
    const { origin, host } = request.headers;
    if (origin !== undefined && (origins.includes(origin) || origins.includes('*'))) {
      void reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
      void reply.header('access-control-allow-headers', 'authorization, content-type');
      if (request.method === 'OPTIONS') return reply.code(204).send();
    }
    if (hosts !== null && !hosts.includes(hostName(host)))
      throw new ApiError(403, 'This server answers on this machine only.', { code: 'host' });
    if (keys === null || request.routeOptions.config.isOpen === true) return;
    const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined)
      throw new ApiError(401, 'Give an API key: Authorization: Bearer KEY.', { code: 'missing_api_key' });
    request.apiKey = keys.find(given);
    if (request.apiKey === null)
      throw new ApiError(401, 'This API key is not known.', { code: 'invalid_api_key' });
  });

  app.setErrorHandler((error, request, reply) => {
    const told = (request.refusal = apiErrorOf(httpError(error, request)));
    // A refusal is no fault: the request's own line tells of it.
    const isFault = told.status >= 500 && !(error instanceof ApiError) && !isOfLeaving(reply, told);
    if (isFault) log({ level: 'error', route: request.routeOptions.url ?? null, error: said(error) });
    return refuse(reply, told);
  });
  app.setNotFoundHandler((request, reply) => {
    const known = app.hasRoute({
      url: request.url.split('?')[0] ?? request.url,
      method: request.method === 'POST' ? 'GET' : 'POST',
    });
    return refuse(
      reply,
      known
        ? new ApiError(405, `${request.method} is not what this address takes.`, {
            code: 'method_not_allowed',
          })
        : new ApiError(404, `There is nothing at this address; ${whereTo}.`, { code: 'not_found' }),
    );
  });

  const conclude = (request: FastifyRequest, reply: FastifyReply, hasLeft: boolean): void => {
    const route = request.routeOptions.url ?? 'none';
    const ms = performance.now() - request.begun;
    const { brokenWith, noted } = ended(request, hasLeft);
    const status = hasLeft ? LEFT_STATUS : (brokenWith ?? reply.statusCode);
    metrics.requests.inc({ route, status: String(status) });
    metrics.seconds.observe({ route }, ms / 1000);
    log({
      ...{ level: 'info', time: new Date().toISOString(), method: request.method, route },
      ...{ status, ms: Math.round(ms), key: request.apiKey?.name ?? null, left: hasLeft },
      ...noted,
    });
  };

  return {
    app,
    limits,
    enter({ apiKey }) {
      if (apiKey !== null) limits.enter(apiKey.name, apiKey);
    },
    leaving(reply) {
      const left = new AbortController();
      reply.raw.on('close', () => {
        if (!reply.raw.writableFinished) left.abort(new InterruptedError('the reader has left'));
      });
      return AbortSignal.any([left.signal, stopping.signal]);
    },
    addHealth(more) {
      // Probes of the machine that runs it have no key.
      app.get('/health', { config: { isOpen: true } }, (_request, reply) =>
        reply.code(isEnding ? 503 : 200).send({ status: isEnding ? 'stopping' : 'ok', ...more() }),
      );
      app.get('/metrics', async (_request, reply) =>
        reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
      );
    },
    async shutDown(graceMs, open) {
      isEnding = true;
      const end = performance.now() + graceMs;
      while (open() > 0 && performance.now() < end) await wait(50);
      stopping.abort(new InterruptedError('the server is shutting down'));
      // One that never sent a request counts as busy, and would be waited for until its time-out.
      const last = setTimeout(() => app.server.closeAllConnections(), LAST_WORDS_MS);
      // Connections that were busy when it began would be kept alive after their answer.
      const idle = setInterval(() => app.server.closeIdleConnections(), 100);
      await app.close();
      clearTimeout(last);
      clearInterval(idle);
    },
  };
}
