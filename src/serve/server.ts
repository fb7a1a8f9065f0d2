/**
 * The HTTP server: OpenAI's API over any model, health and metrics. It answers every fault of a request in OpenAI's shape, and stops
 * generating for a reader that leaves.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REASONING_HEADER } from '../models/index.ts';
import type { ChatModel, ChatParams, TextModel } from '../models/index.ts';
import { ApiError } from './api-error.ts';
import { addCalculatorRoutes } from './calculators/calculator-routes.ts';
import { CalculatorThread } from './calculators/calculator-thread.ts';
import { openHttpApp } from './http-app.ts';
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
import { addCheckRoute } from './compliance/check-route.ts';
import { addQueueRoutes } from './compliance/queue-routes.ts';
import { ServedAudit } from './compliance/served-audit.ts';
import { addDocumentsRoute } from './documents-route.ts';
import { addPage } from './page/page-routes.ts';
import { isOfLeaving, said } from './refuse.ts';
import { ServedModels } from './served-models.ts';
import type { ServeOptions } from './serve-options.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the answer, once a model was asked. */
    record: AnswerRecord | null;
  }
}

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
  const { maxOpen, log, logPrompts } = options;
  const models = new ServedModels(options.models, options.stages);
  const metrics = newMetrics(models);
  const thread = new CalculatorThread();
  const adviceThread = new AdviceThread();
  const open = (): number => models.open;
  const { app, limits, enter, leaving, addHealth, shutDown } = openHttpApp(
    { ...options, whereTo: 'the API is below /v1', metrics },
    ({ record, apiKey, body }, hasLeft) => {
      if (record !== null) {
        const { model, usage, firstTextMs } = record;
        metrics.tokens.inc({ model, kind: 'prompt' }, usage.prompt_tokens);
        metrics.tokens.inc({ model, kind: 'completion' }, usage.completion_tokens);
        if (firstTextMs !== null) metrics.firstTextSeconds.observe({ model }, firstTextMs / 1000);
        if (hasLeft) metrics.left.inc({ model });
        if (apiKey !== null) limits.used(apiKey.name, usage.total_tokens);
      }
      return {
        brokenWith: record?.brokenWith ?? null,
        noted: {
          ...(record && { model: record.model, usage: record.usage, rounds: record.rounds }),
          ...(record && { firstTextMs: record.firstTextMs }),
          ...(logPrompts && { body }),
        },
      };
    },
  );
  app.decorateRequest('record', null);

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

  const startStream = (reply: FastifyReply): SseWriter => {
    reply.hijack();
    return new SseWriter(reply.raw, reply.getHeaders() as Record<string, string>);
  };

  app.post('/v1/chat/completions', async (request, reply) => {
    const read = readChatRequest(request.body, request.headers[REASONING_HEADER]);
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
  addHealth(() => ({ models: models.list().length }));

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
      await shutDown(graceMs, open);
      await thread.close();
      await adviceThread.close();
      await audit?.close();
      await models.close();
    },
  };
}
