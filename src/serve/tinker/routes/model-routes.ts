/** Models and what is done with them: everything that takes its turn by `seq_id`. */

import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { InputError } from '../../../core/errors.ts';
import { requireAdamParams } from '../../../engine/index.ts';
import { targetsOf } from '../../../tinker/trained-halves.ts';
import type { LoraTarget } from '../../../tinker/types.ts';
import {
  adamParamsFrom,
  createModelBody,
  getInfoBody,
  loraConfigBody,
  optimStepBody,
  saveWeightsBody,
  saveWeightsForSamplerBody,
  unloadModelBody,
} from '../../../tinker/wire/model-bodies.ts';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import type { AppContext } from '../app-context.ts';
import { MOST_RANK } from '../limits.ts';
import type { JobKind } from '../store/job.ts';
import { TinkerError } from '../tinker-error.ts';
import { jsonBytes } from '../work/bytes.ts';
import { digestOf } from '../work/digest.ts';
import { requireSame } from './idempotent.ts';
import { baseOf, requireBase, requireModel, requireSession } from './lookups.ts';

const DEFAULT_RANK = 32;
const NAME = /^[A-Za-z0-9_.-]{1,200}$/;

export interface Future {
  request_id: string;
  model_id: string;
}

export function addModelRoutes(app: FastifyInstance, context: AppContext): void {
  const { store } = context;
  app.post('/create_model', (request) =>
    createModel(context, parseBody(createModelBody, request.body, 'the body of create_model')),
  );

  app.post('/get_info', (request) => {
    const { model_id } = parseBody(getInfoBody, request.body, 'the body of get_info');
    const { base, rank } = requireModel(context, model_id);
    const { name, tokenizerFolder, config } = baseOf(context, base);
    return {
      ...{ type: 'get_info', model_id, model_name: name, is_lora: rank > 0, lora_rank: rank },
      model_data: { arch: config.architecture, model_name: name, tokenizer_id: tokenizerFolder },
    };
  });

  const guarded = refuser(context);
  app.post('/optim_step', (request) => {
    const body = parseBody(optimStepBody, request.body, 'the body of optim_step');
    return guarded(body, () => {
      requireAdamParams(adamParamsFrom(body.adam_params));
      return submitJob(context, 'optim_step', body);
    });
  });
  app.post('/save_weights', (request) => {
    const body = parseBody(saveWeightsBody, request.body, 'the body of save_weights');
    return guarded(body, () => {
      requireName(body.path);
      return submitJob(context, 'save_weights', body);
    });
  });
  app.post('/save_weights_for_sampler', (request) => {
    const body = parseBody(saveWeightsForSamplerBody, request.body, 'the body of save_weights_for_sampler');
    return guarded(body, () => {
      if (body.path != null) requireName(body.path);
      return submitJob(context, 'save_weights_for_sampler', body);
    });
  });
  app.post('/unload_model', (request) => {
    const body = parseBody(unloadModelBody, request.body, 'the body of unload_model');
    const model = store.models.get(body.model_id);
    if (model !== undefined && model.ended !== null) {
      const before = store.jobs.ofKind(model.id, 'unload_model');
      if (before !== undefined) return future(before.id, model.id);
    }
    requireModel(context, body.model_id);
    return submitJob(context, 'unload_model', { ...body, seq_id: null });
  });
}

/** SDK 0.38 works it out by itself. */
export function modelIdOf(of: { session_id: string; model_seq_id: number }): string {
  return `${of.session_id}:train:${of.model_seq_id}`;
}

/** Takes the new model down, or finds that it was. */
export function createModel(context: AppContext, body: z.output<typeof createModelBody>): Future {
  const { store, workshop } = context;
  requireSession(context, body.session_id);
  const lora = loraConfigBody.parse(body.lora_config ?? { rank: DEFAULT_RANK });
  const { rank, seed, train_unembed } = lora;
  const base = requireBase(context, body.base_model);
  if (rank > MOST_RANK)
    throw new TinkerError(
      400,
      `lora_config.rank is ${rank}; ${MOST_RANK} is the most that is taken, and 0 trains all parameters.`,
    );
  const targets = rank === 0 ? [] : trainedTargets(lora.train_attn, lora.train_mlp);
  const id = modelIdOf(body);
  const digest = digestOf('create_model', body);
  const before = store.jobs.ofKind(id, 'create_model');
  if (before !== undefined) {
    requireSame(`model_seq_id ${body.model_seq_id}`, before.digest, digest);
    return future(before.id, id);
  }
  if (store.models.get(id) !== undefined)
    throw new TinkerError(410, `model_seq_id ${body.model_seq_id} was given to a model long ago.`);
  const job = { kind: 'create_model' as const, model: id, sampler: null, seq: null, batch: null };
  const row = {
    ...{ id, session: body.session_id, seq: body.model_seq_id, base: base.name, rank, seed: seed ?? 0 },
    ...{ targets, unembed: train_unembed, metadata: body.user_metadata ?? {} },
  };
  const request_id = workshop.submit({ ...job, digest, body: jsonBytes(body) }, () =>
    store.models.add(row, Date.now()),
  );
  return future(request_id, id);
}

function trainedTargets(attention: boolean, mlp: boolean): LoraTarget[] {
  if (attention || mlp) return targetsOf({ attention, mlp });
  throw new InputError('lora_config trains neither attention nor MLP', {
    hint: 'Set train_attn or train_mlp; adapters of the unembedding alone are not supported here.',
  });
}

/** A request as it is kept. */
interface Given {
  digest: string;
  bytes: Uint8Array;
}

/** Protobuf says 0 where there is none. */
function numberOf({ seq_id }: { seq_id?: number | null | undefined }): number | null {
  return seq_id == null || seq_id === 0 ? null : seq_id;
}

/** Takes the request down, or finds that it was. */
export function submitJob(
  { store, workshop }: AppContext,
  kind: JobKind,
  body: { model_id: string; seq_id?: number | null | undefined } & Readonly<Record<string, unknown>>,
  given: Given = { digest: digestOf(kind, body), bytes: jsonBytes(body) },
): Future {
  const { model_id: model } = body;
  const seq = numberOf(body);
  const before = seq === null ? undefined : store.jobs.find('model', model, seq);
  if (before !== undefined) {
    requireSame(`seq_id ${seq}`, before.digest, given.digest);
    return future(before.id, model);
  }
  if (seq !== null && seq <= (store.models.get(model)?.forgotten ?? 0))
    throw new TinkerError(410, `The request with seq_id ${seq} ended long ago, and its result is not kept.`);
  store.models.touch(model, Date.now());
  const { digest, bytes } = given;
  const job = { kind, model, sampler: null, seq, batch: null, digest, body: bytes };
  return future(workshop.submit(job), model);
}

/** Such a refusal is of the number alone. */
const OF_NUMBER = [409, 410];

/** Looks the model up, and sees to it that a refused request leaves no gap that later ones would wait for. */
export function refuser(
  context: AppContext,
  refused = (seq: number, model: string): void => context.workshop.refuse(model, seq),
) {
  return <T>(
    body: { model_id: string; seq_id?: number | null | undefined },
    work: (model: ReturnType<typeof requireModel>) => T,
  ): T => {
    const model = requireModel(context, body.model_id);
    try {
      return work(model);
    } catch (error) {
      const seq = numberOf(body);
      const isNew = seq !== null && context.store.jobs.find('model', model.id, seq) === undefined;
      if (isNew && !(error instanceof TinkerError && OF_NUMBER.includes(error.status)))
        refused(seq, model.id);
      throw error;
    }
  };
}

export function future(id: number, model: string): Future {
  return { request_id: String(id), model_id: model };
}

function requireName(name: string): void {
  if (NAME.test(name) && !name.startsWith('.')) return;
  throw new InputError(`the name ${JSON.stringify(name.slice(0, 300))} cannot be that of saved weights`, {
    hint: 'Use letters, digits, "_", "-" and ".", at most 200, not beginning with ".".',
  });
}
