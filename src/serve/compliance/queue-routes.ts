/** `/api/compliance/…`: rulebooks, batches and the officer's queue as the page shows them, and what officers decide. */

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  acts,
  batchSummary,
  calibrationRows,
  ChecksFolder,
  overruledTo,
  Queue,
  queuePlace,
  REPORT,
  SERVED,
  severities,
  states,
  trainingRows,
  type BatchSummary,
} from '../../apps/compliance/index.ts';
import { InputError } from '../../core/errors.ts';
import { ApiError } from '../api-error.ts';
import { range, readQuery, text } from '../api/query.ts';
import { sendUnlessSeen } from '../api/unchanged.ts';
import { parsed } from '../openai/chat-request.ts';
import type { ComplianceOptions } from './compliance-options.ts';
import type { ServedAudit } from './served-audit.ts';

const none = z.strictObject({});
const queueQuery = z.strictObject({
  ...{
    batch: text,
    state: z.enum(states).optional(),
    decision: z.enum(['breach', 'needs review']).optional(),
  },
  ...{ rule: text.optional(), severity: z.enum(severities).optional(), assignee: text.optional() },
  ...{ search: text.optional(), ...range },
});
const itemQuery = z.strictObject({ batch: text, item: text });
const decidedQuery = z.strictObject({ batch: text, as: z.enum(['calibration', 'questions']) });
const decisionSchema = z.strictObject({
  ...{ batch: z.string(), item: z.string(), act: z.enum(acts), by: z.string().trim().min(1).max(200) },
  ...{ after: z.string(), reason: z.string().optional(), assignee: z.string().optional() },
  decision: z.enum(overruledTo).optional(),
});

/** A report may hold whatever was checked: its script may run, and reach nothing of this server. */
const REPORT_POLICY = 'sandbox allow-scripts allow-downloads';

export function addQueueRoutes(app: FastifyInstance, options: ComplianceOptions, audit: ServedAudit): void {
  app.get('/api/compliance/rules', (request) => {
    readQuery(none, request.query);
    return { rulebooks: options.rulebooks };
  });
  if (options.checksDir === null) {
    app.all('/api/compliance/*', () => {
      throw new ApiError(404, 'This server does not show its batches; `fin-r1 ui` does.', {
        code: 'no_batches',
      });
    });
    return;
  }
  const folder = new ChecksFolder(options.checksDir);
  const queues = new Map<string, Queue>();

  const queueOf = async (name: string): Promise<Queue> => {
    const isServed = name === SERVED;
    const path = isServed ? options.auditPath : folder.path(name);
    if (isServed && !existsSync(path))
      throw new InputError('This server has checked nothing yet.', { code: 'not-found' });
    const known = queues.get(name);
    const made = isServed
      ? () => new Queue({ name, audit: path, results: null }, () => audit.log())
      : () => new Queue(queuePlace(path));
    const queue = known === undefined || known.isStale ? made() : known;
    queues.set(name, queue);
    await queue.refresh();
    return queue;
  };
  const summaryOf = async (name: string): Promise<BatchSummary> => {
    try {
      return batchSummary(name === SERVED ? null : folder.path(name), name, (await queueOf(name)).state);
    } catch (error) {
      // One that was tampered with is read anew at the next look.
      queues.delete(name);
      if (!(error instanceof InputError)) throw error;
      return faultySummary(name, 'it cannot be read: `fin-r1 audit verify` tells what is wrong');
    }
  };

  app.get('/api/compliance/batches', async (request) => {
    readQuery(none, request.query);
    const served = existsSync(options.auditPath) ? [SERVED] : [];
    const names = [...folder.names().filter((name) => name !== SERVED), ...served];
    const batches = (await Promise.all(names.map(summaryOf))).sort((a, b) =>
      (b.begun ?? '').localeCompare(a.begun ?? ''),
    );
    return { batches };
  });
  app.get('/api/compliance/batches/:name/report', (request, reply) => {
    readQuery(none, request.query);
    return told(async () => {
      const { name } = request.params as { name: string };
      const path = join(folder.path(name), REPORT);
      if (!existsSync(path)) throw new InputError(`${name} has no report yet.`, { code: 'not-found' });
      void reply.header('content-security-policy', REPORT_POLICY).header('x-content-type-options', 'nosniff');
      return reply.type('text/html; charset=utf-8').send(createReadStream(path));
    });
  });
  app.get('/api/compliance/queue', (request, reply) => {
    const { batch, offset, limit, ...filter } = readQuery(queueQuery, request.query);
    return told(async () => {
      const queue = await queueOf(batch);
      const { last } = queue.state;
      return sendUnlessSeen(request, reply, last, () =>
        Promise.resolve(queue.page(filter, { offset, limit })),
      );
    });
  });
  app.get('/api/compliance/queue/item', (request) => {
    const { batch, item } = readQuery(itemQuery, request.query);
    return told(async () => (await queueOf(batch)).item(item));
  });
  app.get('/api/compliance/decided', (request, reply) => {
    const { batch, as } = readQuery(decidedQuery, request.query);
    return told(async () => {
      const rows = (as === 'calibration' ? calibrationRows : trainingRows)(await queueOf(batch));
      void reply.header('content-disposition', `attachment; filename="${batch}-${as}.jsonl"`);
      void reply.type('application/jsonl; charset=utf-8');
      return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    });
  });
  app.post('/api/compliance/decisions', (request) => {
    const { batch, by, ...act } = parsed(decisionSchema, request.body);
    const who = { name: by, key: request.apiKey?.name ?? null };
    return told(async () => (await queueOf(batch)).decide({ ...act, who }));
  });
}

function faultySummary(name: string, fault: string): BatchSummary {
  return {
    ...{
      name,
      fault,
      kind: name === SERVED ? 'served' : 'batch',
      status: 'interrupted',
      notes: [],
      texts: null,
      done: 0,
    },
    decisions: { breach: 0, 'needs review': 0, compliant: 0, 'not applicable': 0 },
    ...{
      model: null,
      rulebooks: [],
      begun: null,
      queue: { open: 0, assigned: 0, accepted: 0, overruled: 0 },
    },
  };
}

const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  changed: 409,
  locked: 409,
  act: 400,
  reason: 400,
};

/** What the queue refuses, in the server's words, which name no place of this machine. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const status = statuses[error.code];
    if (error.code === 'locked')
      throw new ApiError(409, 'This batch is being checked: decide when it is done.', { code: 'locked' });
    if (status !== undefined)
      throw new ApiError(status, error.message, { code: error.code.replace('-', '_') });
    throw new ApiError(
      500,
      'This batch cannot be read: `fin-r1 audit verify` tells what is wrong with its log.',
      {
        ...{ code: error.code, cause: error },
      },
    );
  }
}
