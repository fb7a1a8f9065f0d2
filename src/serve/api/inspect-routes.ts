/** `/api/runs`, `/api/datasets`, `/api/evaluations` and what is below: the runs folder as the page shows it, in the shapes of `fin-r1/inspect`. */

import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { questionVerdicts } from '../../core/outcome.ts';
import { Inspector, NOT_FOUND, rowSets } from '../../inspect/index.ts';
import { ApiError } from '../api-error.ts';
import { decimalNumber, range, readQuery, text, wholeNumber, yesOrNo } from './query.ts';
import { sendUnlessSeen } from './unchanged.ts';

const none = z.strictObject({});
const metrics = z.strictObject({ after: wholeNumber.default(0), series: text.optional() });
const verdict = z.enum(questionVerdicts).optional();
const groups = z.strictObject({
  ...{ stage: text.optional(), step: wholeNumber.optional(), verdict, search: text.optional() },
  ...{ minReward: decimalNumber.optional(), maxReward: decimalNumber.optional() },
  ...{ minTokens: wholeNumber.optional(), maxTokens: wholeNumber.optional(), truncated: yesOrNo.optional() },
  spread: z.enum(['signal', 'flat']).optional(),
  ...range,
});
const answers = z.strictObject({
  ...{ stage: text.optional(), benchmark: text.optional(), verdict, search: text.optional() },
  ...range,
});
const sides = { a: text, b: text };
const dataRows = z.strictObject({
  set: z.enum(rowSets).optional(),
  ...{ source: text.optional(), language: text.optional(), category: text.optional() },
  ...{ reason: text.optional(), search: text.optional() },
  ...range,
});
const comparison = z.strictObject({ ...sides, benchmark: text.optional(), ...range });
/** Parts of an address. */
const sampleRow = z.object({ row: wholeNumber });
const dataRow = z.object({ set: z.enum(rowSets), row: wholeNumber });

/** A report may hold whatever a run's data hold: its script may run, and reach nothing of this server. */
const REPORT_POLICY = 'sandbox allow-scripts allow-popups allow-downloads';

interface Params {
  run: string;
  row: string;
  set: string;
}

/** What a route needs to know of a request beside its query. */
interface Route<Q> {
  query: z.ZodType<Q>;
  /** The runs that the answer is about; all of them by default. */
  runs?: (params: Params, query: Q) => string[];
  answer: (params: Params, query: Q) => Promise<unknown>;
}

export function addInspectRoutes(app: FastifyInstance, { runsDir }: { runsDir: string }): void {
  const inspector = new Inspector(runsDir);
  app.addHook('onClose', () => inspector.close());

  const get = <Q>(address: string, { query: schema, runs = () => [], answer }: Route<Q>): void => {
    app.get(address, async (request, reply) => {
      const params = request.params as Params;
      const query = readQuery(schema, request.query);
      return told(async () =>
        sendUnlessSeen(request, reply, await inspector.stamp(...runs(params, query)), () =>
          answer(params, query),
        ),
      );
    });
  };
  const own = ({ run }: Params): string[] => [run];

  get('/api/runs', { query: none, answer: async () => ({ runs: await inspector.runs() }) });
  get('/api/runs/:run', { query: none, runs: own, answer: ({ run }) => inspector.run(run) });
  get('/api/runs/:run/metrics', {
    ...{ query: metrics, runs: own },
    answer: ({ run }, query) => inspector.metrics(run, query),
  });
  get('/api/runs/:run/groups', {
    ...{ query: groups, runs: own },
    answer: ({ run }, { offset, limit, ...filter }) => inspector.groups(run, filter, { offset, limit }),
  });
  get('/api/runs/:run/answers', {
    ...{ query: answers, runs: own },
    answer: ({ run }, { offset, limit, ...filter }) => inspector.answers(run, filter, { offset, limit }),
  });
  get('/api/runs/:run/samples/:row', {
    ...{ query: none, runs: own },
    answer: (params) => inspector.sample(params.run, readQuery(sampleRow, params).row),
  });
  get('/api/diff', {
    query: z.strictObject(sides),
    runs: (_, { a, b }) => [a, b],
    answer: (_, { a, b }) => inspector.diff(a, b),
  });
  get('/api/datasets', { query: none, answer: async () => ({ datasets: await inspector.datasets() }) });
  get('/api/datasets/:run', { query: none, runs: own, answer: ({ run }) => inspector.dataset(run) });
  get('/api/datasets/:run/rows', {
    ...{ query: dataRows, runs: own },
    answer: ({ run }, { offset, limit, ...filter }) => inspector.dataRows(run, filter, { offset, limit }),
  });
  get('/api/datasets/:run/rows/:set/:row', {
    ...{ query: none, runs: own },
    answer: (params) => {
      const { set, row } = readQuery(dataRow, params);
      return inspector.dataRow(params.run, set, row);
    },
  });
  get('/api/evaluations', { query: none, answer: () => inspector.evaluations() });
  get('/api/compare', {
    query: comparison,
    runs: (_, { a, b }) => [a, b].map((id) => id.replace(/@.*$/s, '')),
    answer: (_, { a, b, ...options }) => inspector.compare(a, b, options),
  });

  app.get('/api/runs/:run/report', async (request, reply) => {
    readQuery(none, request.query);
    const { run } = request.params as Params;
    return told(async () =>
      sendUnlessSeen(request, reply, await inspector.stamp(run), async () => {
        const path = inspector.report(run);
        void reply
          .header('content-security-policy', REPORT_POLICY)
          .header('x-content-type-options', 'nosniff');
        return reply.type('text/html; charset=utf-8').send(createReadStream(path));
      }),
    );
  });
}

/** What the inspector refuses, in the server's words; its messages name no place of this machine but the run. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message } = error;
    if (code === NOT_FOUND) throw new ApiError(404, message, { code: 'not_found' });
    throw new ApiError(500, message, { code });
  }
}
