/** forward_backward and forward, as protobuf or JSON. What is wrong with a datum is told at once. */

import type { FastifyInstance } from 'fastify';
import { InputError } from '../../../core/errors.ts';
import { readDatum, resolveLossConfig } from '../../../engine/index.ts';
import {
  decodeForwardBackwardRequest,
  encodeForwardBackwardRequest,
} from '../../../tinker/wire/forward-backward-request.ts';
import { float32Tensor, tokensOf } from '../../../tinker/model-input.ts';
import type { Datum } from '../../../tinker/types.ts';
import type { ForwardBackwardRequest } from '../../../tinker/wire/forward-backward-request.ts';
import {
  forwardBackwardBody,
  forwardBackwardFrom,
  forwardBody,
} from '../../../tinker/wire/forward-backward-json.ts';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import type { AppContext } from '../app-context.ts';
import { MOST_DATUMS } from '../limits.ts';
import { knownLoss } from '../work/carry-out.ts';
import { digestOf, digestOfForward } from '../work/digest.ts';
import { baseOf } from './lookups.ts';
import { refuser, submitJob } from './model-routes.ts';

export function addForwardRoutes(app: FastifyInstance, context: AppContext): void {
  const { workshop } = context;
  const take = (given: ForwardBackwardRequest, sent: Uint8Array | null): unknown => {
    const asked = withWeights(given);
    const encoded = asked === given ? sent : null;
    const { modelId: model_id, seqId: seq_id, data, lossFn, lossFnConfig, forwardOnly } = asked;
    const refused = (seq: number): void => {
      // It takes its place all the same, or the next step would be one on a part of the batch.
      const job = { model: model_id, sampler: null, seq, batch: null, body: new Uint8Array(0) };
      workshop.submit({ ...job, kind: 'forward_backward', digest: digestOf('refused', seq) });
    };
    const guarded = forwardOnly ? refuser(context) : refuser(context, refused);
    return guarded({ model_id, seq_id }, ({ base }) => {
      const loss = knownLoss(lossFn);
      resolveLossConfig(loss, lossFnConfig);
      const { config } = baseOf(context, base);
      if (data.length === 0)
        throw new InputError('the request has no datums', { hint: 'Send at least one.' });
      if (data.length > MOST_DATUMS) {
        throw new InputError(`the request has ${data.length} datums; ${MOST_DATUMS} is the most`, {
          hint: 'Send it in parts: gradients add up until optim_step.',
        });
      }
      for (const [i, datum] of data.entries()) readDatum(datum, i, loss, config);
      const bytes = encoded ?? encodeForwardBackwardRequest(asked);
      const kept = { digest: digestOfForward(asked), bytes };
      return submitJob(context, forwardOnly ? 'forward' : 'forward_backward', { model_id, seq_id }, kept);
    });
  };
  app.post('/forward_backward', ({ body }) => {
    if (body instanceof Uint8Array) return take(decodeForwardBackwardRequest(body), body);
    const read = parseBody(forwardBackwardBody, body, 'the body of forward_backward');
    return take(forwardBackwardFrom(read), null);
  });
  app.post('/forward', ({ body }) => {
    const read =
      body instanceof Uint8Array
        ? { ...decodeForwardBackwardRequest(body), forwardOnly: true }
        : forwardBackwardFrom(parseBody(forwardBody, body, 'the body of forward'));
    return take(read, null);
  });
}

/** Cross entropy without weights counts every token, as SkyRL has it. */
function withWeights(asked: ForwardBackwardRequest): ForwardBackwardRequest {
  const lacks = ({ lossFnInputs }: Datum): boolean => lossFnInputs['weights'] === undefined;
  if (asked.lossFn !== 'cross_entropy' || !asked.data.some(lacks)) return asked;
  const data = asked.data.map((datum): Datum => {
    if (!lacks(datum)) return datum;
    const weights = float32Tensor(new Float32Array(tokensOf(datum.modelInput).length).fill(1));
    return { ...datum, lossFnInputs: { ...datum.lossFnInputs, weights } };
  });
  return { ...asked, data };
}
