import { describe, expect, it } from 'vitest';

import { datumBody, datumFrom, datumToBody } from './datum-json.ts';
import {
  forwardBackwardBody,
  forwardBackwardFrom,
  forwardBackwardToBody,
  forwardBody,
  lossOutputsBody,
  lossOutputsFrom,
  lossOutputsToBody,
} from './forward-backward-json.ts';
import { futureAnswerOf } from './future-bodies.ts';
import { adamParamsBody, adamParamsFrom, adamParamsToBody, createModelBody } from './model-bodies.ts';
import { parseBody } from './parse-body.ts';
import { sampleBody, sampleOutputsBody, sampleOutputsFrom, sampleOutputsToBody } from './sample-json.ts';
import { samplingParamsFrom, samplingParamsToBody } from './sample-json.ts';

/** As it would arrive. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const datum = {
  modelInput: { chunks: [{ type: 'encoded_text', tokens: Int32Array.of(1, 2) } as const] },
  lossFnInputs: {
    target_tokens: { dtype: 'int64', data: Int32Array.of(2, 3), shape: [2] } as const,
    weights: { dtype: 'float32', data: Float32Array.of(0, -1), shape: [2] } as const,
  },
};

describe('datums as JSON', () => {
  it('are read as they were written', () => {
    expect(datumFrom(parseBody(datumBody, sent(datumToBody(datum)), 'datum'), 'data[0]')).toEqual(datum);
  });

  it('may lack a shape, a chunk type, and hold what is unknown', () => {
    const body = {
      model_input: { chunks: [{ tokens: [1] }], newer: 1 },
      loss_fn_inputs: { weights: { data: [1], dtype: 'float32', sparse_crow_indices: null } },
    };
    expect(datumFrom(parseBody(datumBody, body, 'datum'), 'data[0]')).toEqual({
      modelInput: { chunks: [{ type: 'encoded_text', tokens: Int32Array.of(1) }] },
      lossFnInputs: { weights: { dtype: 'float32', data: Float32Array.of(1) } },
    });
  });

  it.each([
    [{ data: [1, 2], dtype: 'float32', shape: [3] }, 'shape [3] does not hold 2 values'],
    [{ data: [1.5], dtype: 'int64' }, 'value 0 is 1.5, no whole number'],
    [{ data: [1], dtype: 'float32', sparse_crow_indices: [0] }, 'is sparse (CSR)'],
  ])('refuse %j', (weights, message) => {
    const body = parseBody(datumBody, { model_input: { chunks: [] }, loss_fn_inputs: { weights } }, 'datum');
    expect(() => datumFrom(body, 'data[2]')).toThrow('data[2].loss_fn_inputs.weights');
    expect(() => datumFrom(body, 'data[2]')).toThrow(message);
  });

  it('refuse images by their type', () => {
    const chunks = [{ type: 'image', data: 'aGk=', format: 'png' }];
    const body = parseBody(datumBody, { model_input: { chunks }, loss_fn_inputs: {} }, 'datum');
    expect(() => datumFrom(body, 'data[0]')).toThrow('data[0].model_input.chunks[0] is of the type image');
  });
});

describe('forward_backward as JSON', () => {
  const request = {
    modelId: 'm',
    seqId: 3,
    data: [datum],
    lossFn: 'dro',
    lossFnConfig: { beta: 0.1 },
    forwardOnly: false,
  };

  it('reads requests as they were written, forward by its own key', () => {
    const both = sent(forwardBackwardToBody(request));
    expect(forwardBackwardFrom(parseBody(forwardBackwardBody, both, 'body'))).toEqual(request);
    const forward = sent(forwardBackwardToBody({ ...request, forwardOnly: true }));
    expect(forwardBackwardFrom(parseBody(forwardBody, forward, 'body'))).toEqual({
      ...request,
      forwardOnly: true,
    });
  });

  it('reads results as they were written, NaN as null', () => {
    const outputs = {
      lossFnOutputType: 'scalar',
      lossFnOutputs: [
        { logprobs: { dtype: 'float32', data: Float32Array.of(NaN, -1), shape: [2] } as const },
      ],
      metrics: { 'loss:sum': 2 },
    };
    const body = parseBody(lossOutputsBody, sent(lossOutputsToBody(outputs)), 'result');
    expect(lossOutputsFrom(body)).toEqual(outputs);
  });
});

describe('samples as JSON', () => {
  it('fill in what is missing and make a list of a bare stop', () => {
    const body = parseBody(
      sampleBody,
      { prompt: { chunks: [] }, sampling_params: { stop: 'x', max_tokens: null }, seq_id: 0 },
      'body',
    );
    expect(body.num_samples).toBe(1);
    const read = samplingParamsFrom(body.sampling_params);
    expect(read).toEqual({ stop: ['x'], temperature: 1, topK: -1, topP: 1 });
  });

  it('carry all parameters', () => {
    const params = { maxTokens: 5, seed: 3, stop: [7, 8], temperature: 0, topK: 4, topP: 0.5 };
    expect(samplingParamsFrom(samplingParamsToBody(params))).toEqual(params);
  });

  it('are read as they were written', () => {
    const outputs = {
      sequences: [
        { stopReason: 'length', tokens: Int32Array.of(1), logprobs: Float32Array.of(-0.25) } as const,
      ],
      promptLogprobs: Float32Array.of(NaN, -1),
      topkPromptLogprobs: {
        k: 1,
        length: 2,
        tokenIds: Int32Array.of(0, 4),
        logprobs: Float32Array.of(-99999, -1),
      },
    };
    const body = sent(sampleOutputsToBody(outputs));
    expect(body).toMatchObject({ prompt_logprobs: [null, -1], topk_prompt_logprobs: [null, [[4, -1]]] });
    expect(sampleOutputsFrom(parseBody(sampleOutputsBody, body, 'result'))).toEqual(outputs);
  });
});

describe('the other bodies', () => {
  it('have the API’s defaults', () => {
    expect(adamParamsFrom(adamParamsBody.parse({}))).toEqual({
      learningRate: 1e-4,
      beta1: 0.9,
      beta2: 0.95,
      eps: 1e-12,
      weightDecay: 0,
      gradClipNorm: 0,
    });
    expect(adamParamsToBody({ learningRate: 1 })).toMatchObject({
      learning_rate: 1,
      beta2: 0.95,
      eps: 1e-12,
    });
    const model = { session_id: 's', model_seq_id: 0, base_model: 'b', lora_config: { rank: 8 }, type: 'x' };
    expect(createModelBody.parse(model).lora_config).toMatchObject({ rank: 8, train_attn: true });
  });

  it('name the field that is wrong', () => {
    const body = { session_id: 's', model_seq_id: -1, base_model: 'b' };
    expect(() => parseBody(createModelBody, body, 'the body of create_model')).toThrow(
      'the body of create_model: model_seq_id is -1',
    );
    expect(() => parseBody(createModelBody, [], 'the body of create_model')).toThrow(
      'the body of create_model is []',
    );
  });

  it('tell a result from what is none', () => {
    expect(futureAnswerOf({ type: 'try_again', queue_state: 'active' })).toMatchObject({ kind: 'try-again' });
    expect(futureAnswerOf({ error: 'no', category: 'user' })).toEqual({
      kind: 'failed',
      error: 'no',
      category: 'user',
      code: undefined,
    });
    expect(futureAnswerOf({ status: 'complete_metadata', response_payload_size: 3 })).toEqual({
      kind: 'metadata',
    });
    expect(futureAnswerOf({ path: null })).toEqual({ kind: 'result', value: { path: null } });
  });
});
