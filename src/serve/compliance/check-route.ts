/**
 * POST /v1/compliance/check: texts, or a file, checked against rulebooks. Each verdict is in the audit log before it is told; what cannot be
 * recorded is not answered.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VERDICT, verdictBody } from '../../apps/compliance/index.ts';
import type { CheckedText, TextToCheck, Who } from '../../apps/compliance/index.ts';
import { InputError } from '../../core/errors.ts';
import type { TextModel } from '../../models/index.ts';
import { ApiError, apiErrorOf } from '../api-error.ts';
import type { AppServer } from '../app-server.ts';
import type { SseWriter } from '../openai/sse.ts';
import { MOST_TEXTS, readCheckRequest } from './check-request.ts';
import type { CheckRequest } from './check-request.ts';
import type { ComplianceOptions } from './compliance-options.ts';
import type { ServedAudit } from './served-audit.ts';

/** What the route needs of its server. */
export interface CheckServer extends AppServer {
  /** The status is sent with it. */
  startStream: (reply: FastifyReply) => SseWriter;
  noteBroken: (request: FastifyRequest, reply: FastifyReply, error: ApiError) => void;
}

/** What a served answer tells of a text beside the verdicts. */
export interface ServedCheck extends CheckedText {
  text: string;
  sender?: string;
  time?: string;
  record: { seq: number; hash: string };
}

/** How far a check is, as its stream tells: texts that are done, and the model's answers on the one in work. */
export interface CheckProgress {
  object: 'compliance.progress';
  texts: { done: number; total: number };
  /** Null: no model is asked about this text. */
  answers: { done: number; total: number } | null;
}

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
    if (!read.isStream) return checked(() => {});
    const sse = server.startStream(reply);
    const send = (event: object): Promise<void> => sse.send(JSON.stringify(event));
    try {
      await send(await checked((progress) => void send(progress)));
      await sse.send('[DONE]');
    } catch (reason) {
      const error = apiErrorOf(reason);
      await send(error.body);
      server.noteBroken(request, reply, error);
    }
    sse.end();
    return reply;

    async function checked(tell: (progress: CheckProgress) => void) {
      const data: ServedCheck[] = [];
      const told = (answers: CheckProgress['answers']): void =>
        tell({
          ...{ object: 'compliance.progress', answers },
          texts: { done: data.length, total: texts.length },
        });
      for (const text of texts) {
        // Others shall be answered between two texts.
        await nextTurn();
        signal.throwIfAborted();
        told(null);
        data.push(await recorded(text, await check(text, signal, (done, total) => told({ done, total }))));
      }
      return { object: 'list', data, notes };
    }

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
): TextModel | null {
  if (name !== null) return server.enterText(request, name, signal);
  server.enter(request);
  return null;
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
