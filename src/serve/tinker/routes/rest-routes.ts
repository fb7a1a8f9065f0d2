/** What has been trained and saved: runs, checkpoints, sessions. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import { weightsInfoBody } from '../../../tinker/wire/model-bodies.ts';
import { trainedHalves } from '../../../tinker/trained-halves.ts';
import type { AppContext } from '../app-context.ts';
import { MOST_LISTED } from '../limits.ts';
import type { CheckpointRow } from '../store/checkpoints.ts';
import type { ModelRow } from '../store/models.ts';
import { TinkerError } from '../tinker-error.ts';
import { endSession } from '../work/end-session.ts';
import { unknownSession } from './lookups.ts';
import { pathOf, requireCheckpoint, runOf } from './checkpoint-lookups.ts';

const pageQuery = z.object({
  limit: z.coerce.number().int().positive().default(20),
  offset: z.coerce.number().int().nonnegative().default(0),
});

export function addRestRoutes(app: FastifyInstance, context: AppContext): void {
  const { store, sessions } = context;
  app.post('/weights_info', (request) => {
    const { tinker_path } = parseBody(weightsInfoBody, request.body, 'the body of weights_info');
    const { base, rank, targets, unembed } = runOf(context, requireCheckpoint(context, tinker_path));
    // All parameters are trained where there is no adapter.
    const halves = trainedHalves(rank === 0 ? undefined : targets);
    return {
      ...{ base_model: base, is_lora: rank > 0, lora_rank: rank, train_unembed: unembed },
      ...{ train_mlp: halves?.mlp ?? true, train_attn: halves?.attention ?? true },
    };
  });

  app.get('/training_runs', (request) => {
    const { limit, offset } = pageOf(request);
    const runs = store.models.list(limit, offset);
    return {
      training_runs: runs.map((run) => runBody(context, run)),
      cursor: { offset, limit, total_count: store.models.count() },
    };
  });
  app.get<{ Params: { id: string } }>('/training_runs/:id', ({ params }) =>
    runBody(context, requireRun(context, params.id)),
  );
  app.get<{ Params: { id: string } }>('/training_runs/:id/checkpoints', ({ params }) => ({
    checkpoints: store.checkpoints.ofModel(requireRun(context, params.id).id).map(checkpointBody),
  }));
  app.get('/checkpoints', (request) => {
    const { limit, offset } = pageOf(request);
    return {
      checkpoints: store.checkpoints.list(limit, offset).map(checkpointBody),
      cursor: { offset, limit, total_count: store.checkpoints.count() },
    };
  });

  app.get('/sessions', (request) => {
    const { limit, offset } = pageOf(request);
    return { sessions: store.sessions.list(limit, offset) };
  });
  // How a client says that it is done (SDK 0.38 at `ServiceClient.close`); the first time counts.
  app.post<{ Params: { id: string } }>('/sessions/:id/finish', ({ params: { id } }) => {
    if (!store.sessions.isKnown(id)) throw unknownSession(id);
    if (sessions.isOpen(id)) endSession(context, id, Date.now());
    return {};
  });
  app.get<{ Params: { id: string } }>('/sessions/:id', ({ params: { id } }) => {
    if (!store.sessions.isKnown(id)) throw unknownSession(id);
    return {
      training_run_ids: store.models.ofSession(id).map((run) => run.id),
      sampler_ids: store.sessions.samplersOf(id).map((sampler) => sampler.id),
    };
  });
}

function pageOf(request: FastifyRequest): { limit: number; offset: number } {
  const { limit, offset } = parseBody(pageQuery, request.query, 'the query');
  return { limit: Math.min(limit, MOST_LISTED), offset };
}

function requireRun({ store }: AppContext, id: string): ModelRow {
  const run = store.models.get(id);
  if (run === undefined) throw new TinkerError(404, `The training run ${id.slice(0, 200)} is not known.`);
  return run;
}

function runBody({ store }: AppContext, run: ModelRow): object {
  const checkpoints = store.checkpoints.ofModel(run.id);
  const newest = (kind: CheckpointRow['kind']): object | null => {
    const found = checkpoints.find((checkpoint) => checkpoint.kind === kind);
    return found === undefined ? null : checkpointBody(found);
  };
  return {
    ...{ training_run_id: run.id, base_model: run.base, model_owner: 'local', corrupted: false },
    ...{ is_lora: run.rank > 0, lora_rank: run.rank, last_request_time: isoTime(run.used) },
    ...{ last_checkpoint: newest('weights'), last_sampler_checkpoint: newest('sampler_weights') },
    user_metadata: run.metadata,
  };
}

function checkpointBody(checkpoint: CheckpointRow): object {
  const { kind, name, created, bytes, isPublic, expires } = checkpoint;
  return {
    ...{ checkpoint_id: `${kind}/${name}`, time: isoTime(created), tinker_path: pathOf(checkpoint) },
    checkpoint_type: kind === 'weights' ? 'training' : 'sampler',
    ...{ size_bytes: bytes, public: isPublic, expires_at: expires === null ? null : isoTime(expires) },
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
