/** load_weights: into a new model, or as a new model (the only way since SDK 0.38: one request with the number of the model). */

import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { InputError } from '../../../core/errors.ts';
import { trainedHalves } from '../../../tinker/trained-halves.ts';
import { loadWeightsBody, modelFromStateBody } from '../../../tinker/wire/model-bodies.ts';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import type { AppContext } from '../app-context.ts';
import { TinkerError } from '../tinker-error.ts';
import { digestOf } from '../work/digest.ts';
import { requireCheckpoint, requireLoadable, runOf } from './checkpoint-lookups.ts';
import { requireSame } from './idempotent.ts';
import { requireSession } from './lookups.ts';
import { createModel, future, modelIdOf, refuser, submitJob } from './model-routes.ts';
import type { Future } from './model-routes.ts';

export function addLoadRoutes(app: FastifyInstance, context: AppContext): void {
  const guarded = refuser(context);
  app.post('/load_weights', (request) => {
    const where = 'the body of load_weights';
    if (isNewModel(request.body)) {
      return modelFromState(context, parseBody(modelFromStateBody, request.body, where));
    }
    const body = parseBody(loadWeightsBody, request.body, where);
    return guarded(body, (model) => {
      const { seq_id: seq } = body;
      if ((seq ?? 1) > 1 || (seq == null && model.ran > 1)) {
        throw new TinkerError(
          400,
          `LoadWeights is not permitted with seq_id ${seq}: it is a model's first request. Make a new model and load into that.`,
        );
      }
      requireLoadable(context, body.path, model, body.optimizer);
      return submitJob(context, 'load_weights', body);
    });
  });
}

function isNewModel(body: unknown): boolean {
  const given = body as { model_id?: unknown; session_id?: unknown } | null;
  return typeof given === 'object' && given?.model_id == null && given?.session_id != null;
}

/** A model like the saved one, and the load as its first job, before all that have a number. */
function modelFromState(context: AppContext, body: z.output<typeof modelFromStateBody>): Future {
  const { session_id, model_seq_id, base_model, user_metadata, path, optimizer } = body;
  requireSession(context, session_id);
  const load = { model_id: modelIdOf(body), path, optimizer };
  const before = context.store.jobs.ofKind(load.model_id, 'load_weights');
  if (before !== undefined) {
    requireSame(`model_seq_id ${model_seq_id}`, before.digest, digestOf('load_weights', load));
    return future(before.id, load.model_id);
  }
  const run = runOf(context, requireCheckpoint(context, path));
  requireLoadable(context, path, run, optimizer);
  if (base_model != null && base_model !== run.base) {
    throw new InputError(`${path} stands on ${run.base}, not on ${base_model}`, {
      hint: 'Leave base_model out, or name the base that the weights were trained on.',
    });
  }
  const { rank, seed, unembed } = run;
  const { attention, mlp } = trainedHalves(run.targets) ?? { attention: true, mlp: true };
  const lora_config = { rank, seed, train_unembed: unembed, train_attn: attention, train_mlp: mlp };
  createModel(context, { session_id, model_seq_id, base_model: run.base, user_metadata, lora_config });
  return submitJob(context, 'load_weights', load);
}
