/** What each kind of a model's job does: the engine's part, and what has to be written down together with its result. */

import { InputError } from '../../../core/errors.ts';
import { lossFns } from '../../../tinker/types.ts';
import type { LossFn } from '../../../tinker/types.ts';
import { encodeForwardBackwardOutput } from '../../../tinker/wire/forward-backward-output.ts';
import { decodeForwardBackwardRequest } from '../../../tinker/wire/forward-backward-request.ts';
import {
  adamParamsFrom,
  loadWeightsBody,
  optimStepBody,
  saveWeightsBody,
  saveWeightsForSamplerBody,
} from '../../../tinker/wire/model-bodies.ts';
import { formatTinkerPath, parseTinkerPath } from '../../../tinker/wire/tinker-path.ts';
import type { CheckpointKind } from '../../../tinker/wire/tinker-path.ts';
import type { NewModel } from '../engine/tinker-engine.ts';
import type { Job } from '../store/job.ts';
import type { ModelRow } from '../store/models.ts';
import { jsonBytes, jsonOfBytes } from './bytes.ts';
import { folderSize } from './folder-size.ts';
import type { Shop } from './shop.ts';

export interface Carried {
  result: Uint8Array;
  /** In the transaction that takes down the result. @throws InputError when the job fails after all. */
  commit?: () => void;
}

/** @throws InputError when the base is not served any more. */
export function newModelOf({ bases, places }: Shop, model: ModelRow): NewModel {
  const base = bases.get(model.base);
  if (base === undefined) {
    throw new InputError(`${model.id} stands on ${model.base}, which this server does not serve`, {
      hint: `Start the server with --model ${model.base}= and its folder.`,
    });
  }
  const { id, rank, seed, targets } = model;
  return { model: id, directory: places.model(id), base: base.folder, rank, seed, targets };
}

/** @throws InputError, EngineError when the job fails. */
export async function carryOut(shop: Shop, model: ModelRow, job: Job): Promise<Carried> {
  const { engine, store, places } = shop;
  switch (job.kind) {
    case 'create_model':
      await engine.call('createModel', newModelOf(shop, model));
      return { result: jsonBytes({ model_id: model.id, type: 'create_model' }) };
    case 'unload_model':
      await engine.call('dropModel', { model: model.id });
      return {
        result: jsonBytes({ model_id: model.id, type: 'unload_model' }),
        commit: () => store.models.end(model.id, Date.now()),
      };
    case 'forward':
    case 'forward_backward':
      return { result: await forward(shop, model.id, job) };
    case 'optim_step': {
      const { adam_params } = optimStepBody.parse(jsonOfBytes(job.body));
      const { metrics } = await engine.call('optimStep', {
        model: model.id,
        params: adamParamsFrom(adam_params),
      });
      return { result: jsonBytes({ metrics, type: 'optim_step' }) };
    }
    case 'load_weights': {
      const { path, optimizer } = loadWeightsBody.parse(jsonOfBytes(job.body));
      const { run, kind = 'weights', name } = parseTinkerPath(path);
      const directory = places.model(model.id);
      const folder = places.checkpoint(run, kind, name);
      await engine.call('loadModel', { model: model.id, directory, path: folder, optimizer });
      // What was loaded may be deleted, or another be saved in its place.
      const ran = model.ran + 1;
      await engine.call('saveState', { model: model.id, path: places.snapshot(model.id, ran) });
      return {
        result: jsonBytes({ path, model_id: model.id, type: 'load_weights' }),
        commit: () => store.models.setSnapshot(model.id, ran),
      };
    }
    case 'save_weights': {
      const { path: name, ttl_seconds, overwrite } = saveWeightsBody.parse(jsonOfBytes(job.body));
      return save(shop, model.id, { kind: 'weights', name, ttl: ttl_seconds, overwrite });
    }
    case 'save_weights_for_sampler': {
      const { path: name, ttl_seconds, overwrite } = saveWeightsForSamplerBody.parse(jsonOfBytes(job.body));
      if (name == null) return unnamedSampler(shop, model, job);
      return save(shop, model.id, { kind: 'sampler_weights', name, ttl: ttl_seconds, overwrite });
    }
    case 'sample':
      throw new RangeError('a sample is no job of a model');
  }
}

/** Of one forward or forward_backward, as protobuf. */
export async function forward({ engine }: Shop, model: string, job: Job): Promise<Uint8Array> {
  if (job.body.length === 0) throw new InputError('the request was refused when it came');
  const { data, lossFn, lossFnConfig, forwardOnly } = decodeForwardBackwardRequest(job.body);
  const { lossFnOutputs, metrics } = await engine.call('forward', {
    ...{ model, data, config: lossFnConfig, backward: !forwardOnly },
    lossFn: knownLoss(lossFn),
  });
  return encodeForwardBackwardOutput({
    lossFnOutputType: lossFn,
    lossFnOutputs: lossFnOutputs.map(({ logprobs }) => ({ logprobs: { dtype: 'float32', data: logprobs } })),
    metrics,
  });
}

/** @throws InputError for one that there is not. */
export function knownLoss(name: string): LossFn {
  const found = lossFns.find((lossFn) => lossFn === name);
  if (found !== undefined) return found;
  throw new InputError(`there is no loss ${JSON.stringify(name)}`, {
    hint: `Use one of ${lossFns.join(', ')}; any other can be computed by the client (forward_backward_custom).`,
  });
}

interface Saving {
  kind: CheckpointKind;
  name: string;
  ttl: number | null | undefined;
  overwrite: boolean | null | undefined;
}

async function save(shop: Shop, model: string, { kind, name, ttl, overwrite }: Saving): Promise<Carried> {
  const { store, places, engine } = shop;
  const path = formatTinkerPath({ run: model, kind, name });
  // What a killed server had written without taking it down is no checkpoint, and is written again.
  if (store.checkpoints.get({ model, kind, name }) !== undefined && overwrite !== true) {
    throw new InputError(`${path} exists already`, {
      hint: 'Choose another name, delete that one first, or save with overwrite.',
    });
  }
  const folder = places.checkpoint(model, kind, name);
  if (kind === 'weights') await engine.call('saveState', { model, path: folder });
  else await engine.call('saveSampler', { model, path: folder, keep: false });
  const bytes = await folderSize(folder);
  const created = Date.now();
  const expires = ttl == null ? null : created + ttl * 1000;
  return {
    result: jsonBytes({ path, type: kind === 'weights' ? 'save_weights' : 'save_weights_for_sampler' }),
    commit: () => store.checkpoints.put({ model, kind, name, created, bytes, isPublic: false, expires }),
  };
}

/** Weights without a name, ready to sample; the folder is for the time after a kill. */
async function unnamedSampler(shop: Shop, model: ModelRow, job: Job): Promise<Carried> {
  const { store, places, engine } = shop;
  const { sampling_session_seq_id: seq } = saveWeightsForSamplerBody.parse(jsonOfBytes(job.body));
  const folder = places.unnamed(model.id, job.id);
  const requireFree = (): void => {
    if (seq == null || store.sessions.samplerAt(model.session, seq) === undefined) return;
    throw new InputError(`sampling_session_seq_id ${seq} was given to another sampling session already`, {
      hint: 'Give each a number of its own.',
    });
  };
  requireFree();
  await engine.call('saveSampler', { model: model.id, path: folder, keep: true });
  const id = seq == null ? `${model.session}:sample:job-${job.id}` : `${model.session}:sample:${seq}`;
  return {
    result: jsonBytes({ path: null, sampling_session_id: id, type: 'save_weights_for_sampler' }),
    commit() {
      requireFree();
      store.sessions.addSampler({
        ...{ id, session: model.session, seq: seq ?? null, base: model.base, path: null },
        ...{ folder, model: model.id, created: Date.now() },
      });
    },
  };
}
