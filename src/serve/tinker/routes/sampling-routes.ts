/** Sampling sessions and the requests to them. */

import { randomInt, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InputError } from '../../../core/errors.ts';
import { tokensOf } from '../../../tinker/model-input.ts';
import { BATCH_HEADER, formatBatchPlace, parseBatchPlace } from '../../../tinker/wire/batch-header.ts';
import { modelInputFrom } from '../../../tinker/wire/datum-json.ts';
import { createSamplingSessionBody } from '../../../tinker/wire/model-bodies.ts';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import { sampleBody, samplingParamsFrom } from '../../../tinker/wire/sample-json.ts';
import type { SampleBody } from '../../../tinker/wire/sample-json.ts';
import type { AppContext } from '../app-context.ts';
import { MOST_SAMPLES, MOST_TOPK } from '../limits.ts';
import type { SamplerRow } from '../store/sessions.ts';
import { TinkerError } from '../tinker-error.ts';
import { jsonBytes } from '../work/bytes.ts';
import { digestOf } from '../work/digest.ts';
import type { KeptSample } from '../work/sampler-worker.ts';
import { pathOf, requireCheckpoint, runOf } from './checkpoint-lookups.ts';
import { requireSame } from './idempotent.ts';
import { baseOf, requireBase, requireSampler, requireSession } from './lookups.ts';

interface SampledFrom {
  base_model?: string | null | undefined;
  model_path?: string | null | undefined;
}

export function addSamplingRoutes(app: FastifyInstance, context: AppContext): void {
  const { store } = context;
  app.post('/create_sampling_session', (request) => {
    const body = parseBody(createSamplingSessionBody, request.body, 'the body of create_sampling_session');
    const { session_id: session, sampling_session_seq_id: seq } = body;
    requireSession(context, session);
    const wanted = weightsOf(context, body);
    const before = store.sessions.samplerAt(session, seq);
    if (before === undefined) {
      const id = `${session}:sample:${seq}`;
      store.sessions.addSampler({ ...wanted, id, session, seq, model: null, created: Date.now() });
      return { type: 'create_sampling_session', sampling_session_id: id };
    }
    requireSame(`sampling_session_seq_id ${seq}`, before.folder, wanted.folder);
    return { type: 'create_sampling_session', sampling_session_id: before.id };
  });

  app.get<{ Params: { id: string } }>('/samplers/:id', ({ params }) => {
    const { id, base, path } = requireSampler(context, params.id);
    const { name, tokenizerFolder } = baseOf(context, base);
    return {
      ...{ sampler_id: id, base_model: name, tokenizer_id: tokenizerFolder },
      ...(path !== null && { model_path: path }),
    };
  });

  app.post('/asample', (request) => {
    const body = parseBody(sampleBody, request.body, 'the body of asample');
    const sampler = samplerOf(context, body);
    return submitSample(context, body, sampler, batchOf(request));
  });
}

/** What to sample from: exactly one of a base and a path. */
function weightsOf(
  context: AppContext,
  { base_model, model_path }: SampledFrom,
): Pick<SamplerRow, 'base' | 'path' | 'folder'> {
  if (model_path != null) {
    const checkpoint = requireCheckpoint(context, model_path);
    const { model, kind, name } = checkpoint;
    const { base } = runOf(context, checkpoint);
    return { base, path: pathOf(checkpoint), folder: context.places.checkpoint(model, kind, name) };
  }
  if (base_model != null) {
    const { name, folder } = requireBase(context, base_model);
    return { base: name, path: null, folder };
  }
  throw new TinkerError(400, 'Name what to sample from: base_model, or a model_path that was saved.');
}

/** The older way names weights in place of a sampling session: each such request makes one, or finds that of the same weights. */
function samplerOf(context: AppContext, body: SampleBody): SamplerRow {
  if (body.sampling_session_id != null) return requireSampler(context, body.sampling_session_id);
  const { sessions } = context.store;
  const wanted = weightsOf(context, body);
  const known = sessions.samplersOf('').find(({ folder }) => folder === wanted.folder);
  if (known !== undefined) return known;
  const made = { ...wanted, id: `sample:${randomUUID()}`, session: '', seq: null, model: null };
  const row: SamplerRow = { ...made, created: Date.now() };
  sessions.addSampler(row);
  return row;
}

function batchOf(request: FastifyRequest): string | null {
  const header = request.headers[BATCH_HEADER];
  return typeof header === 'string' ? formatBatchPlace(parseBatchPlace(header)) : null;
}

function submitSample(context: AppContext, body: SampleBody, sampler: SamplerRow, batch: string | null) {
  const { store, workshop } = context;
  const digest = digestOf('sample', body);
  const seq = body.sampling_session_id == null ? null : (body.seq_id ?? null);
  const before = seq === null ? undefined : store.jobs.find('sampler', sampler.id, seq);
  const submitted = (): number => {
    const job = { kind: 'sample' as const, model: null, sampler: sampler.id, seq, batch, digest };
    try {
      const kept = decided(context, body, sampler, seq === null ? randomInt(2 ** 31) : seedOf(digest));
      return workshop.submit({ ...job, body: jsonBytes(kept) });
    } catch (error) {
      workshop.refuseSample(sampler.id, batch);
      throw error;
    }
  };
  if (before !== undefined) requireSame(`seq_id ${seq}`, before.digest, digest);
  const id = before?.id ?? submitted();
  const ids = Array.from({ length: body.num_samples }, (_value, i) => `${id}:${i}`);
  return { request_id: String(id), sample_sequence_ids: ids };
}

/** The same when the request has to be done again. */
function seedOf(digest: string): number {
  return parseInt(digest.slice(0, 8), 16) >>> 1;
}

/** With all that the request left open. @throws InputError for what does not fit. */
function decided(context: AppContext, body: SampleBody, sampler: SamplerRow, seed: number): KeptSample {
  const { config } = baseOf(context, sampler.base);
  const tokens = [...tokensOf(modelInputFrom(body.prompt, 'prompt'))];
  const asked = samplingParamsFrom(body.sampling_params);
  const [promptLogprobs, topk] = [body.prompt_logprobs === true, body.topk_prompt_logprobs ?? 0];
  const room = config.contextLength - tokens.length;
  const params = { seed, ...asked, topK: asked.topK === 0 ? -1 : (asked.topK ?? -1), maxTokens: 0 };
  const { temperature = 1, topP = 1 } = params;
  checkPrompt(tokens, config.vocabSize, room);
  if (body.num_samples > MOST_SAMPLES)
    throw new InputError(`num_samples is ${body.num_samples}; ${MOST_SAMPLES} is the most`);
  if (topk > MOST_TOPK) throw new InputError(`topk_prompt_logprobs is ${topk}; ${MOST_TOPK} is the most`);
  const last = body.prompt_logprobs_last_n;
  if (last != null && !(promptLogprobs && last < tokens.length)) {
    throw new InputError(
      `prompt_logprobs_last_n is ${last} of a prompt of ${tokens.length} tokens${promptLogprobs ? '' : ', without prompt_logprobs'}`,
      { hint: 'Set prompt_logprobs, and at most one token less than the prompt has.' },
    );
  }
  // compute_logprobs asks for a token that nobody wants, and its prompt may fill the context.
  const isScoring = promptLogprobs && (asked.maxTokens ?? 1) === 1 && room === 0;
  const maxTokens = asked.maxTokens ?? room;
  if (!isScoring && (maxTokens > room || maxTokens < 1)) {
    throw new InputError(
      `a prompt of ${tokens.length} tokens and ${asked.maxTokens ?? 1} new ones do not fit the model's context of ${config.contextLength}`,
      { hint: 'Shorten the prompt or lower max_tokens.' },
    );
  }
  const { stop } = params;
  return {
    ...{ tokens, numSamples: body.num_samples, promptLogprobs, topk },
    ...(last != null && { lastOfPrompt: last }),
    params: {
      ...{ maxTokens: isScoring ? 0 : maxTokens, seed: params.seed, temperature, topK: params.topK, topP },
      ...(stop !== undefined && { stop: [...stop] as string[] | number[] }),
    },
  };
}

function checkPrompt(tokens: readonly number[], vocabSize: number, room: number): void {
  if (tokens.length === 0) throw new InputError('the prompt has no tokens');
  if (room < 0) {
    throw new InputError(
      `a prompt of ${tokens.length} tokens does not fit the model's context of ${tokens.length + room}`,
      { hint: 'Shorten the prompt.' },
    );
  }
  const wrong = tokens.find((token) => token < 0 || token >= vocabSize);
  if (wrong !== undefined) throw new InputError(`token ${wrong} is outside the vocabulary of ${vocabSize}`);
}
