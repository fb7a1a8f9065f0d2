/**
 * POST /v1/compliance/check: texts, or a file, checked against rulebooks. Each verdict is in the audit log before it is told; what cannot be
 * recorded is not answered.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VERDICT, verdictBody } from '../../apps/compliance/index.ts';
import type { CheckedText, TextToCheck, Who } from '../../apps/compliance/index.ts';
import { InputError } from '../../core/errors.ts';
import { chatAsText } from '../../models/index.ts';
import type { ChatModel, ChatParams } from '../../models/index.ts';
import { ApiError } from '../api-error.ts';
import { AnswerRecord } from '../openai/answer-record.ts';
import { MOST_TEXTS, readCheckRequest } from './check-request.ts';
import type { CheckRequest } from './check-request.ts';
import type { ComplianceOptions } from './compliance-options.ts';
import type { ServedAudit } from './served-audit.ts';

/** What the route needs of its server. */
export interface CheckServer {
  /** Refuses a request that there is no room for. */
  enter: (request: FastifyRequest) => void;
  /** The same, and the model where it is served. */
  enterModel: (
    request: FastifyRequest,
    name: string,
    params: ChatParams,
  ) => { model: ChatModel; params: ChatParams & { maxTokens: number } };
  /** Fires when the reader leaves, or the server ends. */
  leaving: (reply: FastifyReply) => AbortSignal;
}

/** What a served answer tells of a text beside the verdicts. */
export interface ServedCheck extends CheckedText {
  text: string;
  sender?: string;
  time?: string;
  record: { seq: number; hash: string };
}

/** Of the model only its longest answer counts here: how it is asked is the check's. */
const USUAL: ChatParams = {
  ...{ maxTokens: null, temperature: 0, topP: 1, topK: -1, seed: 0, stop: [], topLogprobs: null },
};

export function addCheckRoute(
  app: FastifyInstance,
  options: ComplianceOptions,
  { audit, server }: { audit: ServedAudit; server: CheckServer },
): void {
  app.post('/v1/compliance/check', async (request, reply) => {
    const read = readCheckRequest(request.body);
    const signal = server.leaving(reply);
    const model = modelOf(request, read, { server, signal });
    const check = refusedAs(404, 'rulebook_not_found', 'rules', () => options.checker(read.rules, model));
    const log = await audit.log();
    const { texts, notes } = await textsOf(read, options, signal);
    const who = { name: read.by ?? request.apiKey?.name ?? 'unknown', key: request.apiKey?.name ?? null };
    const data: ServedCheck[] = [];
    for (const text of texts) {
      // Others shall be answered between two texts.
      await nextTurn();
      signal.throwIfAborted();
      data.push(await recorded(text, await check(text, signal)));
    }
    return { object: 'list', data, notes };

    async function recorded(text: TextToCheck, checked: CheckedText): Promise<ServedCheck> {
      const kept = options.keepTexts ? text : null;
      const { seq, hash } = await log.append(VERDICT, { ...verdictBody(checked, who satisfies Who, kept) });
      return { ...checked, ...text, record: { seq, hash } };
    }
  });
}

function modelOf(
  request: FastifyRequest,
  { model: name }: CheckRequest,
  { server, signal }: { server: CheckServer; signal: AbortSignal },
) {
  if (name === null) {
    server.enter(request);
    return null;
  }
  const { model, params } = server.enterModel(request, name, USUAL);
  const record = (request.record = new AnswerRecord(name, request.begun));
  return chatAsText(name, model, {
    maxTokens: params.maxTokens,
    signal,
    begun: (prompt) => record.round(prompt),
  });
}

async function textsOf(
  { texts, file }: CheckRequest,
  { readFile }: ComplianceOptions,
  signal: AbortSignal,
): Promise<{ texts: TextToCheck[]; notes: string[] }> {
  if (texts !== null) return { texts, notes: [] };
  if (file === null) throw new RangeError('neither texts nor a file');
  try {
    const read = await readFile(file.name, file.bytes, signal);
    if (read.texts.length <= MOST_TEXTS) return read;
    const message = `It holds ${read.texts.length} texts, and ${MOST_TEXTS} are checked at once: \`fin-r1 check --name\` takes more.`;
    throw new ApiError(400, message, { param: 'document' });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new ApiError(400, error.message, { code: error.code, param: 'document' });
  }
}

function refusedAs<T>(status: number, code: string, param: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new ApiError(status, error.message, { code, param });
  }
}
