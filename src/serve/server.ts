/**
 * The HTTP server: OpenAI's API over any model, health and metrics. It answers every fault of a request in OpenAI's shape, and stops
 * generating for a reader that leaves.
 */

import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InterruptedError, RequestError } from '../core/errors.ts';
import type { ChatModel, ChatParams, TextModel } from '../models/index.ts';
import { ApiError, apiErrorOf } from './api-error.ts';
import { addCalculatorRoutes } from './calculators/calculator-routes.ts';
import { CalculatorThread } from './calculators/calculator-thread.ts';
import { KeyRing } from './keys/api-keys.ts';
import type { ApiKey } from './keys/api-keys.ts';
import { RateLimits } from './keys/rate-limits.ts';
import { newMetrics } from './metrics.ts';
import { AnswerRecord } from './openai/answer-record.ts';
import { askModel, now, streamCompletion, wholeCompletion } from './openai/chat-completions.ts';
import { usualFormat, withDocuments } from './check/documents.ts';
import { readChatRequest } from './openai/chat-request.ts';
import { servedText } from './openai/served-text.ts';
import { SseWriter } from './openai/sse.ts';
import { askForText, readTextRequest, textCompletion } from './openai/text-completions.ts';
import { addAdviceRoutes } from './advisory/advice-routes.ts';
import { AdviceThread } from './advisory/advice-thread.ts';
import { addInspectRoutes } from './api/inspect-routes.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { addCheckRoute } from './compliance/check-route.ts';
import { addQueueRoutes } from './compliance/queue-routes.ts';
import { ServedAudit } from './compliance/served-audit.ts';
import { addDocumentsRoute } from './documents-route.ts';
import { drained } from './drained.ts';
import { addPage } from './page/page-routes.ts';
import { ServedModels } from './served-models.ts';
import type { ServeOptions } from './serve-options.ts';

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
    /** Of the answer, once a model was asked. */
    record: AnswerRecord | null;
  }
}

/** For answers that were stopped to say so. */
const LAST_WORDS_MS = 1000;
/** As nginx counts a request whose reader left; nobody is told it. */
const LEFT_STATUS = 499;

export interface RunningServer {
  app: FastifyInstance;
  /** Takes no more requests, lets those that run end for `graceMs`, then stops them. */
  shutDown(graceMs: number): Promise<void>;
}

/** Of applications, which choose the rest themselves. */
const usualParams: ChatParams = {
  ...{ maxTokens: null, temperature: 0, topP: 1, topK: -1, seed: 0, stop: [], topLogprobs: null },
};

export function createServer(options: ServeOptions): RunningServer {
  const { keysPath, hosts, origins, maxBodyBytes, maxOpen, log, logPrompts } = options;
  const keys = keysPath === null ? null : new KeyRing(keysPath);
  const limits = new RateLimits();
  const models = new ServedModels(options.models, options.stages);
  const metrics = newMetrics(models);
  const stopping = new AbortController();
  let isEnding = false;
  const thread = new CalculatorThread();
  const adviceThread = new AdviceThread();
  const open = (): number => models.open;
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
  app.decorateRequest('record', null);
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
    if (hosts !== null && !hosts.includes(nameIn(host)))
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
    const told = apiErrorOf(httpError(error, request));
    // A refusal is no fault: the request's own line tells of it.
    const isFault = told.status >= 500 && !(error instanceof ApiError) && !isOfLeaving(reply, told);
    if (isFault) log({ level: 'error', route: request.routeOptions.url ?? null, error: said(error) });
    return refuse(reply, told);
  });
  app.setNotFoundHandler((request, reply) => {
    const known = app.hasRoute({
      url: pathOf(request.url),
      method: request.method === 'POST' ? 'GET' : 'POST',
    });
    return refuse(
      reply,
      known
        ? new ApiError(405, `${request.method} is not what this address takes.`, {
            code: 'method_not_allowed',
          })
        : new ApiError(404, 'There is nothing at this address; the API is below /v1.', { code: 'not_found' }),
    );
  });

  /** Once the response is sent or its reader gone, and the handler has ended. */
  const conclude = (request: FastifyRequest, reply: FastifyReply, hasLeft: boolean): void => {
    const route = request.routeOptions.url ?? 'none';
    const ms = performance.now() - request.begun;
    // A stream that broke off began with 200.
    const status = hasLeft ? LEFT_STATUS : (request.record?.brokenWith ?? reply.statusCode);
    metrics.requests.inc({ route, status: String(status) });
    metrics.seconds.observe({ route }, ms / 1000);
    const { record, apiKey } = request;
    if (record !== null) {
      const { model, usage, firstTextMs } = record;
      metrics.tokens.inc({ model, kind: 'prompt' }, usage.prompt_tokens);
      metrics.tokens.inc({ model, kind: 'completion' }, usage.completion_tokens);
      if (firstTextMs !== null) metrics.firstTextSeconds.observe({ model }, firstTextMs / 1000);
      if (hasLeft) metrics.left.inc({ model });
      if (apiKey !== null) limits.used(apiKey.name, usage.total_tokens);
    }
    log({
      ...{ level: 'info', time: new Date().toISOString(), method: request.method, route },
      ...{ status, ms: Math.round(ms), key: apiKey?.name ?? null, left: hasLeft },
      ...(record && { model: record.model, usage: record.usage, rounds: record.rounds }),
      ...(record && { firstTextMs: record.firstTextMs }),
      ...(logPrompts && { body: request.body }),
    });
  };

  const noteBroken = ({ record }: FastifyRequest, reply: FastifyReply, error: ApiError): void => {
    if (isOfLeaving(reply, error)) return;
    if (record !== null) record.brokenWith = error.status;
    log({
      level: 'error',
      model: record?.model ?? null,
      status: error.status,
      error: said(error.cause ?? error),
    });
  };

  const enter = ({ apiKey }: FastifyRequest): void => {
    if (apiKey !== null) limits.enter(apiKey.name, apiKey);
  };

  /** The model of a request, when there is room for it. */
  const enterModel = (
    request: FastifyRequest,
    name: string,
    params: ChatParams,
  ): { model: ChatModel; params: ChatParams & { maxTokens: number } } => {
    const model = models.get(name);
    if (model === undefined) {
      throw new ApiError(
        404,
        `The model ${JSON.stringify(name.slice(0, 200))} is not served here; see /v1/models.`,
        {
          ...{ code: 'model_not_found', param: 'model' },
        },
      );
    }
    if (open() >= maxOpen)
      throw new ApiError(503, `${maxOpen} requests are being answered already.`, {
        code: 'overloaded',
        retryAfter: 1,
      });
    enter(request);
    const maxTokens = Math.min(params.maxTokens ?? options.maxTokens, options.maxTokens);
    return { model, params: { ...params, maxTokens } };
  };

  const enterText = (request: FastifyRequest, name: string, signal: AbortSignal): TextModel => {
    const { model, params } = enterModel(request, name, usualParams);
    const record = (request.record = new AnswerRecord(name, request.begun));
    const onFault = ({ status, cause }: ApiError): void =>
      log({ level: 'error', model: name, status, error: said(cause) });
    return servedText(name, model, { maxTokens: params.maxTokens, signal, record, onFault });
  };

  /** Fires when the reader leaves, or the server ends. */
  const leaving = (reply: FastifyReply): AbortSignal => {
    const left = new AbortController();
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) left.abort(new InterruptedError('the reader has left'));
    });
    return AbortSignal.any([left.signal, stopping.signal]);
  };

  const startStream = (reply: FastifyReply): SseWriter => {
    reply.hijack();
    return new SseWriter(reply.raw, reply.getHeaders() as Record<string, string>);
  };

  app.post('/v1/chat/completions', async (request, reply) => {
    const read = readChatRequest(request.body);
    const { model, params } = enterModel(request, read.model, read.params);
    const messages = withDocuments(read.turns, read.documents, read.documentFormat ?? usualFormat(model.id));
    const asked = { ...read, params, messages };
    const record = new AnswerRecord(read.model, request.begun);
    const events = await askModel(model, asked, { signal: leaving(reply), record, thread });
    request.record = record;
    if (!asked.isStream) return wholeCompletion(asked, events, record);
    const error = await streamCompletion(asked, events, { record, open, sse: startStream(reply) });
    if (error !== null) noteBroken(request, reply, error);
    return reply;
  });

  app.post('/v1/completions', async (request, reply) => {
    const read = readTextRequest(request.body);
    const { model, params } = enterModel(request, read.model, read.params);
    const asked = { ...read, params };
    const answer = await askForText(model, asked, leaving(reply));
    const record = (request.record = new AnswerRecord(read.model, request.begun));
    const sse = asked.isStream ? startStream(reply) : null;
    const { body, error } = await textCompletion(asked, answer, { record, sse });
    if (error !== null) noteBroken(request, reply, error);
    return sse === null ? body : reply;
  });

  addCalculatorRoutes(app, { thread, enter, leaving });

  const started = now();
  const listed = () =>
    models.list().map(({ name, contextLength }) => ({
      ...{ id: name, object: 'model', created: started, owned_by: 'fin-r1' },
      ...(contextLength !== null && { context_length: contextLength }),
    }));
  app.get('/v1/models', () => ({ object: 'list', data: listed() }));
  app.get('/v1/models/*', (request) => {
    const { '*': id } = request.params as { '*': string };
    const found = listed().find((model) => model.id === id);
    if (found !== undefined) return found;
    throw new ApiError(
      404,
      `The model ${JSON.stringify(id.slice(0, 200))} is not served here; see /v1/models.`,
      {
        code: 'model_not_found',
      },
    );
  });
  // Probes of the machine that runs it have no key.
  app.get('/health', { config: { isOpen: true } }, (_request, reply) => {
    return reply
      .code(isEnding ? 503 : 200)
      .send({ status: isEnding ? 'stopping' : 'ok', models: models.list().length });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );

  addDocumentsRoute(app);
  const { compliance } = options;
  const audit = compliance && new ServedAudit(compliance.auditPath);
  if (compliance !== undefined && audit !== undefined) {
    addCheckRoute(app, compliance, { audit, server: { enter, enterText, leaving, startStream, noteBroken } });
    addQueueRoutes(app, compliance, audit);
  }
  addAdviceRoutes(app, {
    ...{ audit: audit ?? null, server: { enter, enterText, leaving }, thread: adviceThread },
  });
  if (options.runsDir !== null) addInspectRoutes(app, { runsDir: options.runsDir });
  else {
    for (const list of ['runs', 'datasets', 'evaluations']) {
      app.get(`/api/${list}`, () => {
        throw new ApiError(404, 'This server does not show its runs; `fin-r1 ui` does.', { code: 'no_runs' });
      });
    }
  }
  if (options.pageFolder !== null) addPage(app, options.pageFolder);

  return {
    app,
    async shutDown(graceMs) {
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
      await thread.close();
      await adviceThread.close();
      await audit?.close();
      await models.close();
    },
  };
}

/** What a generation ends with when its reader leaves is no fault; other errors are one, whoever is there to hear of them. */
function isOfLeaving(reply: FastifyReply, error: ApiError): boolean {
  return reply.raw.destroyed && error.code === 'shutting_down';
}

async function refuse(reply: FastifyReply, error: ApiError): Promise<FastifyReply> {
  if (error.status === 413) await drained(reply.request.raw);
  if (error.retryAfter !== null) void reply.header('retry-after', String(error.retryAfter));
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(error.status).type('application/json').send(error.body);
}

/** Fastify's own refusals (body too large, not JSON, another content type) in our words. */
function httpError(error: unknown, request: FastifyRequest): unknown {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number')
    return error;
  const { statusCode, message } = error;
  if (statusCode >= 500) return error;
  const code =
    'code' in error && typeof error.code === 'string' ? error.code.replace(/^FST_/, '').toLowerCase() : null;
  const more = statusCode === 413 ? `: it may have ${shownBytes(request.routeOptions.bodyLimit)}.` : '';
  return new ApiError(statusCode, message.slice(0, 300) + more, { code });
}

function shownBytes(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes.toLocaleString('en-US')} bytes`;
}

function said(error: unknown): string {
  // What an upstream did is no fault of this program: where it was noticed helps nobody.
  if (error instanceof RequestError || error instanceof ApiError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** `localhost:8000` → `localhost`. */
function nameIn(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}
